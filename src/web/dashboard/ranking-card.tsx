import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { mostCompared, rankedBy, type View } from '#core/dashboard/view.ts';
import { figureText } from '#core/figure/figure-text.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { bars } from './bars.ts';
import { Chart } from './chart.tsx';
import { Fulfilment } from './fulfilment.tsx';
import { isWide } from './is-wide.ts';
import { fileHref, rankingPageSize, rankingQuery } from './monitoring-queries.ts';

/** Which of them are shown: those that reached a stage, or whose value lies in a range; said in words. */
export type RankingFilter = { stage?: string; from?: number; below?: number; says: string };

/** Provinces or consortia by one figure, a page at a time; consortia can be picked from it to be compared. */
export function RankingCard(props: {
  view: View;
  filter: RankingFilter | undefined;
  onFilter: (to: undefined) => void;
}) {
  const { view, filter, onFilter } = props;
  const [page, setPage] = useState(0);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const navigate = useNavigate();
  const { says: _, ...limits } = filter ?? { says: '' };
  const shown = filter === undefined ? view : { ...view, by: 'consortium' as const };
  const ranking = useQuery(rankingQuery(shown, page, limits));
  const by = shown.by ?? 'consortium';
  const file = {
    limit: '500',
    ...Object.fromEntries(Object.entries(limits).map(([key, value]) => [key, String(value)])),
  };
  return (
    <div id="ranking" className="wide">
      <Loaded query={ranking}>
        {({ label, unit, year, total, items, figure }) => (
          <Chart
            title={`${label}：${rankedBy[by]}排名（${year}年）`}
            says={`${label}${year}年${rankedBy[by]}排名，共${total}个；见下面的数据表。`}
            note={
              <span className="actions no-print">
                {view.province === undefined && view.consortium === undefined && filter === undefined && (
                  <InlineSelect
                    label="排"
                    choices={[
                      { id: 'consortium', label: rankedBy.consortium },
                      { id: 'province', label: rankedBy.province },
                    ]}
                    value={by}
                    onChange={(next) => {
                      setPage(0);
                      void navigate({ to: '/monitoring', search: { ...view, by: next }, resetScroll: false });
                    }}
                  />
                )}
                <span>
                  {filter?.says ?? `单位：${unit}`}，共{total}个
                </span>
                {filter && (
                  <Button size="small" onClick={() => onFilter(undefined)}>
                    看全部
                  </Button>
                )}
                {by === 'consortium' && picked.length > 0 && (
                  <Link to="/monitoring/compare" search={{ ...view, ids: picked }}>
                    比较选中的{picked.length}个
                  </Link>
                )}
              </span>
            }
            height={40 + items.length * 22}
            option={bars(
              label,
              items.map(({ name, sum }) => ({ name, value: sum.value === null ? null : Number(sum.value) })),
            )}
            onOpen={(at) => {
              const item = items[at];
              if (item)
                void navigate({
                  to: '/monitoring',
                  search: { ...view, [by === 'province' ? 'province' : 'consortium']: item.id },
                });
            }}
            files={{ xlsx: fileHref('ranking', shown, 'xlsx', file), csv: fileHref('ranking', shown, 'csv', file) }}
            isTableOpen={isWide}
            table={
              <>
                <table className="data stacks figures">
                  <thead>
                    <tr>
                      <th className="number">名次</th>
                      <th>{rankedBy[by]}</th>
                      {by === 'consortium' && <th>省份</th>}
                      <th className="number">{label}</th>
                      <th>承诺兑现</th>
                      <th className="number">记录（双方确认）</th>
                      {by === 'consortium' && <th className="no-print">比较</th>}
                    </tr>
                  </thead>
                  <tbody>
                    {items.map(({ id, rank, name, province, sum, commitment }) => (
                      <tr key={id}>
                        <td className="number" data-label="名次">
                          {rank ?? '—'}
                        </td>
                        <th scope="row">
                          <Link
                            to="/monitoring"
                            search={{ ...view, [by === 'province' ? 'province' : 'consortium']: id }}
                          >
                            {name}
                          </Link>
                        </th>
                        {by === 'consortium' && <td data-label="省份">{province}</td>}
                        <td className="number" data-label={label}>
                          {by === 'consortium' ? (
                            <Link to="/consortia/$id/figures/$figure/$year" params={{ id, figure, year: String(year) }}>
                              {figureText(sum.value, sum, unit)}
                            </Link>
                          ) : (
                            <Link to="/monitoring" search={{ ...view, province: id, by: 'consortium' }}>
                              {figureText(sum.value, sum, unit)}
                            </Link>
                          )}
                        </td>
                        <td data-label="承诺兑现">
                          <Fulfilment commitment={commitment} />
                        </td>
                        <td className="number" data-label="记录（双方确认）">
                          {sum.entries}（{sum.confirmed}）
                        </td>
                        {by === 'consortium' && (
                          <td className="no-print" data-label="比较">
                            <input
                              type="checkbox"
                              aria-label={`选${name}来比较`}
                              checked={picked.includes(id)}
                              disabled={!picked.includes(id) && picked.length >= mostCompared}
                              onChange={({ target }) =>
                                setPicked(target.checked ? [...picked, id] : picked.filter((each) => each !== id))
                              }
                            />
                          </td>
                        )}
                      </tr>
                    ))}
                  </tbody>
                </table>
                <Pager page={page} pages={Math.ceil(total / rankingPageSize)} onPage={setPage} />
              </>
            }
          />
        )}
      </Loaded>
    </div>
  );
}
