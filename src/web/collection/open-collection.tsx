import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dueDayOf } from '#core/collection/calendar.ts';
import type { CollectionKindId } from '#core/collection/monitoring-rules.ts';
import type { Pack } from '#core/pack/pack.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { type Asked, ChooseConsortia, everybody } from './choose-consortia.tsx';
import { collectionsQuery } from './collection-queries.ts';
import './collection.css';

const quarters = (['1', '2', '3', '4'] as const).map((id) => ({ id, label: `第${id}季度` }));
const endOf = (day: string) => new Date(`${day}T23:59:59.999+08:00`).toISOString();

/** Opens a period for the consortia below the officer's unit; the day is the notice's until another is typed. */
export function OpenCollection({ unit }: { unit: { id: string; name: string } }) {
  const packs = useQuery({ queryKey: ['packs'], queryFn: () => answered(client.GET('/api/packs')) }).data?.items ?? [];
  const [packId, setPackId] = useState('');
  const [kindId, setKindId] = useState<CollectionKindId | ''>('');
  const [year, setYear] = useState(String(new Date().getFullYear()));
  const [quarter, setQuarter] = useState<(typeof quarters)[number]['id']>('1');
  const [typedTitle, setTitle] = useState<string>();
  const [typedDay, setDay] = useState<string>();
  const [asked, setAsked] = useState<Asked>(everybody);
  const isAsked = asked.consortia === undefined || asked.consortia.length > 0;
  const queryClient = useQueryClient();
  const kinds = useKinds(packId);
  const kind = kinds.find(({ id }) => id === kindId);
  const isQuarterly = kind !== undefined && 'daysAfterQuarter' in kind.due;
  const period = { year: Number(year), ...(isQuarterly ? { quarter: Number(quarter) } : {}) };
  const isYear = /^20\d\d$/.test(year);
  const day = typedDay ?? (kind && isYear ? dueDayOf(kind, period) : '');
  const title =
    typedTitle ?? (kind ? `${year}年${isQuarterly ? `第${quarter}季度` : ''}${kind.label.replace(/^季度/, '')}` : '');
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/collections', {
          body: {
            unitId: unit.id,
            packId,
            kind: kind?.id ?? 'plan',
            ...period,
            title,
            ...(asked.consortia === undefined ? {} : { consortia: [...asked.consortia] }),
            ...(typedDay === undefined ? {} : { dueAt: endOf(typedDay) }),
          },
        }),
      ),
    onSuccess: () => {
      setKindId('');
      setTitle(undefined);
      setDay(undefined);
      return queryClient.invalidateQueries({ queryKey: collectionsQuery.queryKey });
    },
  });
  return (
    <InlineForm
      title="开设采集"
      aside={unit.name}
      button="开设"
      isPrimary
      sending={open}
      onSubmit={() => kind && isYear && isAsked && open.mutate()}
      outcome={
        open.isSuccess
          ? `已开设，${asked.label}可以开始填报。`
          : kind && (
              <span className="soft">
                {kind.because}；{isAsked ? `应报单位为${asked.label}。` : '请选定应报单位。'}
              </span>
            )
      }
    >
      <InlineSelect
        label="通知"
        choices={packs.map((pack) => ({ id: pack.id, label: pack.title }))}
        value={packId}
        onChange={(id) => {
          setPackId(id);
          setKindId('');
        }}
      />
      <InlineSelect
        label="种类"
        choices={kinds.map(({ id, label }) => ({ id, label }))}
        value={kindId}
        onChange={setKindId}
      />
      <InlineInput
        label="年度"
        size={6}
        required
        value={year}
        fault={isYear ? undefined : '请填写四位年份'}
        onChange={setYear}
      />
      {isQuarterly && <InlineSelect label="季度" choices={quarters} value={quarter} onChange={setQuarter} />}
      <InlineInput label="名称" size={26} required maxLength={200} value={title} onChange={setTitle} />
      <InlineInput label="应报日期" type="date" required value={day} onChange={setDay} />
      <ChooseConsortia unitId={unit.id} onChange={setAsked} />
    </InlineForm>
  );
}

/** What a pack collects; none where it monitors nobody. */
function useKinds(packId: string) {
  const pack = useQuery({
    queryKey: ['pack', packId],
    enabled: packId !== '',
    queryFn: async (): Promise<Pack> => {
      const response = await fetch(`/api/packs/${encodeURIComponent(packId)}`);
      if (!response.ok) throw new ApiProblem('internal', response.status, '政策包没有取到，请刷新重试。', {});
      return response.json();
    },
  }).data;
  return pack?.monitoring?.collections ?? [];
}
