import type { BalanceSide } from '#core/talent-balance/balance.ts';
import type { Balance, BalanceRow } from './balance-queries.ts';

const heads: Readonly<Record<BalanceSide, string>> = { occupation: '职业', industry: '行业', level: '学历' };

/** A line for each occupation, industry or level; its name opens what is behind it. */
export function BalanceTable(props: {
  balance: Balance;
  open: string | undefined;
  onOpen: (key: string | undefined) => void;
}) {
  const { balance, open, onOpen } = props;
  const most = Math.max(1, ...balance.rows.flatMap(({ demand, supply }) => [demand, supply]));
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            <th>{heads[balance.by]}</th>
            <th>需求</th>
            <th>供给</th>
            <th>缺口</th>
            <th>过剩</th>
            <th>满足率</th>
            <th>上年</th>
            <th>月薪（元）</th>
          </tr>
        </thead>
        <tbody>
          {balance.rows.map((row) => (
            <tr key={row.key} className={row.key === open ? 'is-open' : ''}>
              <td>
                <button
                  type="button"
                  className="plain"
                  aria-expanded={row.key === open}
                  onClick={() => onOpen(row.key === open ? undefined : row.key)}
                >
                  {row.label}
                </button>
              </td>
              <td className="number" data-label="需求">
                {row.demand}
                <Bar part={row.demand} most={most} kind="demand" />
              </td>
              <td className="number" data-label="供给">
                {row.supply}
                <Bar part={row.supply} most={most} kind="supply" />
              </td>
              <td className="number" data-label="缺口">
                {row.gap === null ? '—' : row.gap > 0 ? <strong className="error">{row.gap}</strong> : 0}
              </td>
              <td className="number" data-label="过剩">
                {row.surplus === null ? '—' : row.surplus > 0 ? <strong className="warning">{row.surplus}</strong> : 0}
              </td>
              <td className="number" data-label="满足率">
                {row.coverage === null ? '—' : `${row.coverage}%`}
              </td>
              <td data-label="上年">{beforeText(row)}</td>
              <td className="number" data-label="月薪（元）">
                {row.pay ? `${row.pay.low}–${row.pay.high}，中位${row.pay.middle}` : '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bar({ part, most, kind }: { part: number; most: number; kind: 'demand' | 'supply' }) {
  return (
    <svg className={`balance-bar is-${kind}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect width={(100 * part) / most} height="6" />
    </svg>
  );
}

function beforeText({ before }: BalanceRow): string {
  if (before.demand + before.supply === 0) return '没有数据';
  return `需求${before.demand}，供给${before.supply}`;
}
