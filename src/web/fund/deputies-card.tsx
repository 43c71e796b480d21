import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { type Funds, forgetFunds } from './fund-queries.ts';

/** Who approves in whose place, and the way to name one's own deputy. */
export function DeputiesCard({ id, data }: { id: string; data: Funds }) {
  const [typed, setTyped] = useState({ deputyId: '', from: '', to: '' });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const name = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/fund-deputies', { params: { path: { id } }, body: typed })),
    onSuccess: forgetFunds,
  });
  const end = useMutation({
    mutationFn: (deputyId: string) =>
      answered(client.DELETE('/api/consortia/{id}/fund-deputies/{deputyId}', { params: { path: { id, deputyId } } })),
    onSettled: forgetFunds,
  });
  return (
    <>
      {data.deputies.length > 0 && (
        <section className="card" aria-label="审批代理">
          <h2>审批代理</h2>
          <ul className="plain-list">
            {data.deputies.map(({ id: deputyId, person, deputy, from, to, isOwn }) => (
              <li key={deputyId}>
                {deputy}代{person}审批，{from}至{to}{' '}
                {isOwn && (
                  <Button size="small" loading={end.isPending} onClick={() => end.mutate(deputyId)}>
                    终止
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <InlineForm
        title="指定审批代理人"
        aside="代理人视同本人：本人申请或审批过的，代理人也不能审批"
        button="指定"
        sending={name}
        onSubmit={() => name.mutate()}
        outcome={name.isSuccess && '已指定。'}
      >
        <InlineSelect
          label="代理人"
          choices={data.people
            .filter(({ isMe }) => !isMe)
            .map(({ id: person, name: label, roles }) => ({ id: person, label: `${label}（${roles.join('、')}）` }))}
          value={typed.deputyId}
          onChange={set('deputyId')}
        />
        <InlineInput label="自" required type="date" value={typed.from} onChange={set('from')} />
        <InlineInput label="至" required type="date" value={typed.to} onChange={set('to')} />
      </InlineForm>
    </>
  );
}
