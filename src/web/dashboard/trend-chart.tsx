import { useQuery } from '@tanstack/react-query';
import type { View } from '#core/dashboard/view.ts';
import { figureText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { Chart } from './chart.tsx';
import { FigureLink } from './figure-link.tsx';
import { Fulfilment } from './fulfilment.tsx';
import { fileHref, trendQuery } from './monitoring-queries.ts';

/** One figure over the years: a line for the whole, or one for each that is compared. */
export function TrendChart({ view }: { view: View }) {
  const trend = useQuery(trendQuery(view));
  return (
    <Loaded query={trend}>
      {({ figure, label, unit, series }) => {
        const years = series[0]?.points.map(({ year }) => year) ?? [];
        const hasLegend = series.length > 1 || linesOf(series).length > series.length;
        const told = series.map(
          ({ name, points }) =>
            `${name}：${points.map(({ year, value }) => `${year}年${value === null ? '无' : value}`).join('，')}`,
        );
        return (
          <Chart
            title={`${label}：历年`}
            says={`${label}历年，单位${unit}。${told.join('；')}`}
            note={years.length === 0 ? '还没有数据：成员单位填报台账后，这里就有。' : `单位：${unit}`}
            height={260}
            option={{
              grid: { left: 8, right: 16, top: hasLegend ? 56 : 24, bottom: 8, containLabel: true },
              legend: { show: hasLegend, type: 'plain', top: 0, left: 0 },
              tooltip: { trigger: 'axis' },
              xAxis: { type: 'category', data: years.map(String) },
              yAxis: { type: 'value' },
              series: linesOf(series).map(({ name, points, isDashed = false }, at) => ({
                type: 'line',
                name,
                symbol: ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'][at],
                symbolSize: 8,
                ...(isDashed && { lineStyle: { type: 'dashed' } }),
                data: points.map(({ value }) => (value === null ? null : Number(value))),
              })),
            }}
            files={{ xlsx: fileHref('trend', view, 'xlsx'), csv: fileHref('trend', view, 'csv') }}
            table={
              <table className="data">
                <thead>
                  <tr>
                    <th>年度</th>
                    {series.map(({ id, name }) => (
                      <th key={id ?? name} className="number">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {years.map((year, at) => (
                    <tr key={year}>
                      <th scope="row">{year}年</th>
                      {series.map(({ id, name, points }) => {
                        const point = points[at];
                        return (
                          <td key={id ?? name} className="number">
                            <FigureLink view={view} figure={figure} year={year} consortium={view.ids ? id : null}>
                              {figureText(point?.value, point ?? { amount: '0' }, unit)}
                            </FigureLink>
                            {point?.commitment && (
                              <div>
                                <Fulfilment commitment={point.commitment} />
                              </div>
                            )}
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            }
          />
        );
      }}
    </Loaded>
  );
}

type Line = {
  name: string;
  points: readonly { value: string | null; commitment?: { committed: string | null } | null }[];
  isDashed?: boolean;
};

/** Beside one line, what was promised in those years. */
function linesOf(series: readonly Line[]): readonly Line[] {
  const [only] = series;
  if (series.length > 1 || !only?.points.some(({ commitment }) => commitment?.committed)) return series;
  const points = only.points.map(({ commitment }) => ({ value: commitment?.committed ?? null }));
  return [only, { name: '承诺', points, isDashed: true }];
}
