import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { beijingMinute, lastSecondOf } from '#web/batch/batch-day.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { type Board, boardQuery } from './collection-queries.ts';

/** Extends or closes a level, with the reason that everyone reads. */
export function MoveLevel({ board }: { board: Board }) {
  const [level, setLevel] = useState(board.levels[0]?.level ?? 'consortium');
  const [typed, setTyped] = useState<{ dueAt?: string; closesAt?: string }>({});
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const stands = board.levels.find((one) => one.level === level);
  const dueAt = typed.dueAt ?? beijingMinute(stands?.dueAt ?? board.opensAt);
  const closesAt = typed.closesAt ?? beijingMinute(stands?.closesAt ?? board.opensAt);
  const move = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/collections/{id}/levels', {
          params: { path: { id: board.id } },
          body: {
            level,
            dueAt: lastSecondOf(dueAt),
            closesAt: lastSecondOf(closesAt),
            reason,
            version: board.version,
          },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: boardQuery(board.id).queryKey }),
  });
  return (
    <InlineForm title="延期或提前结束" button="调整" sending={move} onSubmit={() => move.mutate()} outcome="">
      <InlineSelect
        label="环节"
        choices={board.levels.map(({ level: id, label }) => ({ id, label }))}
        value={level}
        onChange={(id) => {
          setLevel(id);
          setTyped({});
        }}
      />
      <InlineInput
        label="应于（北京时间）"
        type="datetime-local"
        required
        value={dueAt}
        onChange={(text) => setTyped({ ...typed, dueAt: text })}
      />
      <InlineInput
        label="此后不再受理"
        type="datetime-local"
        required
        value={closesAt}
        onChange={(text) => setTyped({ ...typed, closesAt: text })}
      />
      <InlineInput label="理由" size={30} required maxLength={1000} value={reason} onChange={setReason} />
    </InlineForm>
  );
}
