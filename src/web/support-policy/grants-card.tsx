import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import { GrantForm } from './grant-form.tsx';
import { GrantTable } from './grant-table.tsx';
import { forgetPolicies, type Grant, type OpenPolicy } from './policy-queries.ts';
import { grantedText } from './policy-texts.ts';

/** What a policy granted, and (for the secretariat) more of it. */
export function GrantsCard({ id, policy }: { id: string; policy: OpenPolicy }) {
  const [isGiving, setGiving] = useState(false);
  const { grants, manages, seesAll, withdrawn } = policy;
  if (grants.length === 0 && !manages) return null;
  return (
    <section className="card" aria-label="兑现">
      <div className="title-row">
        <h2>{seesAll ? '已兑现' : '已兑现（本单位的，以及公开的）'}</h2>
        {grants.length > 0 && <span>{grantedText(policy.granted)}</span>}
        <span className="space" />
        {manages && !withdrawn && !isGiving && <Button onClick={() => setGiving(true)}>登记兑现</Button>}
      </div>
      {isGiving && <GrantForm id={id} policy={policy} onEnd={() => setGiving(false)} />}
      {grants.length === 0 ? (
        <p>还没有兑现。资金拨付或批复后点“登记兑现”，附凭证；台账的落实情况随之更新。</p>
      ) : (
        <GrantTable
          id={id}
          grants={grants}
          {...(manages ? { actOn: (grant: Grant) => <TakeBack id={id} policyId={policy.id} grant={grant} /> } : {})}
        />
      )}
    </section>
  );
}

function TakeBack({ id, policyId, grant }: { id: string; policyId: string; grant: Grant }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <button type="button" className="plain" onClick={() => setOpen(true)}>
        撤回误登的
      </button>
    );
  return (
    <TextAct
      label="理由"
      rows={2}
      most={500}
      acts={[{ id: 'withdraw', label: '撤回' }]}
      send={(_, reason) =>
        answered(
          client.POST('/api/consortia/{id}/policies/{policyId}/grants/{grantId}/withdrawal', {
            params: { path: { id, policyId, grantId: grant.id } },
            body: { reason },
          }),
        )
      }
      onDone={forgetPolicies}
    />
  );
}
