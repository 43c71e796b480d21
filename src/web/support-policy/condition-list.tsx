import { useQuery } from '@tanstack/react-query';
import { ConditionInput } from './condition-input.tsx';
import { type Condition, type ConditionChoices, choicesQuery } from './policy-queries.ts';
import type { TypedClause } from './typed-policy.ts';

type Conditions = TypedClause['conditions'];

/** What the record can judge of a clause: conditions, all of which must hold. */
export function ConditionList(props: { conditions: Conditions; onType: (conditions: Conditions) => void }) {
  const { conditions, onType } = props;
  const choices = useQuery(choicesQuery).data;
  if (!choices) return null;
  return (
    <fieldset className="policy-conditions">
      <legend>适用条件（由台账自动判断，须全部符合；不设条件的适用于所有成员单位）</legend>
      {conditions.map(({ key, condition }) => (
        <ConditionInput
          key={key}
          choices={choices}
          condition={condition}
          onType={(typed) => onType(conditions.map((one) => (one.key === key ? { key, condition: typed } : one)))}
          onRemove={() => onType(conditions.filter((one) => one.key !== key))}
        />
      ))}
      <NewCondition
        choices={choices}
        onAdd={(condition) => onType([...conditions, { key: crypto.randomUUID(), condition }])}
      />
    </fieldset>
  );
}

function NewCondition({ choices, onAdd }: { choices: ConditionChoices; onAdd: (condition: Condition) => void }) {
  return (
    <label>
      增加条件{' '}
      <select
        className="text inline"
        value=""
        onChange={(event) => {
          const made = conditionOf(event.target.value, choices);
          if (made) onAdd(made);
        }}
      >
        <option value="">请选择</option>
        <optgroup label="单位情况">
          <option value="category">单位类别</option>
          {choices.traits.map(({ id, label }) => (
            <option key={id} value={`trait ${id}`}>
              {label}
            </option>
          ))}
        </optgroup>
        <optgroup label="做了多少（台账数据）">
          {choices.figures.map(({ id, label }) => (
            <option key={id} value={`figure ${id}`}>
              {label}
            </option>
          ))}
        </optgroup>
        <optgroup label="有没有记录（台账）">
          {choices.kinds.map(({ id, label }) => (
            <option key={id} value={`records ${id}`}>
              {label}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}

/** A condition of the chosen kind that asks for the least. */
function conditionOf(chosen: string, { traits }: ConditionChoices): Condition | undefined {
  const [about, id = ''] = chosen.split(' ');
  switch (about) {
    case 'category':
      return { about, of: [] };
    case 'trait':
      return traits.find((trait) => trait.id === id)?.options.length === 0
        ? { about: 'size', trait: id, atLeast: null, atMost: null }
        : { about, trait: id, of: [] };
    case 'figure':
      return { about, figure: id, period: 'last-year', atLeast: '1' };
    case 'records':
      return { about, kind: id, only: null, period: 'three-years', atLeast: '1' };
    default:
      return undefined;
  }
}
