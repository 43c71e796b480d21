import { Link } from '@tanstack/react-router';
import type { View } from '#core/dashboard/view.ts';
import { figureText, numberText } from '#core/figure/figure-text.ts';
import { FigureLink } from './figure-link.tsx';
import { Fulfilment } from './fulfilment.tsx';
import { fileHref, type Overview } from './monitoring-queries.ts';

/** All figures of the year beside the year before. A figure's name shows it above, its number what it is made of. */
export function FiguresTable({ overview, view }: { overview: Overview; view: View }) {
  const { year, figures, scope } = overview;
  return (
    <section className="card wide" aria-label="全部数据">
      <div className="chart-head">
        <h2>
          {scope.name}：全部数据（{year}年）
        </h2>
        <span className="actions no-print">
          <a href={fileHref('overview', view, 'xlsx')} download aria-label="Excel 下载全部数据">
            Excel
          </a>
          <a href={fileHref('overview', view, 'csv')} download aria-label="CSV 下载全部数据">
            CSV
          </a>
        </span>
      </div>
      <table className="data stacks">
        <thead>
          <tr>
            <th>数据</th>
            <th className="number">{year}年</th>
            <th className="number">{year - 1}年</th>
            <th className="number">承诺</th>
            <th>兑现</th>
            <th className="number">有数据的联合体</th>
            <th className="number">双方确认</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ figure, label, unit, total, before, commitment }) => (
            <tr key={figure}>
              <td data-label="数据">
                <Link to="/monitoring" search={{ ...view, figure }} resetScroll>
                  {label}
                </Link>
              </td>
              <td className="number" data-label={`${year}年`}>
                <FigureLink view={view} figure={figure} year={year}>
                  {figureText(total.value, total, unit)}
                </FigureLink>
              </td>
              <td className="number" data-label={`${year - 1}年`}>
                {figureText(before.value, before, unit)}
              </td>
              <td className="number" data-label="承诺">
                {commitment?.committed ? `${numberText(commitment.committed)}${unit}` : '—'}
              </td>
              <td data-label="兑现">
                <Fulfilment commitment={commitment} />
              </td>
              <td className="number on-wide" data-label="有数据的联合体">
                {total.consortia}
              </td>
              <td className="number on-wide" data-label="双方确认">
                {total.entries === 0 ? '—' : `${Math.round((total.confirmed / total.entries) * 100)}％`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
