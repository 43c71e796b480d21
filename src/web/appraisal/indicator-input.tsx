import { Button } from 'antd';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { Indicator, Schemes } from './appraisal-queries.ts';
import { StepsInput } from './steps-input.tsx';

type Kind = Indicator['source']['kind'];
type Rule = Indicator['rule'];

const rules = [
  { id: 'goal', label: '按目标值的比例' },
  { id: 'steps', label: '分档' },
  { id: 'reached', label: '达到就得满分' },
] as const;

const absents = [
  { id: 'none', label: '没有可计算的，不得分' },
  { id: 'full', label: '没有可计算的，得满分' },
] as const;

/** One indicator of a scheme as it is typed. `undefined` takes it away. */
export function IndicatorInput(props: {
  data: Schemes;
  subject: 'member' | 'staff';
  indicator: Indicator;
  onChange: (next: Indicator | undefined) => void;
}) {
  const { data, subject, indicator, onChange } = props;
  const { source, rule, title, weight } = indicator;
  const set = (more: Partial<Indicator>) => onChange({ ...indicator, ...more });
  const sources = data.sources.filter((each) => each.subjects.includes(subject)).filter(isKind);
  const choose = (kind: Kind) =>
    set({
      source: kind === 'figure' ? { kind, figure: '' } : { kind },
      rule: kind === 'hand' ? { kind: 'hand' } : rule.kind === 'hand' ? { kind: 'goal', goal: '100' } : rule,
    });
  return (
    <fieldset className="indicator-input">
      <legend className="unseen">{title || '新指标'}</legend>
      <div className="actions">
        <InlineInput required label="指标" maxLength={100} value={title} onChange={(next) => set({ title: next })} />
        <InlineInput
          required
          label="分值"
          inputMode="decimal"
          size={4}
          value={weight}
          onChange={(next) => set({ weight: next })}
        />
        <InlineSelect label="来源" choices={sources} value={source.kind} onChange={choose} />
        {source.kind === 'figure' && (
          <InlineSelect
            label="数据"
            choices={data.figures}
            value={source.figure}
            onChange={(figure) => set({ source: { kind: 'figure', figure } })}
          />
        )}
        <Button onClick={() => onChange(undefined)} aria-label={`删除指标${title}`}>
          删除
        </Button>
      </div>
      {rule.kind !== 'hand' && (
        <div className="actions">
          <InlineSelect
            label="计分"
            choices={rules}
            value={rule.kind}
            onChange={(kind) => set({ rule: beginning(kind) })}
          />
          <RuleInput rule={rule} onChange={(next) => set({ rule: next })} />
          <InlineSelect
            label="此外"
            choices={absents}
            value={indicator.absent}
            onChange={(absent) => set({ absent })}
          />
        </div>
      )}
    </fieldset>
  );
}

function RuleInput({ rule, onChange }: { rule: Rule; onChange: (next: Rule) => void }) {
  switch (rule.kind) {
    case 'goal':
      return (
        <InlineInput
          required
          label="目标值"
          inputMode="decimal"
          size={6}
          value={rule.goal}
          onChange={(goal) => onChange({ kind: 'goal', goal })}
        />
      );
    case 'reached':
      return (
        <InlineInput
          required
          label="达到"
          inputMode="decimal"
          size={6}
          value={rule.from}
          onChange={(from) => onChange({ kind: 'reached', from })}
        />
      );
    case 'steps':
      return <StepsInput steps={rule.steps} onChange={(steps) => onChange({ kind: 'steps', steps })} />;
    case 'hand':
      return null;
  }
}

function beginning(kind: 'goal' | 'steps' | 'reached'): Rule {
  if (kind === 'goal') return { kind, goal: '100' };
  if (kind === 'reached') return { kind, from: '1' };
  return {
    kind,
    steps: [
      { from: '1', share: '60' },
      { from: '2', share: '100' },
    ],
  };
}

const isKind = <T extends { id: string }>(each: T): each is T & { id: Kind } =>
  ['figure', 'confirmed', 'tasks', 'receipts', 'hand'].includes(each.id);
