/** A text input under its label. */
export function LabelledInput(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password';
  autoComplete: string;
  inputMode?: 'numeric';
}) {
  const { label, onChange, type = 'text', ...input } = props;
  return (
    <label className="field">
      <span>{label}</span>
      <input className="text" required type={type} {...input} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
