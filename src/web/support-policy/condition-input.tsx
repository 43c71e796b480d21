import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { Condition, ConditionChoices } from './policy-queries.ts';

type Props<C extends Condition = Condition> = {
  choices: ConditionChoices;
  condition: C;
  onType: (condition: Condition) => void;
};
type Of<About extends Condition['about']> = Props<Extract<Condition, { about: About }>>;

const number = '\\d{1,12}(\\.\\d{1,4})?';

/** One condition in a row: what is asked, and how much of it. */
export function ConditionInput({ onRemove, ...props }: Props & { onRemove: () => void }) {
  const name = nameOf(props.condition, props.choices);
  return (
    <div className="policy-condition">
      <strong>{name}</strong>
      <Asked {...props} />
      <button type="button" className="plain" aria-label={`去掉条件“${name}”`} onClick={onRemove}>
        去掉
      </button>
    </div>
  );
}

function Asked({ choices, condition, onType }: Props) {
  switch (condition.about) {
    case 'category':
      return (
        <Options
          options={choices.categories}
          chosen={condition.of}
          onChoose={(of) => onType({ ...condition, of: [...of] })}
        />
      );
    case 'trait': {
      const options = choices.traits.find(({ id }) => id === condition.trait)?.options ?? [];
      return (
        <Options
          options={options.map((id) => ({ id, label: id }))}
          chosen={condition.of}
          onChoose={(of) => onType({ ...condition, of: [...of] })}
        />
      );
    }
    case 'size':
      return <Size choices={choices} condition={condition} onType={onType} />;
    case 'figure':
      return <Deed choices={choices} condition={condition} onType={onType} />;
    case 'records':
      return (
        <>
          <Only choices={choices} condition={condition} onType={onType} />
          <Deed choices={choices} condition={condition} onType={onType} />
        </>
      );
  }
}

function Options(props: {
  options: readonly { id: string; label: string }[];
  chosen: readonly string[];
  onChoose: (chosen: readonly string[]) => void;
}) {
  const { options, chosen, onChoose } = props;
  return options.map(({ id, label }) => (
    <label key={id}>
      <input
        type="checkbox"
        checked={chosen.includes(id)}
        onChange={(event) => onChoose(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
      />{' '}
      {label}
    </label>
  ));
}

function Size({ choices, condition, onType }: Of<'size'>) {
  const unit = choices.traits.find(({ id }) => id === condition.trait)?.unit ?? '';
  return (
    <>
      <InlineInput
        label="不少于"
        size={8}
        inputMode="decimal"
        pattern={number}
        value={condition.atLeast ?? ''}
        onChange={(atLeast) => onType({ ...condition, atLeast })}
      />
      <InlineInput
        label="不超过"
        size={8}
        inputMode="decimal"
        pattern={number}
        value={condition.atMost ?? ''}
        onChange={(atMost) => onType({ ...condition, atMost })}
      />
      {unit}
    </>
  );
}

function Deed({ choices, condition, onType }: Of<'figure' | 'records'>) {
  const unit = condition.about === 'figure' ? choices.figures.find(({ id }) => id === condition.figure)?.unit : '条';
  return (
    <>
      <InlineSelect
        label="年度"
        choices={choices.periods}
        value={condition.period}
        onChange={(period) => onType({ ...condition, period: period as typeof condition.period })}
      />
      <InlineInput
        label="不少于"
        size={8}
        required
        inputMode="decimal"
        pattern={number}
        value={condition.atLeast}
        onChange={(atLeast) => onType({ ...condition, atLeast })}
      />
      {unit}
    </>
  );
}

/** Records of one choice only, such as 发明专利 of all results. */
function Only({ choices, condition, onType }: Of<'records'>) {
  const all = choices.kinds.find(({ id }) => id === condition.kind)?.choices ?? [];
  const options = all.flatMap(({ field, label, options: each }) =>
    each.map((is) => ({ id: `${field} ${is}`, label: `${label}：${is}` })),
  );
  if (options.length === 0) return null;
  return (
    <InlineSelect
      label="只计"
      choices={[{ id: 'all', label: '全部记录' }, ...options]}
      value={condition.only === null ? 'all' : `${condition.only.field} ${condition.only.is}`}
      onChange={(chosen) => {
        const [field = '', is = ''] = chosen.split(' ');
        onType({ ...condition, only: chosen === 'all' ? null : { field, is } });
      }}
    />
  );
}

function nameOf(condition: Condition, { traits, figures, kinds }: ConditionChoices): string {
  switch (condition.about) {
    case 'category':
      return '单位类别';
    case 'figure':
      return figures.find(({ id }) => id === condition.figure)?.label ?? '';
    case 'records':
      return `${kinds.find(({ id }) => id === condition.kind)?.label ?? ''}记录`;
    default:
      return traits.find(({ id }) => id === condition.trait)?.label ?? '';
  }
}
