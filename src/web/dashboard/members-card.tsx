import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { View } from '#core/dashboard/view.ts';
import { figureText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { bars } from './bars.ts';
import { Chart } from './chart.tsx';
import { isWide } from './is-wide.ts';
import { fileHref, membersQuery, rankingPageSize } from './monitoring-queries.ts';

/** The members of a consortium by one figure of a year; each opens to its own dashboard. */
export function MembersCard({ view }: { view: View & { consortium: string } }) {
  const [page, setPage] = useState(0);
  const members = useQuery(membersQuery(view, page));
  const navigate = useNavigate();
  return (
    <div className="wide">
      <Loaded query={members}>
        {({ label, unit, year, figure, isMembers, items, total }) => {
          const drawn = items.filter(({ sum }) => sum.value !== null);
          const search = { figure, year };
          return (
            <Chart
              title={`${label}：各成员单位（${year}年）`}
              says={`${label}${year}年各成员单位：${drawn.map(({ name, sum }) => `${name}${sum.value}${unit}`).join('，')}。`}
              note={
                isMembers
                  ? `单位：${unit}，共${total}个成员单位。是各单位有份的记录之和，双方共同的记录各自都计，所以不能相加。点开一家看它的监测。`
                  : '这项数据由秘书处填报，不分到成员单位；要看各单位，请选成员单位填报的数据。'
              }
              height={Math.max(60, 40 + drawn.length * 22)}
              option={bars(
                label,
                drawn.map(({ name, sum }) => ({ name, value: Number(sum.value) })),
              )}
              onOpen={(at) => {
                const id = drawn[at]?.id;
                if (id) void navigate({ to: '/monitoring/members/$member', params: { member: id }, search });
              }}
              files={{
                xlsx: fileHref('members', view, 'xlsx', { limit: '500' }),
                csv: fileHref('members', view, 'csv', { limit: '500' }),
              }}
              isTableOpen={isWide}
              table={
                <>
                  <table className="data stacks">
                    <thead>
                      <tr>
                        <th className="number">名次</th>
                        <th>成员单位</th>
                        <th>类别</th>
                        <th className="number">{label}</th>
                        <th className="number">记录（双方确认）</th>
                      </tr>
                    </thead>
                    <tbody>
                      {items.map(({ id, name, category, rank, sum }) => (
                        <tr key={id}>
                          <td className="number" data-label="名次">
                            {rank ?? '—'}
                          </td>
                          <td data-label="成员单位">
                            <Link to="/monitoring/members/$member" params={{ member: id }} search={search}>
                              {name}
                            </Link>
                          </td>
                          <td data-label="类别">{category}</td>
                          <td className="number" data-label={label}>
                            <Link
                              to="/consortia/$id/figures/$figure/$year"
                              params={{ id: view.consortium, figure, year: String(year) }}
                              search={{ member: id }}
                            >
                              {figureText(sum.value, sum, unit)}
                            </Link>
                          </td>
                          <td className="number" data-label="记录（双方确认）">
                            {sum.entries}（{sum.confirmed}）
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                  <Pager page={page} pages={Math.ceil(total / rankingPageSize)} onPage={setPage} />
                </>
              }
            />
          );
        }}
      </Loaded>
    </div>
  );
}
