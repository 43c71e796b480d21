import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { textOfValue } from '#web/application/cell-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';

/** What a revision changed since the one before, or since any earlier one that was seen. */
export function Changes({ id, number }: { id: string; number: number }) {
  const [since, setSince] = useState(number - 1);
  const earlier = Array.from({ length: number - 1 }, (_, at) => number - 1 - at);
  const changes = useQuery({
    queryKey: ['changes', id, number, since],
    queryFn: () =>
      answered(
        client.GET('/api/applications/{id}/revisions/{n}/changes', {
          params: { path: { id, n: number }, query: { since } },
        }),
      ),
  });
  return (
    <section style={{ marginTop: 8 }} aria-label="变化">
      <p style={{ margin: 0 }}>
        与
        <select aria-label="比较的版本" value={since} onChange={(event) => setSince(Number(event.target.value))}>
          {earlier.map((each) => (
            <option key={each} value={each}>
              第{each}版
            </option>
          ))}
        </select>
        相比的变化
      </p>
      <Loaded query={changes}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">没有变化。</p>
          ) : (
            <table className="data stacks">
              <thead>
                <tr>
                  <th>填报项</th>
                  <th>原来</th>
                  <th>现在</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ cell, label, from, to }) => (
                  <tr key={cell}>
                    <td data-label="填报项">{label}</td>
                    <td data-label="原来" style={{ whiteSpace: 'pre-wrap' }}>
                      {textOfValue(from) || '（空）'}
                    </td>
                    <td data-label="现在" style={{ whiteSpace: 'pre-wrap' }}>
                      {textOfValue(to) || '（空）'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  );
}
