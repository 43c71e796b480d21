import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import type { Application } from '#web/api/queries.ts';
import { textOfValue } from '#web/application/cell-text.ts';

export type ReadCell = { cell: string; label: string; current: unknown; read: unknown; same: boolean };

/** What is saved and what was read, side by side; only what is ticked is taken, all of it or nothing. */
export function Comparison({ application, cells }: { application: Application; cells: readonly ReadCell[] }) {
  const different = cells.filter(({ same }) => !same);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const queryClient = useQueryClient();
  const take = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/answers', {
          params: { path: { id: application.id } },
          body: {
            how: 'import',
            changes: different
              .filter(({ cell }) => chosen.has(cell))
              .map(({ cell, read }) => ({ cell, value: read ?? null, baseVersion: application.versions[cell] ?? 0 })),
          },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['application', application.id] }),
  });
  if (take.isSuccess) {
    return (
      <p className="card good" role="status">
        已采纳{chosen.size}项。
        <Link to="/applications/$id" params={{ id: application.id }}>
          回到填写页
        </Link>
      </p>
    );
  }
  if (different.length === 0) return <p className="card">文件内容与现有内容完全一致，没有需要采纳的。</p>;
  const toggle = (cell: string) => {
    const next = new Set(chosen);
    if (!next.delete(cell)) next.add(cell);
    setChosen(next);
  };
  return (
    <section className="card" aria-label="比对">
      <div className="title-row">
        <h2>
          {different.length}项与现有内容不同，{cells.length - different.length}项相同
        </h2>
        <span className="space" />
        <Button onClick={() => setChosen(new Set(different.map(({ cell }) => cell)))}>全部选中</Button>
        <Button type="primary" disabled={chosen.size === 0} loading={take.isPending} onClick={() => take.mutate()}>
          采纳选中的{chosen.size}项
        </Button>
      </div>
      {take.error && (
        <p role="alert" className="error">
          {take.error.message}没有采纳任何一项，请重新选择文件比对。
        </p>
      )}
      <table className="data stacks comparison">
        <thead>
          <tr>
            <th>采纳</th>
            <th>填报项</th>
            <th>现有</th>
            <th>文件中</th>
          </tr>
        </thead>
        <tbody>
          {different.map(({ cell, label, current, read }) => (
            <tr key={cell}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`采纳${label}`}
                  checked={chosen.has(cell)}
                  onChange={() => toggle(cell)}
                />
              </td>
              <td data-label="填报项">{label}</td>
              <td data-label="现有" style={{ whiteSpace: 'pre-wrap' }}>
                {textOfValue(current) || <span className="soft">（空）</span>}
              </td>
              <td data-label="文件中" style={{ whiteSpace: 'pre-wrap' }}>
                {textOfValue(read) || <span className="soft">（空）</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
