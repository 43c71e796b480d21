import { useQuery } from '@tanstack/react-query';
import type { View } from '#core/dashboard/view.ts';
import { numberText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { BandPlace } from './band-place.tsx';
import { FigureLink } from './figure-link.tsx';
import { bandQuery, fileHref } from './monitoring-queries.ts';

/** A consortium against the middle half of those like it; no band where there are too few of them. */
export function BandCard({ view, consortium }: { view: View; consortium: string }) {
  const band = useQuery(bandQuery(view, consortium));
  return (
    <Loaded query={band}>
      {({ group, year, figures }) => (
        <section className="card wide" aria-label="同类比较">
          <div className="chart-head">
            <h2>与同类比较（{year}年）</h2>
            <span className="actions no-print">
              <a href={fileHref('band', { ...view, consortium }, 'xlsx')} download aria-label="Excel 下载同类比较">
                Excel
              </a>
              <a href={fileHref('band', { ...view, consortium }, 'csv')} download aria-label="CSV 下载同类比较">
                CSV
              </a>
            </span>
          </div>
          <p className="soft chart-note">
            {group ? `同类：${group.label}，共${group.size}个。` : '同类联合体太少，暂不比较。'}
            色带是同类的中间一半，竖线是本联合体；有数据的同类不足六家的不显示，以免认出是谁。
          </p>
          <table className="data stacks">
            <thead>
              <tr>
                <th>数据</th>
                <th className="number">本联合体</th>
                <th className="number">同类中间一半</th>
                <th className="number">同类中位</th>
                <th>位置</th>
              </tr>
            </thead>
            <tbody>
              {figures.map(({ figure, label, unit, value, band: shown, place }) => (
                <tr key={figure}>
                  <td data-label="数据">{label}</td>
                  <td className="number" data-label="本联合体">
                    {value === null ? (
                      '—'
                    ) : (
                      <FigureLink view={view} figure={figure} year={year} consortium={consortium}>
                        {numberText(String(value))}
                        {unit}
                      </FigureLink>
                    )}
                  </td>
                  <td className="number" data-label="同类中间一半">
                    {shown ? `${numberText(String(shown.low))}–${numberText(String(shown.high))}${unit}` : '不显示'}
                  </td>
                  <td className="number" data-label="同类中位">
                    {shown ? numberText(String(shown.middle)) : '—'}
                  </td>
                  <td data-label="位置">
                    <BandPlace place={place} band={shown} value={value} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Loaded>
  );
}
