import { useId } from 'react';

type Choice<Id extends string> = { id: Id; label: string };

/** A choice beside its label, in a row with others. Where nothing is chosen yet, it asks for a choice. */
export function InlineSelect<Id extends string>(props: {
  label: string;
  choices: readonly Choice<Id>[];
  value: Id | '';
  onChange: (id: Id) => void;
}) {
  const { label, choices, value, onChange } = props;
  const id = useId();
  return (
    <div className="inline-field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="text inline"
        required
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.id === event.target.value);
          if (chosen) onChange(chosen.id);
        }}
      >
        {value === '' && <option value="">请选择</option>}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
