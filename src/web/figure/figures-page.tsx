import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { figureText } from '#core/figure/figure-text.ts';
import { consortiaQuery } from '#web/api/queries.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { figuresQuery } from './figure-queries.ts';
import { FindByCode } from './find-by-code.tsx';
import { Share } from './share.tsx';
import { Years } from './years.tsx';
import './figures.css';

/** The figures of a consortium by year, each with the share of it that both sides vouch for, and a way down to its entries. */
export function FiguresPage() {
  const { id = '' } = useParams({ strict: false });
  const figures = useQuery({ ...figuresQuery(id), staleTime: 0 });
  const [q, setQ] = useState('');
  return (
    <>
      <ConsortiumHead id={id} title="数据" />
      <Years id={id} />
      <OnPaper id={id} />
      <Loaded query={figures}>
        {({ items, years }) => {
          const shown = years.slice(-5);
          const rows = [...Map.groupBy(items, ({ figure }) => figure)].filter(([, [first]]) =>
            first?.label.includes(q),
          );
          if (items.length === 0)
            return (
              <p className="card">
                台账还没有记录，所以没有数据。请先到
                <Link to="/consortia/$id/ledgers" params={{ id }}>
                  台账
                </Link>
                填报，或请成员单位填报。
              </p>
            );
          return (
            <>
              <p className="actions">
                <label>
                  查找{' '}
                  <input
                    className="text inline"
                    type="search"
                    value={q}
                    onChange={(event) => setQ(event.target.value)}
                  />
                </label>
                <span className="soft">
                  <span className="share-key confirmed" /> 已确认 <span className="share-key oneSided" /> 单方{' '}
                  <span className="share-key disputed" /> 有争议（不计入）
                </span>
              </p>
              <table className="data stacks figures">
                <thead>
                  <tr>
                    <th>数据</th>
                    {shown.map((year) => (
                      <th key={year} className="number">
                        {year}年
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map(([figure, list]) => (
                    <tr key={figure}>
                      <th scope="row">{list[0]?.label}</th>
                      {shown.map((year) => {
                        const one = list.find((each) => each.year === year);
                        return (
                          <td key={year} className="number" data-label={`${year}年`}>
                            {one ? (
                              <Link
                                to="/consortia/$id/figures/$figure/$year"
                                params={{ id, figure, year: String(year) }}
                              >
                                {figureText(one.value, one.counted, one.unit)}
                              </Link>
                            ) : (
                              <span className="soft">—</span>
                            )}
                            {one && <Share shares={one.shares} />}
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

/** The form's figures on paper, each with its code, and the way from a code back to its figure. */
function OnPaper({ id }: { id: string }) {
  const application = useQuery(consortiaQuery).data?.items.find((each) => each.id === id)?.application;
  return (
    <section className="card" aria-label="溯源与报告">
      <h2>溯源与报告</h2>
      {application && (
        <p className="actions">
          <a href={`/api/applications/${application.id}/figure-sheet.pdf`} download>
            下载数据溯源表（PDF）
          </a>
          <a href={`/api/applications/${application.id}/figure-sheet.xlsx`} download>
            下载数据溯源表（Excel）
          </a>
          <span className="soft">推荐书中每个由台账得出的数，各有数据码和二维码，凭码可查来源。</span>
        </p>
      )}
      <p className="actions">
        <Link to="/monitoring/reports" search={{ unit: id }}>
          生成年度监测报告
        </Link>
        <Link to="/monitoring" search={{ consortium: id }}>
          看本联合体的监测
        </Link>
      </p>
      <FindByCode />
    </section>
  );
}
