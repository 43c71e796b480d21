import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { readView, type View } from '#core/dashboard/view.ts';
import { figureText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { compareQuery, fileHref } from './monitoring-queries.ts';
import { SavedViews } from './saved-views.tsx';
import { TrendChart } from './trend-chart.tsx';
import { ViewBar } from './view-bar.tsx';
import './monitoring.css';

/** Up to six consortia beside one another: one figure over the years, and all figures of a year. */
export function ComparePage() {
  const view = readView(useSearch({ strict: false }));
  return (
    <>
      <title>联合体比较 - 联合体</title>
      <div className="title-row">
        <h1>联合体比较</h1>
        <span className="space" />
        <Link to="/monitoring">监测总览</Link>
      </div>
      {view.ids === undefined ? (
        <p className="card">
          还没有选联合体。请在<Link to="/monitoring">监测总览</Link>的排名表里选，最多六个。
        </p>
      ) : (
        <Comparison view={view} />
      )}
    </>
  );
}

function Comparison({ view: asked }: { view: View }) {
  const comparison = useQuery(compareQuery(asked));
  return (
    <Loaded query={comparison}>
      {({ year, years, consortia, figures }) => {
        const view = { ...asked, year, figure: asked.figure ?? figures[0]?.figure ?? '' };
        return (
          <>
            <ViewBar view={view} path="/monitoring/compare" figures={figures} years={years} year={year} />
            <SavedViews view={view} path="/monitoring/compare" />
            <TrendChart view={view} />
            <section className="card" aria-label="全部数据">
              <div className="chart-head">
                <h2>全部数据（{year}年）</h2>
                <span className="actions no-print">
                  <a href={fileHref('compare', view, 'xlsx')} download aria-label="Excel 下载全部数据">
                    Excel
                  </a>
                  <a href={fileHref('compare', view, 'csv')} download aria-label="CSV 下载全部数据">
                    CSV
                  </a>
                </span>
              </div>
              <div className="scroll">
                <table className="data">
                  <thead>
                    <tr>
                      <th>数据</th>
                      {consortia.map(({ id, name, province }) => (
                        <th key={id} className="number">
                          <Link to="/monitoring" search={{ consortium: id }}>
                            {name}
                          </Link>
                          <div className="soft">{province}</div>
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {figures.map(({ figure, label, unit, values }) => (
                      <tr key={figure}>
                        <th scope="row">
                          <Link to="/monitoring/compare" search={{ ...view, figure }}>
                            {label}
                          </Link>
                        </th>
                        {values.map((sum, at) => (
                          <td key={consortia[at]?.id} className="number">
                            <Link
                              to="/consortia/$id/figures/$figure/$year"
                              params={{ id: consortia[at]?.id ?? '', figure, year: String(year) }}
                            >
                              {figureText(sum.value, sum, unit)}
                            </Link>
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          </>
        );
      }}
    </Loaded>
  );
}
