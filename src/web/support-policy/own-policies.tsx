import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ownPoliciesQuery } from './policy-queries.ts';
import './policies.css';

/** More than these are looked at where all stand. */
const mostShown = 5;

/** What the reader’s members may apply for and have not; for whom there is something. */
export function OwnPolicies() {
  const items = useQuery(ownPoliciesQuery).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label="适合本单位的政策">
      <h2>适合本单位的政策（{items.length}条可以申请）</h2>
      <ul className="plain-list policy-own">
        {items.slice(0, mostShown).map(({ consortium, member, policy, clause, measure, appliesUntil }) => (
          <li key={`${policy.id}${clause}${member.id}`}>
            <Link to="/consortia/$id/policies/$policyId" params={{ id: consortium.id, policyId: policy.id }}>
              {policy.title}
              {clause}
            </Link>
            <span>{measure}</span>
            <span className="soft">{appliesUntil === null ? member.name : `${member.name}，至${appliesUntil}`}</span>
          </li>
        ))}
      </ul>
      {[...new Map(items.map((item) => [item.member.id, item])).values()].map(({ consortium, member }) => (
        <p key={member.id}>
          <Link to="/consortia/$id/policies/fitting" params={{ id: consortium.id }} search={{ member: member.id }}>
            {member.name}适合哪些政策，为什么
          </Link>
        </p>
      ))}
    </section>
  );
}
