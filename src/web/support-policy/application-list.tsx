import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import { GrantForm } from './grant-form.tsx';
import { type Application, forgetPolicies, type OpenPolicy } from './policy-queries.ts';
import { applicationTexts, outcomeClasses, outcomeTexts } from './policy-texts.ts';
import { ReasonList } from './reason-list.tsx';

type Opened = { id: string; policy: OpenPolicy; application: Application };

/** The applications that the reader may see: what was asked, how it fitted on that day, and what became of it. */
export function ApplicationList({ id, policy }: { id: string; policy: OpenPolicy }) {
  return (
    <section className="card" aria-label="申请">
      <h2>申请（{policy.applications.length}件）</h2>
      {policy.applications.map((application) => (
        <article key={application.id} className="policy-application">
          <h3>
            {`${application.member.name}　${application.clause}　`}
            <span className={application.state === 'applied' ? 'warning' : 'soft'}>
              {applicationTexts[application.state]}
            </span>
          </h3>
          <p className="soft">
            {application.by}，{momentText(application.appliedAt)}
            {application.decidedAt !== null && `；办理：${momentText(application.decidedAt)}`}
          </p>
          {application.text !== '' && <p>{application.text}</p>}
          {application.reason !== '' && <p>意见：{application.reason}</p>}
          <details>
            <summary>
              申请时
              <span className={outcomeClasses[application.fit.outcome]}>{outcomeTexts[application.fit.outcome]}</span>
            </summary>
            <ReasonList id={id} memberId={application.member.id} reasons={application.fit.reasons} />
          </details>
          {application.state === 'applied' && <Acts id={id} policy={policy} application={application} />}
        </article>
      ))}
    </section>
  );
}

function Acts({ id, policy, application }: Opened) {
  const [doing, setDoing] = useState<'' | 'grant' | 'decline' | 'withdraw'>('');
  const decide = (action: 'decline' | 'withdraw', text: string) =>
    answered(
      client.POST('/api/consortia/{id}/policies/{policyId}/applications/{applicationId}/acts', {
        params: { path: { id, policyId: policy.id, applicationId: application.id } },
        body: { action, text, version: application.version },
      }),
    );
  if (doing === 'grant')
    return <GrantForm id={id} policy={policy} application={application} onEnd={() => setDoing('')} />;
  if (doing === 'decline' || doing === 'withdraw')
    return (
      <TextAct
        label={doing === 'decline' ? '不予通过的理由（告知申请单位）' : '撤回的原因'}
        rows={2}
        most={2000}
        acts={[{ id: doing, label: doing === 'decline' ? '不予通过' : '撤回申请' }]}
        send={decide}
        onDone={forgetPolicies}
      />
    );
  return (
    <p className="actions">
      {policy.manages && (
        <>
          <Button type="primary" onClick={() => setDoing('grant')}>
            通过并登记兑现
          </Button>
          <Button onClick={() => setDoing('decline')}>不予通过</Button>
        </>
      )}
      {application.isOwn && <Button onClick={() => setDoing('withdraw')}>撤回申请</Button>}
    </p>
  );
}
