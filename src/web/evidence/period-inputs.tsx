/** A period as the inputs hold it, `YYYY-MM-DD` or empty. */
export type Period = { from: string; to: string };

/** The time that evidence proves, apart from the day it is uploaded. */
export function PeriodInputs({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  return (
    <span className="evidence-period">
      <label>
        证明期间自{' '}
        <input
          className="text"
          type="date"
          value={period.from}
          {...(period.to === '' ? {} : { max: period.to })}
          onChange={(event) => onChange({ ...period, from: event.target.value })}
        />
      </label>
      <label>
        至{' '}
        <input
          className="text"
          type="date"
          value={period.to}
          {...(period.from === '' ? {} : { min: period.from })}
          onChange={(event) => onChange({ ...period, to: event.target.value })}
        />
      </label>
    </span>
  );
}
