import { useQuery } from '@tanstack/react-query';
import { Loaded } from '#web/ui/loaded.tsx';
import { ownFundsQuery } from './fund-queries.ts';
import { percentText, yuan } from './fund-texts.ts';
import { Receipts } from './receipts.tsx';

/** What a member promised and paid, year by year, with its papers. */
export function OwnFunds({ id }: { id: string }) {
  const own = useQuery(ownFundsQuery(id));
  return (
    <Loaded query={own}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="card">秘书处还没有登记本单位承担的运行经费。登记后，这里可以看到承诺、到账和收款凭据。</p>
        ) : (
          items.map((plan) => (
            <section key={plan.id} className="card" aria-label={`${plan.year}年${plan.payer}`}>
              <h2>
                {plan.year}年　{plan.source}
              </h2>
              <p>
                {plan.payer}承诺<strong>{yuan(plan.planned)}元</strong>
                {plan.dueOn && `，${plan.dueOn}前到位`}；已到账<strong>{yuan(plan.received)}元</strong>，到位率
                {percentText(plan.percent)}。{plan.isLate && <span className="error">已过约定日期，请尽快拨付。</span>}
              </p>
              <Receipts id={id} plan={plan} isWriter={false} />
            </section>
          ))
        )
      }
    </Loaded>
  );
}
