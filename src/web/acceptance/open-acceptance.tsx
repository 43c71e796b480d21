import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { BatchStageId } from '#core/pack/pack.ts';
import { answered, client } from '#web/api/client.ts';
import { daysAfter, lastSecondOf } from '#web/batch/batch-day.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { type Acceptances, acceptancesQuery } from './acceptance-queries.ts';

type Typed = Readonly<Record<string, string>>;

/** Opens the acceptance of a batch whose list is out: its days and thresholds begin as the notice's pack has them. */
export function OpenAcceptance({ batches }: { batches: Acceptances['open'] }) {
  const [batchId, setBatchId] = useState('');
  const [title, setTitle] = useState('');
  const [year, setYear] = useState(String(new Date().getFullYear() - 1));
  const [readers, setReaders] = useState('');
  const [deadline, setDeadline] = useState('');
  const [closings, setClosings] = useState<Typed>({});
  const [thresholds, setThresholds] = useState<Typed>({});
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const batch = batches.find(({ id }) => id === batchId);
  const [, ...later] = batch?.stages ?? [];
  const closingOf = ({ id, days }: { id: BatchStageId; days: number }) =>
    closings[id] ?? (deadline === '' ? '' : daysAfter(deadline, days));
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/acceptances', {
          body: {
            batchId,
            title,
            year: Number(year),
            readers: Number(readers),
            deadline: lastSecondOf(deadline),
            closings: Object.fromEntries(later.map((stage) => [stage.id, lastSecondOf(closingOf(stage))])),
            thresholds: Object.fromEntries(Object.entries(thresholds).map(([id, value]) => [id, Number(value)])),
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: acceptancesQuery.queryKey });
      await navigate({ to: '/acceptances/$id', params: { id } });
    },
  });
  const choose = (id: string) => {
    const chosen = batches.find((each) => each.id === id);
    setBatchId(id);
    setTitle(chosen ? `${chosen.title}验收` : '');
    setReaders(String(chosen?.readers ?? ''));
    setThresholds({});
    setClosings({});
  };
  return (
    <InlineForm
      title="开展验收"
      button="开展"
      isPrimary
      sending={open}
      onSubmit={() => open.mutate()}
      outcome={batch && `“${batch.title}”的${batch.listed}家培育单位都将收到通知。`}
    >
      <InlineSelect
        label="批次"
        choices={batches.map(({ id, title: name }) => ({ id, label: name }))}
        value={batchId}
        onChange={choose}
      />
      {batch && (
        <>
          <InlineInput label="名称" size={32} required maxLength={200} value={title} onChange={setTitle} />
          <InlineInput label="数据年度" type="number" required value={year} onChange={setYear} />
          <InlineInput
            label={`${batch.stages[0]?.label}截止（北京时间）`}
            type="datetime-local"
            required
            value={deadline}
            onChange={setDeadline}
          />
          {later.map((stage) => (
            <InlineInput
              key={stage.id}
              label={`${stage.label}截止`}
              type="datetime-local"
              required
              value={closingOf(stage)}
              onChange={(text) => setClosings({ ...closings, [stage.id]: text })}
            />
          ))}
          <InlineInput label="每份审阅专家数" type="number" required value={readers} onChange={setReaders} />
          {batch.criteria.map(({ id, label, unit, threshold }) => (
            <InlineInput
              key={id}
              label={`${label}（${unit}）`}
              type="number"
              required
              value={thresholds[id] ?? String(threshold)}
              onChange={(text) => setThresholds({ ...thresholds, [id]: text })}
            />
          ))}
        </>
      )}
    </InlineForm>
  );
}
