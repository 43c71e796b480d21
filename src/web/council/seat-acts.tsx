import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Seat } from './council-queries.ts';

/** Ending a term early, and naming who may come in the holder's place. */
export function SeatActs({ consortiumId, seat, today }: { consortiumId: string; seat: Seat; today: string }) {
  const [open, setOpen] = useState<'end' | 'substitute'>();
  const queryClient = useQueryClient();
  const onDone = async () => {
    await queryClient.invalidateQueries({ queryKey: ['council', consortiumId] });
    setOpen(undefined);
  };
  const props = { path: { id: consortiumId, seatId: seat.id }, seat, today, onDone };
  return (
    <>
      <div className="actions">
        <Button size="small" aria-expanded={open === 'end'} onClick={() => setOpen(open === 'end' ? undefined : 'end')}>
          结束任期
        </Button>
        <Button
          size="small"
          aria-expanded={open === 'substitute'}
          onClick={() => setOpen(open === 'substitute' ? undefined : 'substitute')}
        >
          登记替补
        </Button>
      </div>
      {open === 'end' && <EndTerm {...props} />}
      {open === 'substitute' && <NameSubstitute {...props} />}
    </>
  );
}

type Props = { path: { id: string; seatId: string }; seat: Seat; today: string; onDone: () => Promise<void> };

function EndTerm({ path, seat, today, onDone }: Props) {
  const [on, setOn] = useState(today);
  const [reference, setReference] = useState('');
  const end = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/council-seats/{seatId}/end', {
          params: { path },
          body: { on, reference, version: seat.version },
        }),
      ),
    onSuccess: onDone,
  });
  return (
    <Act title={`结束${seat.name}的任期`} button="结束" sending={end} onSubmit={() => end.mutate()}>
      <InlineInput label="最后一天" type="date" required value={on} onChange={setOn} />
      <InlineInput label="依据" required maxLength={200} value={reference} onChange={setReference} />
    </Act>
  );
}

function NameSubstitute({ path, seat, today, onDone }: Props) {
  const [body, setBody] = useState({ name: '', from: today, to: seat.lastDay });
  const name = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/council-seats/{seatId}/substitutes', { params: { path }, body })),
    onSuccess: onDone,
  });
  return (
    <Act title={`${seat.name}的替补`} button="登记" sending={name} onSubmit={() => name.mutate()}>
      <InlineInput
        label="姓名"
        required
        maxLength={100}
        value={body.name}
        onChange={(value) => setBody({ ...body, name: value })}
      />
      <InlineInput label="自" type="date" required value={body.from} onChange={(from) => setBody({ ...body, from })} />
      <InlineInput label="至" type="date" required value={body.to} onChange={(to) => setBody({ ...body, to })} />
    </Act>
  );
}

function Act(props: {
  title: string;
  button: string;
  sending: { isPending: boolean; error: Error | null };
  onSubmit: () => void;
  children: ReactNode;
}) {
  const { title, button, sending, onSubmit, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form aria-label={title} onSubmit={submit}>
      <div className="actions">
        {children}
        <Button size="small" htmlType="submit" loading={sending.isPending}>
          {button}
        </Button>
      </div>
      {sending.error && <ProblemText error={sending.error} />}
    </form>
  );
}
