import { useId } from 'react';

/** A text, number or day under its label; with `rows` of several lines. */
export function TextField(props: {
  label: string;
  value: string;
  type?: 'text' | 'date';
  required?: boolean;
  most?: number;
  rows?: number;
  inputMode?: 'decimal';
  onChange: (value: string) => void;
}) {
  const { label, value, type = 'text', required = false, most, rows, inputMode, onChange } = props;
  const id = useId();
  const input = { id, className: 'text', required, maxLength: most, value };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows === undefined ? (
        <input {...input} type={type} inputMode={inputMode} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...input} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
    </div>
  );
}
