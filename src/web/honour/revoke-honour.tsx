import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetHonours, type Honour } from './honour-queries.ts';

/** Takes an honour back from a day on, with the reason. */
export function RevokeHonour({ id, honour, onDone }: { id: string; honour: Honour; onDone: () => void }) {
  const [revokedOn, setDay] = useState('');
  const [reason, setReason] = useState('');
  const revoke = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/honours/{honourId}/revocation', {
          params: { path: { id, honourId: honour.id } },
          body: { version: honour.version, revokedOn, reason },
        }),
      ),
    onSuccess: forgetHonours,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    revoke.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={`撤销${honour.title}`}>
      <div className="actions">
        <InlineInput required label="撤销日期" type="date" value={revokedOn} onChange={setDay} />
        <InlineInput required label="理由" maxLength={500} value={reason} onChange={setReason} />
        <Button htmlType="submit" loading={revoke.isPending}>
          确定撤销
        </Button>
        <Button onClick={onDone}>不撤销</Button>
      </div>
      {revoke.error && <ProblemText error={revoke.error} />}
    </form>
  );
}
