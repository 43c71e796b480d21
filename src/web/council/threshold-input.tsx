import { useId } from 'react';
import { type Threshold, thresholdText, usualThresholds } from '#core/council/threshold.ts';

/** How many are enough: a usual share, or a number; none where nothing is asked for. */
export function ThresholdInput(props: {
  label: string;
  value: Threshold | null;
  mayBeNone?: boolean;
  onChange: (value: Threshold | null) => void;
}) {
  const { label, value, mayBeNone = false, onChange } = props;
  const id = useId();
  const shares = value && 'part' in value && !usualThresholds.some((one) => isSame(one, value)) ? [value] : [];
  const choices = [...usualThresholds, ...shares];
  const chosen = value === null ? 'none' : 'count' in value ? 'count' : thresholdText(value);
  const choose = (text: string) => {
    if (text === 'none') return onChange(null);
    if (text === 'count') return onChange({ count: 1 });
    const share = choices.find((one) => thresholdText(one) === text);
    if (share) onChange(share);
  };
  return (
    <div className="inline-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="text inline" value={chosen} onChange={(event) => choose(event.target.value)}>
        {mayBeNone && <option value="none">不作要求</option>}
        {choices.map((one) => (
          <option key={thresholdText(one)}>{thresholdText(one)}</option>
        ))}
        <option value="count">固定人数</option>
      </select>
      {value && 'count' in value && (
        <input
          className="text inline"
          type="number"
          aria-label={`${label}：人数`}
          min={0}
          max={10_000}
          required
          value={value.count}
          onChange={(event) => onChange({ count: event.target.valueAsNumber || 0 })}
        />
      )}
    </div>
  );
}

function isSame(one: Threshold, other: Threshold): boolean {
  return thresholdText(one) === thresholdText(other);
}
