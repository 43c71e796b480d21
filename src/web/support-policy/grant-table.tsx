import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { fileAddress } from '#web/evidence/evidence-texts.ts';
import type { Grant } from './policy-queries.ts';
import { givenText } from './policy-texts.ts';

/** What was granted, row by row; `actOn` draws what can be done with one. */
export function GrantTable({
  id,
  grants,
  actOn,
}: {
  id: string;
  grants: readonly Grant[];
  actOn?: (grant: Grant) => ReactNode;
}) {
  return (
    <table className="data stacks">
      <thead>
        <tr>
          <th>日期</th>
          <th>单位</th>
          <th>政策条款</th>
          <th>兑现</th>
          <th>凭证</th>
          {actOn && <th>操作</th>}
        </tr>
      </thead>
      <tbody>
        {grants.map((grant) => (
          <tr key={grant.id}>
            <td data-label="日期" className="number">
              {grant.grantedOn}
            </td>
            <td data-label="单位">
              {grant.member.name}
              {grant.isShown && <span className="soft">　公开</span>}
            </td>
            <td data-label="政策条款">
              <Link to="/consortia/$id/policies/$policyId" params={{ id, policyId: grant.policy.id }}>
                {grant.policy.title}
              </Link>{' '}
              {grant.clause}
            </td>
            <td data-label="兑现">{givenText(grant)}</td>
            <td data-label="凭证">
              {grant.voucher}
              {grant.evidence && (
                <>
                  {' '}
                  <a href={fileAddress(grant.evidence)} target="_blank" rel="noreferrer">
                    {grant.evidence.title}
                  </a>
                </>
              )}
              {grant.voucher === '' && grant.evidence === null && '—'}
            </td>
            {actOn && <td data-label="操作">{actOn(grant)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
