import { useQuery } from '@tanstack/react-query';
import type { View } from '#core/dashboard/view.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { Chart } from './chart.tsx';
import { fileHref, funnelQuery } from './monitoring-queries.ts';
import type { RankingFilter } from './ranking-card.tsx';

/** From application to acceptance; each stage opens to who came at least so far. */
export function FunnelCard({ view, onFilter }: { view: View; onFilter: (filter: RankingFilter) => void }) {
  const funnel = useQuery(funnelQuery(view));
  return (
    <Loaded query={funnel}>
      {({ stages }) => {
        const open = (at: number) => {
          const stage = stages[at];
          if (stage) onFilter({ stage: stage.id, says: `到达“${stage.label}”` });
        };
        return (
          <Chart
            title="从申报到验收"
            says={`从申报到验收：${stages.map(({ label, count }) => `${label}${count}个`).join('，')}。`}
            note="到达各环节的联合体数；点开一个环节看是哪些。"
            height={240}
            option={{
              tooltip: { trigger: 'item' },
              grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
              xAxis: { type: 'value', minInterval: 1 },
              yAxis: { type: 'category', inverse: true, data: stages.map(({ label }) => label) },
              series: [
                {
                  type: 'bar',
                  name: '联合体数',
                  label: { show: true, position: 'right' },
                  data: stages.map(({ count }) => count),
                },
              ],
            }}
            onOpen={open}
            files={{ xlsx: fileHref('funnel', view, 'xlsx'), csv: fileHref('funnel', view, 'csv') }}
            table={
              <table className="data">
                <thead>
                  <tr>
                    <th>环节</th>
                    <th className="number">联合体数</th>
                  </tr>
                </thead>
                <tbody>
                  {stages.map(({ id, label, count }, at) => (
                    <tr key={id}>
                      <th scope="row">{label}</th>
                      <td className="number">
                        <button type="button" className="link" onClick={() => open(at)}>
                          {count}
                          <span className="unseen">个联合体：{label}</span>
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
