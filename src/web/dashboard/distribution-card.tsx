import { useQuery } from '@tanstack/react-query';
import type { View } from '#core/dashboard/view.ts';
import { numberText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { Chart } from './chart.tsx';
import { distributionQuery, fileHref } from './monitoring-queries.ts';
import type { RankingFilter } from './ranking-card.tsx';

/** How many consortia stand in each range of a figure; each range opens to who they are. */
export function DistributionCard({ view, onFilter }: { view: View; onFilter: (filter: RankingFilter) => void }) {
  const distribution = useQuery(distributionQuery(view));
  return (
    <Loaded query={distribution}>
      {({ label, unit, year, counted, without, bins, quartiles }) => {
        const names = bins.map(({ from, to }) => `${numberText(String(from))}–${numberText(String(to))}`);
        const open = (at: number) => {
          const bin = bins[at];
          if (bin) onFilter({ from: bin.from, below: bin.to, says: `${label}在${names[at]}${unit}之间` });
        };
        const middle = quartiles
          ? `中位数${numberText(String(quartiles.middle))}，中间一半在${numberText(String(quartiles.low))}与${numberText(String(quartiles.high))}之间。`
          : '';
        return (
          <Chart
            title={`${label}：分布（${year}年）`}
            says={`${label}${year}年分布：${bins.map(({ count }, at) => `${names[at]}有${count}个`).join('，')}。${middle}`}
            note={`单位：${unit}。${counted}个联合体有数据，${without}个没有。${middle}`}
            height={240}
            option={{
              grid: { left: 8, right: 16, top: 24, bottom: 8, containLabel: true },
              tooltip: { trigger: 'item' },
              xAxis: { type: 'category', data: names, axisLabel: { rotate: bins.length > 6 ? 40 : 0 } },
              yAxis: { type: 'value', minInterval: 1 },
              series: [
                {
                  type: 'bar',
                  name: '联合体数',
                  barCategoryGap: '8%',
                  label: { show: true, position: 'top' },
                  data: bins.map(({ count }) => count),
                },
              ],
            }}
            onOpen={open}
            files={{ xlsx: fileHref('distribution', view, 'xlsx'), csv: fileHref('distribution', view, 'csv') }}
            table={
              <table className="data">
                <thead>
                  <tr>
                    <th>
                      {label}（{unit}）
                    </th>
                    <th className="number">联合体数</th>
                  </tr>
                </thead>
                <tbody>
                  {bins.map(({ from, count }, at) => (
                    <tr key={from}>
                      <th scope="row">{names[at]}</th>
                      <td className="number">
                        <button type="button" className="link" onClick={() => open(at)}>
                          {count}
                          <span className="unseen">个联合体在{names[at]}之间</span>
                        </button>
                      </td>
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
