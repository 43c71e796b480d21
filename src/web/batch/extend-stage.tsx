import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { lastSecondOf } from './batch-day.ts';
import { type Batch, type BatchStage, batchQuery } from './batch-query.ts';

/** Moves the close of a stage to a later moment, with the reason that everyone reads. */
export function ExtendStage({ batch }: { batch: Batch }) {
  const [stage, setStage] = useState<BatchStage['id']>(batch.stages.find(({ isCurrent }) => isCurrent)?.id ?? 'list');
  const [closesAt, setClosesAt] = useState('');
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const extend = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/extensions', {
          params: { path: { id: batch.id } },
          body: { stage, closesAt: lastSecondOf(closesAt), reason },
        }),
      ),
    onSuccess: () => {
      setReason('');
      return queryClient.invalidateQueries({ queryKey: batchQuery(batch.id).queryKey });
    },
  });
  return (
    <InlineForm
      title="延期"
      button="延期"
      sending={extend}
      onSubmit={() => extend.mutate()}
      outcome={extend.isSuccess && '已延期；在它之前截止的后续阶段一并顺延。'}
    >
      <InlineSelect
        label="阶段"
        choices={batch.stages.map(({ id, label }) => ({ id, label }))}
        value={stage}
        onChange={(id) => setStage(batch.stages.find((each) => each.id === id)?.id ?? stage)}
      />
      <InlineInput label="延至（北京时间）" type="datetime-local" required value={closesAt} onChange={setClosesAt} />
      <InlineInput label="理由" size={30} required maxLength={500} value={reason} onChange={setReason} />
    </InlineForm>
  );
}
