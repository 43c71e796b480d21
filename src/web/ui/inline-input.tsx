import { type ComponentProps, useId } from 'react';

type Input = Pick<
  ComponentProps<'input'>,
  'type' | 'size' | 'required' | 'maxLength' | 'inputMode' | 'pattern' | 'title' | 'list' | 'autoComplete'
>;

/** A text, address or moment beside its label, in a row with others. */
export function InlineInput(
  props: Input & {
    label: string;
    value: string;
    /** What is wrong with what was typed. */
    fault?: string | undefined;
    onChange: (value: string) => void;
  },
) {
  const { label, fault, onChange, ...input } = props;
  const id = useId();
  return (
    <div className="inline-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="text inline"
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        {...input}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault !== undefined && (
        <span id={`${id}-fault`} className="error">
          {fault}
        </span>
      )}
    </div>
  );
}
