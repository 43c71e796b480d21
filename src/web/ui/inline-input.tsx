import { type ComponentProps, useId } from 'react';

type Input = Pick<ComponentProps<'input'>, 'type' | 'size' | 'required' | 'maxLength'>;

/** A text, address or moment beside its label, in a row with others. */
export function InlineInput(props: Input & { label: string; value: string; onChange: (value: string) => void }) {
  const { label, onChange, ...input } = props;
  const id = useId();
  return (
    <div className="inline-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="text inline" {...input} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
