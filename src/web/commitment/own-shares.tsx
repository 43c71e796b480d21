import { useQuery } from '@tanstack/react-query';
import { numberText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { sharesQuery } from './commitment-queries.ts';

/** The shares of commitments that the consortium gave to a member, beside what its entries say. */
export function OwnShares({ id }: { id: string }) {
  const shares = useQuery(sharesQuery(id));
  return (
    <Loaded query={shares}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="card">秘书处还没有把联合体的承诺分解到您单位。有疑问请联系秘书处；平时请照常填报台账。</p>
        ) : (
          <>
            <p className="soft">
              承诺由秘书处分解；实际是您单位参与的、计入数据的台账记录之和，双方共同的记录各自都计。
            </p>
            <table className="data stacks">
              <thead>
                <tr>
                  <th>单位</th>
                  <th>数据</th>
                  <th>年度</th>
                  <th className="number">分担的承诺</th>
                  <th className="number">实际</th>
                  <th className="number">兑现率</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ figure, label, unit, year, member, value, actual, fulfilment }) => (
                  <tr key={`${figure}.${year}.${member.id}`}>
                    <td data-label="单位">{member.name}</td>
                    <td data-label="数据">
                      {label}（{unit}）
                    </td>
                    <td data-label="年度">{year}</td>
                    <td data-label="分担的承诺" className="number">
                      {numberText(value)}
                    </td>
                    <td data-label="实际" className="number">
                      {actual === null ? '不分单位' : numberText(actual)}
                    </td>
                    <td data-label="兑现率" className="number">
                      {fulfilment.percent === null ? '—' : `${fulfilment.percent}％`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )
      }
    </Loaded>
  );
}
