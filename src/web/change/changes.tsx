import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { type ChangesData, changesQuery } from './change-queries.ts';
import { OneChange } from './one-change.tsx';

/** Who leads the consortium and where its secretariat is, its changes, and asking for another. */
export function Changes({ id }: { id: string }) {
  const changes = useQuery(changesQuery(id));
  return (
    <Loaded query={changes}>
      {(data) => (
        <>
          <section className="card">
            <h2>牵头单位、负责人和秘书处</h2>
            <table className="data stacks">
              <tbody>
                {data.kinds
                  .filter(({ isNamed }) => isNamed)
                  .map(({ id: kind, label, now, isMajor }) => (
                    <tr key={kind}>
                      <th scope="row">{label}</th>
                      <td>{now || '—'}</td>
                      <td className="soft">{isMajor ? '变更须经批准' : '变更即时生效'}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
            {data.items.length > 0 && <h3>变更</h3>}
            <ul className="plain-list">
              {data.items.map((change) => (
                <li key={change.id}>
                  <OneChange change={change} />
                </li>
              ))}
            </ul>
          </section>
          {data.canAsk && <AskChange id={id} kinds={data.kinds} />}
        </>
      )}
    </Loaded>
  );
}

function AskChange({ id, kinds }: { id: string; kinds: ChangesData['kinds'] }) {
  const queryClient = useQueryClient();
  const [body, setBody] = useState({ kind: '', to: '', fromDay: '', reason: '' });
  const kind = kinds.find((one) => one.id === body.kind);
  const ask = useMutation({
    mutationFn: () => answered(client.POST('/api/consortia/{id}/changes', { params: { path: { id } }, body })),
    onSuccess: async () => {
      setBody({ kind: '', to: '', fromDay: '', reason: '' });
      await queryClient.invalidateQueries({ queryKey: ['changes'] });
    },
  });
  return (
    <InlineForm
      title="提出变更"
      aside={kind && (kind.isMajor ? '重大变动，经省级提出意见、教育部批准后生效，此前不变' : '即时生效并告知省级部门')}
      button="提出"
      sending={ask}
      onSubmit={() => ask.mutate()}
      outcome={ask.isSuccess && '已提出。'}
    >
      <InlineSelect
        label="事项"
        choices={kinds}
        value={body.kind}
        onChange={(chosen) => setBody({ ...body, kind: chosen })}
      />
      {kind?.isNamed !== false && (
        <InlineInput required label="变更为" value={body.to} onChange={(to) => setBody({ ...body, to })} />
      )}
      <InlineInput
        required
        label="自"
        type="date"
        value={body.fromDay}
        onChange={(fromDay) => setBody({ ...body, fromDay })}
      />
      <InlineInput required label="理由" value={body.reason} onChange={(reason) => setBody({ ...body, reason })} />
    </InlineForm>
  );
}
