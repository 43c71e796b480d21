import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { View } from '#core/dashboard/view.ts';
import { numberText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { bars } from './bars.ts';
import { Chart } from './chart.tsx';
import { FigureLink } from './figure-link.tsx';
import { Fulfilment } from './fulfilment.tsx';
import { fileHref, fulfilmentQuery } from './monitoring-queries.ts';

/** How far the commitments of a year were kept, by figure; a year without any shows the last one before it that has. */
export function FulfilmentCard({ view }: { view: View }) {
  const fulfilment = useQuery(fulfilmentQuery(view));
  const navigate = useNavigate();
  return (
    <Loaded query={fulfilment}>
      {({ year, asked, figures }) => {
        const drawn = figures.filter(({ commitment }) => commitment.percent !== null);
        const { ids: _, ...rest } = view;
        if (figures.length === 0)
          return (
            <section className="card" aria-label="承诺兑现">
              <h2>承诺兑现</h2>
              <p className="soft">还没有承诺：列入培育名单后，推荐书里承诺的数值从这里看兑现。</p>
            </section>
          );
        const instead = year === asked ? '' : `${asked}年没有承诺，这里是${year}年。`;
        return (
          <Chart
            title={`承诺兑现（${year}年）`}
            says={`${year}年承诺兑现：${drawn.map(({ label, commitment }) => `${label}${commitment.percent}％`).join('，')}。`}
            note={`${instead}实际占承诺的百分比，线为100％；多家的比率不能相加，见数据表。点开一项看历年。`}
            height={Math.max(80, 48 + drawn.length * 24)}
            option={bars(
              '兑现',
              drawn.map(({ label, commitment }) => ({
                name: label,
                value: Number(commitment.percent),
                colour: Number(commitment.percent) >= 100 ? '#1b6b3a' : '#0b57a4',
              })),
              { unit: '％', nameWidth: 120, line: 100 },
            )}
            onOpen={(at) => {
              const figure = drawn[at]?.figure;
              if (figure) void navigate({ to: '/monitoring', search: { ...rest, figure, year } });
            }}
            files={{
              xlsx: fileHref('fulfilment', { ...view, year }, 'xlsx'),
              csv: fileHref('fulfilment', { ...view, year }, 'csv'),
            }}
            table={
              <table className="data">
                <thead>
                  <tr>
                    <th>数据</th>
                    <th className="number">承诺</th>
                    <th className="number">实际</th>
                    <th>兑现</th>
                  </tr>
                </thead>
                <tbody>
                  {figures.map(({ figure, label, unit, commitment }) => (
                    <tr key={figure}>
                      <th scope="row">
                        <Link to="/monitoring" search={{ ...rest, figure, year }}>
                          {label}
                        </Link>
                      </th>
                      <td className="number">
                        {commitment.committed === null ? '—' : `${numberText(commitment.committed)}${unit}`}
                      </td>
                      <td className="number">
                        <FigureLink view={view} figure={figure} year={year}>
                          {commitment.actual === null ? '—' : `${numberText(commitment.actual)}${unit}`}
                        </FigureLink>
                      </td>
                      <td>
                        <Fulfilment commitment={commitment} />
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
