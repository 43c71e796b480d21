import { figureText } from '#core/figure/figure-text.ts';
import { Chart } from './chart.tsx';
import { MemberNumber } from './member-number.tsx';
import { fileHref, type MemberFigure, type MemberView } from './monitoring-queries.ts';

/** One figure of a member over the years, with how much of it both sides vouch for. */
export function MemberTrend({ view, figure }: { view: MemberView; figure: MemberFigure }) {
  const { label, unit, points } = figure;
  return (
    <Chart
      title={`${label}：历年`}
      says={`${view.member.name}${label}历年，单位${unit}：${points.map(({ year, value }) => `${year}年${value ?? '无'}`).join('，')}。`}
      note={`单位：${unit}。${figure.formula}。`}
      height={260}
      option={{
        grid: { left: 8, right: 16, top: 24, bottom: 8, containLabel: true },
        tooltip: { trigger: 'axis' },
        xAxis: { type: 'category', data: points.map(({ year }) => String(year)) },
        yAxis: { type: 'value' },
        series: [
          {
            type: 'line',
            name: label,
            symbolSize: 8,
            data: points.map(({ value }) => (value === null ? null : Number(value))),
          },
        ],
      }}
      files={{ xlsx: memberFile(view, 'xlsx'), csv: memberFile(view, 'csv') }}
      table={
        <table className="data">
          <thead>
            <tr>
              <th>年度</th>
              <th className="number">{label}</th>
              <th className="number">记录</th>
              <th className="number">双方确认</th>
              <th className="number">附证据</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.year}>
                <th scope="row">{point.year}年</th>
                <td className="number">
                  <MemberNumber view={view} figure={figure} year={point.year}>
                    {figureText(point.value, point, unit)}
                  </MemberNumber>
                </td>
                <td className="number">{point.entries}</td>
                <td className="number">{point.confirmed}</td>
                <td className="number">{point.evidenced}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}

export function memberFile({ member, year }: MemberView, format: 'xlsx' | 'csv'): string {
  return fileHref('member', { year }, format, { member: member.id });
}
