import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { momentText } from '#web/ui/moment.ts';
import { yearsQuery } from './figure-queries.ts';

/** Closed years with their digests; the secretariat closes the year that has ended. */
export function Years({ id }: { id: string }) {
  const years = useQuery(yearsQuery(id)).data;
  const me = useQuery(meQuery).data;
  const queryClient = useQueryClient();
  const close = useMutation({
    mutationFn: (year: number) =>
      answered(client.POST('/api/consortia/{id}/years/{year}/closure', { params: { path: { id, year } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['years', id] }),
  });
  if (!years) return null;
  const closed = new Set(years.items.map(({ year }) => year));
  const open = [0, 1, 2, 3].map((back) => years.ended - back).filter((year) => !closed.has(year) && year >= 2022);
  const isSecretariat = me?.roles.some(({ role, unit }) => role === 'secretariat' && unit.id === id) ?? false;
  return (
    <section className="card" aria-label="结账">
      <h2>年度结账</h2>
      {years.items.length === 0 && (
        <p className="soft">还没有结账的年度。结账后数据冻结，更正须写明理由，前后都可查。</p>
      )}
      <ul className="plain-list">
        {years.items.map(({ year, digest, closedAt, restatements }) => (
          <li key={year}>
            {year}年 {momentText(closedAt)}结账，摘要 <span className="digest">{digest.slice(0, 16)}…</span>
            {restatements > 0 && <span className="warning">　其后更正{restatements}项数据</span>}
          </li>
        ))}
      </ul>
      {isSecretariat && (
        <p className="actions">
          {open.map((year) => (
            <Popconfirm
              key={year}
              title={`结${year}年的账？`}
              description="结账后该年数据冻结，不能取消；之后的更正须写明理由。"
              okText="结账"
              cancelText="再想想"
              onConfirm={() => close.mutate(year)}
            >
              <Button size="small" loading={close.isPending && close.variables === year}>
                结{year}年的账
              </Button>
            </Popconfirm>
          ))}
        </p>
      )}
      {close.error && (
        <p role="alert" className="error">
          {close.error.message}
        </p>
      )}
    </section>
  );
}
