import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type FundPlan, type Funds, forgetFunds } from './fund-queries.ts';
import { percentText, yuan } from './fund-texts.ts';
import { AddPlan, ChangePlan } from './plan-form.tsx';
import { ReceiptForm, Receipts } from './receipts.tsx';

type Part = { id: string; data: Funds; isOpen: boolean };

/** 计划与到账: what each payer promised, and what came in of it. */
export function PlanCard({ id, data, isOpen }: Part) {
  const isWriter = data.may.manage && isOpen;
  return (
    <>
      <section className="card" aria-label="经费计划与到账">
        <h2>经费计划与到账</h2>
        {data.plan.length === 0 ? (
          <p className="soft">还没有经费来源。{isWriter && '请在下面逐个登记出资单位的承诺，再登记到账。'}</p>
        ) : (
          <div className="scroll">
            <table className="data stacks">
              <thead>
                <tr>
                  <th>来源</th>
                  <th>出资单位</th>
                  <th>计划（元）</th>
                  <th>到账（元）</th>
                  <th>到位率</th>
                  <th>约定日期</th>
                </tr>
              </thead>
              <tbody>
                {data.plan.map((plan) => (
                  <PlanRow key={plan.id} id={id} data={data} plan={plan} isWriter={isWriter} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {isWriter && <AddPlan id={id} data={data} />}
    </>
  );
}

function PlanRow({ id, data, plan, isWriter }: { id: string; data: Funds; plan: FundPlan; isWriter: boolean }) {
  const { plan: asked } = useSearch({ strict: false });
  const [isShown, setIsShown] = useState(asked === plan.id);
  return (
    <>
      <tr className={isShown ? 'is-open' : ''}>
        <td data-label="来源">{plan.source}</td>
        <td data-label="出资单位">
          <button type="button" className="fund-open" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {plan.payer}
          </button>
          {plan.note !== '' && <div className="soft">{plan.note}</div>}
        </td>
        <td className="number" data-label="计划">
          {yuan(plan.planned)}
        </td>
        <td className="number" data-label="到账">
          {yuan(plan.received)}
        </td>
        <td className="number" data-label="到位率">
          {percentText(plan.percent)}
        </td>
        <td data-label="约定日期">
          {plan.dueOn ?? '—'}
          {plan.isLate && <div className="error">逾期未足额到位</div>}
        </td>
      </tr>
      {isShown && (
        <tr>
          <td colSpan={6}>
            <Receipts id={id} plan={plan} isWriter={isWriter} />
            {isWriter && <ReceiptForm id={id} plan={plan} year={data.year} />}
            {isWriter && <ChangePlan id={id} data={data} plan={plan} />}
            {isWriter && plan.receipts.length === 0 && <DropPlan id={id} plan={plan} />}
          </td>
        </tr>
      )}
    </>
  );
}

function DropPlan({ id, plan }: { id: string; plan: FundPlan }) {
  const drop = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/funds/{planId}/removal', {
          params: { path: { id, planId: plan.id } },
          body: { version: plan.version },
        }),
      ),
    onSettled: forgetFunds,
  });
  return (
    <>
      <Button
        loading={drop.isPending}
        onClick={() => confirm(`删除“${plan.payer}”的经费计划？台账中的这一条同时撤回。`) && drop.mutate()}
      >
        删除这一来源
      </Button>
      {drop.error && <ProblemText error={drop.error} />}
    </>
  );
}
