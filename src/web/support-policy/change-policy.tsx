import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import { PolicyForm } from './policy-form.tsx';
import { forgetPolicies, type OpenPolicy } from './policy-queries.ts';
import { sentPolicy, typedPolicy } from './typed-policy.ts';

/** A policy said anew, or taken back where it was entered by mistake. */
export function ChangePolicy({ id, policy }: { id: string; policy: OpenPolicy }) {
  const [isOpen, setOpen] = useState(false);
  const params = { path: { id, policyId: policy.id } };
  if (!isOpen) return <Button onClick={() => setOpen(true)}>修改或撤销</Button>;
  return (
    <>
      <Changed id={id} policy={policy} onEnd={() => setOpen(false)} />
      <section className="card" aria-label="撤销政策">
        <h2>撤销误登的政策</h2>
        <TextAct
          label="理由（台账记录随之撤回）"
          rows={2}
          most={500}
          acts={[{ id: 'withdraw', label: '撤销', sure: '确定撤销这项政策？台账记录随之撤回。' }]}
          send={(_, reason) =>
            answered(
              client.POST('/api/consortia/{id}/policies/{policyId}/withdrawal', {
                params,
                body: { version: policy.version, reason },
              }),
            )
          }
          onDone={forgetPolicies}
        />
      </section>
    </>
  );
}

function Changed({ id, policy, onEnd }: { id: string; policy: OpenPolicy; onEnd: () => void }) {
  const [typed, setTyped] = useState(() => typedPolicy(policy));
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/policies/{policyId}', {
          params: { path: { id, policyId: policy.id } },
          body: {
            ...sentPolicy(typed),
            version: policy.version,
            ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
          },
        }),
      ),
    onSuccess: async () => {
      await forgetPolicies();
      onEnd();
    },
  });
  return (
    <PolicyForm
      title="修改政策"
      fields={policy.fields}
      typed={typed}
      onType={setTyped}
      saving={save}
      onSave={() => save.mutate()}
      onEnd={onEnd}
    >
      <label className="field">
        <span>理由（发文日期涉及已结账年度时须填写）</span>
        <input className="text" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
    </PolicyForm>
  );
}
