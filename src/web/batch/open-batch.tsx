import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { outOfOrder } from '#core/batch/calendar.ts';
import type { BatchStageId } from '#core/pack/pack.ts';
import { answered, client } from '#web/api/client.ts';
import { batchesQuery, meQuery } from '#web/api/queries.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { beijingMinute, daysAfter, lastSecondOf } from './batch-day.ts';

/** Closings as they were typed, by stage; the others follow on the deadline by the notice's days. */
type Typed = Readonly<Partial<Record<BatchStageId, string>>>;

/** Opens a batch of one of the notices that this program holds, in the officer's own unit. */
export function OpenBatch() {
  const me = useQuery(meQuery).data;
  const packs = useQuery({ queryKey: ['packs'], queryFn: () => answered(client.GET('/api/packs')) }).data?.items ?? [];
  const [packId, setPackId] = useState('');
  const [title, setTitle] = useState('');
  const [deadline, setDeadline] = useState('');
  const [typed, setTyped] = useState<Typed>({});
  const queryClient = useQueryClient();
  const unit = me?.roles.find(({ role }) => role.endsWith('-officer'))?.unit;
  const [, ...later] = packs.find(({ id }) => id === packId)?.stages ?? [];
  const closings = later.map(({ id, label, days }) => ({
    id,
    label,
    closing: typed[id] ?? (deadline === '' ? '' : daysAfter(deadline, days)),
  }));
  const wrong = deadline === '' ? [] : wrongIn(deadline, closings);
  const open = useMutation({
    mutationFn: (unitId: string) =>
      answered(
        client.POST('/api/batches', {
          body: {
            unitId,
            packId,
            title,
            deadline: lastSecondOf(deadline),
            closings: Object.fromEntries(closings.map(({ id, closing }) => [id, lastSecondOf(closing)])),
          },
        }),
      ),
    onSuccess: () => {
      choose('');
      return queryClient.invalidateQueries({ queryKey: batchesQuery.queryKey });
    },
  });
  const choose = (id: string) => {
    const pack = packs.find((each) => each.id === id);
    setPackId(id);
    setTitle(pack?.title ?? '');
    setDeadline(pack && !isPast(pack.deadline) ? beijingMinute(pack.deadline) : '');
    setTyped({});
  };
  const isTooLate = deadline !== '' && isPast(lastSecondOf(deadline));
  return (
    <InlineForm
      title="开设批次"
      aside={unit?.name}
      button="开设"
      isPrimary
      sending={open}
      onSubmit={() => unit && wrong.length === 0 && open.mutate(unit.id)}
      outcome={
        isTooLate ? (
          <span className="warning">截止时间已过：开设后只能查看，不能填报。</span>
        ) : (
          open.isSuccess && '已开设，所属联合体可以开始填报。'
        )
      }
    >
      <InlineSelect
        label="通知"
        choices={packs.map((pack) => ({ id: pack.id, label: pack.title }))}
        value={packId}
        onChange={choose}
      />
      <InlineInput label="名称" size={32} required maxLength={200} value={title} onChange={setTitle} />
      <InlineInput
        label="截止时间（北京时间）"
        type="datetime-local"
        required
        value={deadline}
        onChange={setDeadline}
      />
      {closings.map(({ id, label, closing }) => (
        <InlineInput
          key={id}
          label={`${label}截止`}
          type="datetime-local"
          required
          value={closing}
          fault={wrong.includes(id) ? '早于前一阶段的截止时间' : undefined}
          onChange={(text) => setTyped({ ...typed, [id]: text })}
        />
      ))}
    </InlineForm>
  );
}

/** Stages that would close before the one they follow. */
function wrongIn(
  deadline: string,
  closings: readonly { id: BatchStageId; closing: string }[],
): readonly BatchStageId[] {
  const all = [{ id: 'application' as const, closing: deadline }, ...closings];
  return outOfOrder(
    all
      .filter(({ closing }) => closing !== '')
      .map(({ id, closing }) => ({ stage: id, closesAt: new Date(lastSecondOf(closing)) })),
  );
}

const isPast = (iso: string) => Date.parse(iso) < Date.now();
