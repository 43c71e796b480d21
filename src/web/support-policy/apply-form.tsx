import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { type Clause, forgetPolicies, type Outcome } from './policy-queries.ts';

/** A member asks for what a clause gives; where the record says that it does not fit, it says why all the same. */
export function ApplyForm(props: {
  id: string;
  policyId: string;
  clause: Clause;
  member: { id: string; name: string };
  outcome: Outcome;
}) {
  const { id, policyId, clause, member, outcome } = props;
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const apply = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/policies/{policyId}/applications', {
          params: { path: { id, policyId } },
          body: { clauseId: clause.id, memberId: member.id, text },
        }),
      ),
    onSuccess: forgetPolicies,
  });
  if (!isOpen)
    return (
      <Button type={outcome === 'fits' ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        申请{clause.clause}
      </Button>
    );
  return (
    <form
      aria-label={`申请${clause.clause}`}
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate();
      }}
    >
      <TextField
        label={outcome === 'fits' ? '说明（可不填）' : '台账显示还不符合条件，请说明理由'}
        required={outcome !== 'fits'}
        rows={3}
        most={2000}
        value={text}
        onChange={setText}
      />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={apply.isPending}>
          提交申请
        </Button>
        <Button onClick={() => setOpen(false)}>取消</Button>
      </p>
      {apply.error && <ProblemText error={apply.error} />}
    </form>
  );
}
