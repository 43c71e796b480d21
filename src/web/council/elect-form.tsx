import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { Council } from './council-queries.ts';

const nobody = { party: '', role: '', organisation: '', name: '', email: '', phone: '', from: '', to: '' };

/** Who was elected to a seat, for which term and by what. An organisation that is a member is taken as that one. */
export function ElectForm({ council }: { council: Council }) {
  const { consortium, parties, roles, charter } = council;
  const { id } = consortium;
  const queryClient = useQueryClient();
  const listId = useId();
  const members = useQuery({
    queryKey: ['members', id, 'names'],
    queryFn: () =>
      answered(client.GET('/api/consortia/{id}/members', { params: { path: { id }, query: { limit: 500 } } })),
  }).data?.items;
  const [seat, setSeat] = useState(nobody);
  const [reference, setReference] = useState('');
  const elect = useMutation({
    mutationFn: () => {
      const memberId = members?.find(({ name }) => name === seat.organisation)?.id ?? null;
      const body = { ...seat, reference, memberId };
      return answered(client.POST('/api/consortia/{id}/council-seats', { params: { path: { id } }, body }));
    },
    onSuccess: async () => {
      // The next one of the same election comes with the same term.
      setSeat({ ...nobody, party: seat.party, role: seat.role, from: seat.from, to: seat.to });
      await queryClient.invalidateQueries({ queryKey: ['council', id] });
    },
  });
  const set = (name: keyof typeof nobody) => (value: string) => setSeat({ ...seat, [name]: value });
  const begins = (from: string) =>
    setSeat({ ...seat, from, to: seat.to || termEnd(from, charter?.rules.termYears ?? 1) });
  return (
    <InlineForm
      title="登记当选"
      button="登记"
      sending={elect}
      onSubmit={() => elect.mutate()}
      outcome={elect.isSuccess && '已登记。'}
    >
      <InlineSelect label="各方" choices={parties} value={seat.party} onChange={set('party')} />
      <InlineSelect label="职务" choices={roles} value={seat.role} onChange={set('role')} />
      <InlineInput label="姓名" required maxLength={100} value={seat.name} onChange={set('name')} />
      <InlineInput
        label="单位"
        required
        maxLength={200}
        list={listId}
        value={seat.organisation}
        onChange={set('organisation')}
      />
      <datalist id={listId}>
        {members?.map(({ id: memberId, name }) => (
          <option key={memberId} value={name} />
        ))}
      </datalist>
      <InlineInput label="邮箱" type="email" maxLength={320} value={seat.email} onChange={set('email')} />
      <InlineInput label="电话" type="tel" maxLength={50} value={seat.phone} onChange={set('phone')} />
      <InlineInput label="任期自" type="date" required value={seat.from} onChange={begins} />
      <InlineInput label="至" type="date" required value={seat.to} onChange={set('to')} />
      <InlineInput label="依据" required maxLength={200} value={reference} onChange={setReference} />
    </InlineForm>
  );
}

/** The last day of so many years that begin on a day; nothing while the day is not whole yet. */
function termEnd(from: string, years: number): string {
  const begin = new Date(`${from}T00:00:00Z`);
  if (Number.isNaN(begin.getTime()) || begin.getUTCFullYear() < 1900) return '';
  return new Date(Date.UTC(begin.getUTCFullYear() + years, begin.getUTCMonth(), begin.getUTCDate() - 1))
    .toISOString()
    .slice(0, 10);
}
