import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { keywordsOf } from './keywords.ts';
import { forgetTechnology, type Need, type Needs } from './technology-queries.ts';

type Openness = Need['openness'];

/** Posts what an enterprise needs, or changes and closes it. */
export function NeedForm(props: {
  id: string;
  choices: Pick<Needs, 'kinds' | 'opennesses'>;
  enterprises: Needs['enterprises'];
  need?: Need;
  onClose: () => void;
  onMade?: (needId: string) => void;
}) {
  const { id, choices, enterprises, need, onClose, onMade } = props;
  const [typed, setTyped] = useState(() => typedOf(enterprises, need));
  const set = (name: Exclude<keyof typeof typed, 'openness'>) => (value: string) =>
    setTyped({ ...typed, [name]: value });
  const save = useMutation({
    mutationFn: async (closedOn: string | null) => {
      const { memberId, keywords, openness, ...said } = typed;
      const body = { ...said, openness: openness || ('consortium' as const), keywords: keywordsOf(keywords) };
      if (!need)
        return (
          await answered(
            client.POST('/api/consortia/{id}/technology-needs', {
              params: { path: { id } },
              body: { ...body, memberId },
            }),
          )
        ).id;
      await answered(
        client.PUT('/api/consortia/{id}/technology-needs/{needId}', {
          params: { path: { id, needId: need.id } },
          body: { ...body, closedOn, version: need.version },
        }),
      );
      return undefined;
    },
    onSuccess: async (made) => {
      await forgetTechnology();
      onClose();
      if (made !== undefined) onMade?.(made);
    },
  });
  return (
    <form
      aria-label={need ? '修改需求' : '发布需求'}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(need?.closedOn ?? null);
      }}
    >
      <div className="actions">
        {!need && (
          <InlineSelect
            label="企业"
            choices={enterprises.map((each) => ({ id: each.id, label: each.name }))}
            value={typed.memberId}
            onChange={set('memberId')}
          />
        )}
        <InlineInput label="需求名称" required maxLength={100} size={28} value={typed.title} onChange={set('title')} />
        <InlineInput label="领域" required maxLength={100} value={typed.field} onChange={set('field')} />
        <InlineSelect
          label="类型"
          choices={choices.kinds.map((each) => ({ id: each, label: each }))}
          value={typed.kind}
          onChange={set('kind')}
        />
        <InlineInput
          label="预算（元）"
          required
          inputMode="decimal"
          pattern="\d{1,10}(\.\d{1,2})?"
          size={10}
          value={typed.budget}
          onChange={set('budget')}
        />
        <InlineInput label="关键词（用、分开）" size={24} value={typed.keywords} onChange={set('keywords')} />
        <InlineSelect
          label="公开范围"
          choices={choices.opennesses}
          value={typed.openness}
          onChange={(openness) => setTyped({ ...typed, openness })}
        />
      </div>
      <TextField
        label={typed.openness === 'public' ? '摘要（公开网页上任何人都能看到）' : '摘要（联合体内都能看到）'}
        required
        most={1000}
        rows={2}
        value={typed.summary}
        onChange={set('summary')}
      />
      <TextField
        label={detailLabels[typed.openness]}
        most={10_000}
        rows={4}
        value={typed.detail}
        onChange={set('detail')}
      />
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {need ? '保存' : '发布'}
        </Button>
        {need && need.closedOn === null && (
          <Button
            onClick={() => confirm('结束后不再征集，记录和台账保留。继续？') && save.mutate(today())}
            loading={save.isPending}
          >
            保存并结束需求
          </Button>
        )}
        <Button onClick={onClose}>取消</Button>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

const detailLabels: Readonly<Record<Openness | '', string>> = {
  '': '详细内容',
  public: '详细内容（公开网页上任何人都能看到；附件不在网页上）',
  consortium: '详细内容（联合体内都能看到）',
  confidential: '详细内容（只有秘书处和获准的单位能看到）',
};

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

function typedOf(enterprises: Needs['enterprises'], need: Need | undefined) {
  return {
    memberId: enterprises.length === 1 ? (enterprises[0]?.id ?? '') : '',
    title: need?.title ?? '',
    field: need?.field ?? '',
    kind: need?.kind ?? '',
    budget: need?.budget ?? '',
    keywords: need?.keywords.join('、') ?? '',
    openness: need?.openness ?? ('' as Openness | ''),
    summary: need?.summary ?? '',
    detail: need?.detail ?? '',
  };
}
