import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { PolicyForm } from './policy-form.tsx';
import { forgetPolicies } from './policy-queries.ts';
import { emptyPolicy, sentPolicy } from './typed-policy.ts';

/** A new policy, then on to what became of it: whom it fits, who was told. */
export function EnterPolicy({ id, fields, onEnd }: { id: string; fields: readonly string[]; onEnd: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(emptyPolicy);
  const save = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/policies', { params: { path: { id } }, body: sentPolicy(typed) })),
    onSuccess: async (made) => {
      await forgetPolicies();
      await navigate({ to: '/consortia/$id/policies/$policyId', params: { id, policyId: made.id } });
    },
  });
  return (
    <PolicyForm
      title="登记政策"
      fields={fields}
      typed={typed}
      onType={setTyped}
      saving={save}
      onSave={() => save.mutate()}
      onEnd={onEnd}
    >
      <p className="soft">保存后写入“支持政策”台账，并告知条款适合的成员单位。</p>
    </PolicyForm>
  );
}
