import { bars } from './bars.ts';
import { Chart } from './chart.tsx';
import { MemberNumber } from './member-number.tsx';
import { memberFile } from './member-trend.tsx';
import type { MemberView } from './monitoring-queries.ts';

/** How much of the consortium's figures of a year a member has a part in. */
export function MemberParts({ view }: { view: MemberView }) {
  const { year, figures, seesConsortium } = view;
  const told = figures.filter(({ part }) => part !== null);
  return (
    <Chart
      title={`占联合体的比重（${year}年）`}
      says={`${year}年占联合体的比重：${told.map(({ label, part }) => `${label}${part}％`).join('，')}。`}
      note={
        seesConsortium
          ? '本单位有份的记录占联合体该项数据的百分比；双方共同的记录各自都计，所以各单位之和可超过100％。'
          : '本单位有份的记录占联合体该项数据的百分比。另有不足五家单位有份的数据不显示，以免由此看出别家的数。'
      }
      height={Math.max(60, 40 + told.length * 24)}
      option={bars(
        '比重',
        told.map(({ label, part }) => ({ name: label, value: Number(part) })),
        { unit: '％', nameWidth: 120 },
      )}
      files={{ xlsx: memberFile(view, 'xlsx'), csv: memberFile(view, 'csv') }}
      table={
        told.length === 0 ? (
          <p className="soft">这一年没有可以显示的比重。</p>
        ) : (
          <table className="data">
            <thead>
              <tr>
                <th>数据</th>
                <th className="number">占联合体</th>
              </tr>
            </thead>
            <tbody>
              {told.map((figure) => (
                <tr key={figure.figure}>
                  <th scope="row">{figure.label}</th>
                  <td className="number">
                    <MemberNumber view={view} figure={figure} year={year}>
                      {figure.part}％
                    </MemberNumber>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    />
  );
}
