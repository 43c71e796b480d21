import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { EvidencePanel } from '#web/evidence/evidence-panel.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ApplicationList } from './application-list.tsx';
import { ChangePolicy } from './change-policy.tsx';
import { ClauseCard } from './clause-card.tsx';
import { GrantsCard } from './grants-card.tsx';
import { type OpenPolicy, policyQuery } from './policy-queries.ts';
import './policies.css';

/** One policy: what each clause gives, whom it fits and why, who applied, what was granted. */
export function PolicyPage() {
  const { id = '', policyId = '' } = useParams({ strict: false });
  const policy = useQuery(policyQuery(id, policyId));
  return (
    <>
      <ConsortiumHead id={id} title="支持政策" />
      <p>
        <Link to="/consortia/$id/policies" params={{ id }}>
          返回全部政策
        </Link>
      </p>
      <Loaded query={policy}>{(data) => <Policy key={data.version} id={id} policy={data} />}</Loaded>
    </>
  );
}

function Policy({ id, policy }: { id: string; policy: OpenPolicy }) {
  return (
    <>
      <section className="card">
        <h2>{policy.title}</h2>
        <p>
          {policy.field}　{policy.number}　{policy.issuer}　{policy.issuedOn}
          {policy.endsOn !== null && `　有效期至${policy.endsOn}`}　
          {policy.withdrawn ? (
            <strong className="error">已撤销</strong>
          ) : (
            !policy.isInForce && <strong className="warning">现在不在有效期内</strong>
          )}
        </p>
        {policy.entry !== null && !policy.withdrawn && (
          <p className="soft">
            已写入
            <Link
              to="/consortia/$id/ledgers/$kind"
              params={{ id, kind: policy.entry.kind }}
              search={{ entry: policy.entry.id }}
            >
              支持政策台账
            </Link>
            ，落实情况随兑现自动更新。
          </p>
        )}
      </section>
      {policy.clauses.map((clause) => (
        <ClauseCard key={clause.id} id={id} policy={policy} clause={clause} />
      ))}
      {policy.applications.length > 0 && <ApplicationList id={id} policy={policy} />}
      <GrantsCard id={id} policy={policy} />
      {policy.manages && policy.entry !== null && !policy.withdrawn && (
        <section className="card">
          <EvidencePanel consortiumId={id} entryId={policy.entry.id} />
        </section>
      )}
      {policy.manages && !policy.withdrawn && <ChangePolicy id={id} policy={policy} />}
    </>
  );
}
