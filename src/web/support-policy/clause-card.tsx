import { Button } from 'antd';
import { useState } from 'react';
import { ApplyForm } from './apply-form.tsx';
import { FittingList } from './fitting-list.tsx';
import type { Clause, OpenPolicy } from './policy-queries.ts';
import { applyingText, outcomeClasses, outcomeTexts, standingTexts } from './policy-texts.ts';
import { ReasonList } from './reason-list.tsx';

type Opened = { id: string; policy: OpenPolicy; clause: Clause };

/** One clause: what it gives and how one gets it; beside it, whether it fits the reader’s members, or whom it fits of all. */
export function ClauseCard({ id, policy, clause }: Opened) {
  const rows: readonly (readonly [string, string])[] = [
    ['受益对象', clause.beneficiaries],
    ['适用条件', clause.conditionTexts.join('；') || '适用于所有成员单位'],
    ['额度和限制', clause.limits],
    ['申请时间', applyingText(clause.applying, clause)],
    ['怎样申请', clause.howToApply],
    ['受理单位', clause.contact],
  ];
  return (
    <section className="card" aria-label={clause.clause}>
      <h2>
        {clause.clause}　{clause.measure}
      </h2>
      <dl className="entry-values">
        {rows.map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <OwnFits id={id} policy={policy} clause={clause} />
      {clause.counts && <Counts id={id} policy={policy} clause={clause} />}
    </section>
  );
}

function OwnFits({ id, policy, clause }: Opened) {
  return clause.fits.map(({ member, outcome, reasons, mayApply }) => {
    const applied = policy.applications.find((one) => one.member.id === member.id && one.state === 'applied');
    const isIts = applied?.clauseId === clause.id;
    return (
      <div key={member.id} className="policy-fit">
        <h3>
          {member.name}：<span className={outcomeClasses[outcome]}>{outcomeTexts[outcome]}</span>
          {isIts && <span className="soft">　{standingTexts.applied}</span>}
        </h3>
        <ReasonList id={id} memberId={member.id} reasons={reasons} />
        {mayApply && <ApplyForm id={id} policyId={policy.id} clause={clause} member={member} outcome={outcome} />}
      </div>
    );
  });
}

function Counts({ id, policy, clause }: Opened) {
  const [isOpen, setOpen] = useState(false);
  const { fits = 0, unknown = 0, fails = 0, fitsWithout = 0 } = clause.counts ?? {};
  return (
    <>
      <p>
        适合<strong>{fits}</strong>家单位，其中<strong>{fitsWithout}</strong>家还没有申请；{unknown}家待补资料，{fails}
        家不符合。{' '}
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? '收起名单' : '看名单和原因'}
        </Button>
      </p>
      {isOpen && <FittingList id={id} policy={policy} clause={clause} />}
    </>
  );
}
