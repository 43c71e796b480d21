import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { GrantTable } from './grant-table.tsx';
import { type MemberPolicies, memberPoliciesQuery, type Outcome } from './policy-queries.ts';
import { applyingText, outcomeClasses, outcomeTexts, standingTexts } from './policy-texts.ts';
import { ReasonList } from './reason-list.tsx';
import './policies.css';

/** What fits one member, and why; for its own people and for the secretariat. */
export function FittingPage() {
  const { id = '' } = useParams({ strict: false });
  const { member = '' } = useSearch({ strict: false });
  const policies = useQuery(memberPoliciesQuery(id, member));
  return (
    <>
      <ConsortiumHead id={id} title="适合的政策" />
      <p>
        <Link to="/consortia/$id/policies" params={{ id }}>
          返回全部政策
        </Link>
      </p>
      <Loaded query={policies}>{(data) => <Fitting id={id} data={data} />}</Loaded>
    </>
  );
}

const groups: readonly (readonly [Outcome, string])[] = [
  ['fits', '符合条件'],
  ['unknown', '还不能判断，补充资料后可能符合'],
  ['fails', '现在不符合'],
];

function Fitting({ id, data }: { id: string; data: MemberPolicies }) {
  const { member, items, grants } = data;
  return (
    <>
      <div className="title-row">
        <h2>{member.name}</h2>
        <span className="soft">按台账现有记录判断；点数值看记录</span>
      </div>
      {items.length === 0 && <p className="card">现在没有有效的支持政策。秘书处登记新政策后，适合的会有消息通知。</p>}
      {groups.map(([outcome, title]) => {
        const own = items.filter((item) => item.outcome === outcome);
        return (
          own.length > 0 && (
            <section key={outcome} className="card" aria-label={title}>
              <h3 className={outcomeClasses[outcome]}>
                {title}（{own.length}条）
              </h3>
              {own.map((item) => (
                <article key={item.clauseId} className="policy-application">
                  <h4>
                    <Link
                      to="/consortia/$id/policies/$policyId"
                      params={{ id, policyId: item.policy.id }}
                      aria-label={`${item.policy.title}${item.clause}：${outcomeTexts[outcome]}`}
                    >
                      {item.policy.title}　{item.clause}
                    </Link>
                    <span className="soft">
                      {`　${item.policy.field}　${standingTexts[item.standing] || applyingText(item.applying, item)}`}
                    </span>
                  </h4>
                  <p>{item.measure}</p>
                  <ReasonList id={id} memberId={member.id} reasons={item.reasons} />
                </article>
              ))}
            </section>
          )
        );
      })}
      {grants.length > 0 && (
        <section className="card" aria-label="已兑现">
          <h3>已兑现</h3>
          <GrantTable id={id} grants={grants} />
        </section>
      )}
    </>
  );
}
