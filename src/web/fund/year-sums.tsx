import type { Funds } from './fund-queries.ts';
import { percentText, sumYuan, yuan } from './fund-texts.ts';

/** The year in six numbers, as they follow from each other. */
export function YearSums({ data, balance }: { data: Funds; balance: Funds['years'][number] }) {
  const total = data.bySource.at(-1);
  const isFirst = data.years[0]?.year === balance.year;
  const opening = isFirst ? '建立时填写' : balance.isCarried ? '由上年结转' : '上年尚未结转，暂估';
  const rows: readonly (readonly [name: string, amount: string, note: string])[] = [
    ['期初余额', yuan(balance.opening), opening],
    ['计划经费', yuan(total?.planned ?? '0'), `${data.plan.length}个出资单位`],
    ['到账', yuan(balance.received), `到位率${percentText(total?.percent ?? null)}`],
    ['批准预算', sumYuan(data.lines.map(({ amount }) => amount)), `${data.lines.length}个科目`],
    ['已支付', yuan(balance.paid), `已批准${sumYuan(data.lines.map(({ approved }) => approved))}元`],
    [
      balance.closed ? '年末结余' : '目前结余',
      yuan(balance.closing),
      balance.closed ? `已结转到${balance.year + 1}年` : '期初＋到账－支付',
    ],
  ];
  return (
    <section className="card" aria-label="年度收支">
      <dl className="fund-sums">
        {rows.map(([name, amount, note]) => (
          <div key={name}>
            <dt>{name}（元）</dt>
            <dd>
              <strong className={amount.startsWith('-') ? 'error' : ''}>{amount}</strong>
              <span className="soft">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
