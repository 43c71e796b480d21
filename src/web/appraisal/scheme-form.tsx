import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { totalOf } from '#core/appraisal/score.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import {
  forgetAppraisals,
  type Indicator,
  type Scheme,
  type SchemeContent,
  type Schemes,
} from './appraisal-queries.ts';
import { GradingInput } from './grading-input.tsx';
import { IndicatorInput } from './indicator-input.tsx';

const shows = [
  { id: 'own', label: '只看到自己的得分' },
  { id: 'place', label: '看到自己的得分和名次' },
  { id: 'all', label: '看到全部排名' },
] as const;

/** A new scheme, begun from what is usual, or the next version of one. */
export function SchemeForm(props: { id: string; data: Schemes; scheme: Scheme | undefined; onDone: () => void }) {
  const { id, data, scheme, onDone } = props;
  const latest = scheme?.versions[0];
  const [subject, setSubject] = useState<'member' | 'staff'>(scheme?.subject ?? 'member');
  const suggested = data.subjects.find((each) => each.id === subject)?.suggested;
  const [typed, setTyped] = useState<SchemeContent | undefined>(latest?.content);
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const content = typed ?? suggested;
  const save = useMutation({
    mutationFn: async (sent: SchemeContent) => {
      if (scheme && latest)
        return answered(
          client.POST('/api/consortia/{id}/appraisal-schemes/{schemeId}/versions', {
            params: { path: { id, schemeId: scheme.id } },
            body: { base: latest.number, reason, content: sent },
          }),
        );
      return answered(
        client.POST('/api/consortia/{id}/appraisal-schemes', {
          params: { path: { id } },
          body: { subject, title, content: sent },
        }),
      );
    },
    onSuccess: async () => {
      await forgetAppraisals();
      onDone();
    },
  });
  if (!content) return null;
  const set = (more: Partial<SchemeContent>) => setTyped({ ...content, ...more });
  const setIndicator = (at: number, next: Indicator | undefined) =>
    set({ indicators: content.indicators.flatMap((each, place) => (place === at ? (next ? [next] : []) : [each])) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(content);
  };
  return (
    <form onSubmit={submit} className="scheme-form" aria-label={scheme ? `修订${scheme.title}` : '新建考核方案'}>
      <h3>{scheme ? `${scheme.title}：第${(latest?.number ?? 0) + 1}版` : '新建考核方案'}</h3>
      <div className="actions">
        {scheme ? (
          <InlineInput required label="修订理由" maxLength={500} size={40} value={reason} onChange={setReason} />
        ) : (
          <>
            <InlineSelect
              label="考核对象"
              choices={data.subjects}
              value={subject}
              onChange={(next) => {
                setSubject(next);
                setTyped(undefined);
              }}
            />
            <InlineInput required label="方案名称" maxLength={100} size={30} value={title} onChange={setTitle} />
          </>
        )}
      </div>
      {content.indicators.map((indicator, at) => (
        <IndicatorInput
          key={indicator.id}
          data={data}
          subject={subject}
          indicator={indicator}
          onChange={(next) => setIndicator(at, next)}
        />
      ))}
      <p className="actions">
        <Button onClick={() => set({ indicators: [...content.indicators, blank()] })}>添加指标</Button>
        <WeightsTold weights={content.indicators.map(({ weight }) => weight)} />
      </p>
      <GradingInput grading={content.grading} onChange={(grading) => set({ grading })} />
      <div className="actions">
        <InlineSelect
          label="公布后，被考核的"
          choices={shows}
          value={content.shows}
          onChange={(chosen) => set({ shows: chosen })}
        />
        <InlineInput
          required
          label="异议期（天）"
          type="number"
          value={String(content.objectionDays)}
          onChange={(days) => set({ objectionDays: Number(days) })}
        />
      </div>
      {save.error && <ProblemText error={save.error} />}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {scheme ? '保存为新版本' : '建立方案'}
        </Button>
        <Button onClick={onDone}>不保存</Button>
      </p>
    </form>
  );
}

function WeightsTold({ weights }: { weights: readonly string[] }) {
  const total = weights.every((weight) => /^\d+(\.\d{1,4})?$/.test(weight)) ? totalOf(weights) : '—';
  return (
    <span role="status" className={total === '100' ? 'good' : 'warning'}>
      分值合计{total}分{total === '100' ? '' : '，应为100分'}
    </span>
  );
}

const blank = (): Indicator => ({
  id: crypto.randomUUID().slice(0, 8),
  title: '',
  weight: '10',
  source: { kind: 'hand' },
  rule: { kind: 'hand' },
  absent: 'none',
});
