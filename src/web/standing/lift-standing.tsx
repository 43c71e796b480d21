import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';

/** Ends a rectification that was done, or a suspension before its day. */
export function LiftStanding({ id, onDone }: { id: string; onDone: () => Promise<void> }) {
  const [body, setBody] = useState({ fromDay: '', reason: '', document: '' });
  const lift = useMutation({
    mutationFn: () => answered(client.POST('/api/consortia/{id}/standing/lifting', { params: { path: { id } }, body })),
    onSuccess: onDone,
  });
  return (
    <InlineForm
      title="解除，恢复此前的状态"
      button="解除"
      sending={lift}
      onSubmit={() => confirm('解除后立即登入登记簿，确定？') && lift.mutate()}
      outcome={lift.isSuccess && '已解除。'}
    >
      <InlineInput
        required
        label="自"
        type="date"
        value={body.fromDay}
        onChange={(fromDay) => setBody({ ...body, fromDay })}
      />
      <InlineInput
        required
        label="理由（公开）"
        value={body.reason}
        onChange={(reason) => setBody({ ...body, reason })}
      />
      <InlineInput label="文号" value={body.document} onChange={(document) => setBody({ ...body, document })} />
    </InlineForm>
  );
}
