import { useEffect, useRef } from 'react';

/** A text input under its label. */
export function LabelledInput(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'date';
  autoComplete: string;
  inputMode?: 'numeric';
  /** For the one input of a step that has just opened. */
  takesFocus?: boolean;
}) {
  const { label, onChange, type = 'text', takesFocus = false, ...input } = props;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  return (
    <label className="field">
      <span>{label}</span>
      <input
        ref={box}
        className="text"
        required
        type={type}
        {...input}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
