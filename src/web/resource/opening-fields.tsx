import { Button } from 'antd';
import { clockText, minutesOf, type OpeningRow, weekdayNames } from '#core/resource/opening-text.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';

/** `key`: keeps a row the same while it is typed. */
export type TypedOpening = OpeningRow & { key: string };

/** Weekly opening hours, a row for the same hours of some weekdays; none is open at any time. */
export function OpeningFields(props: {
  rows: readonly TypedOpening[];
  onChange: (rows: readonly TypedOpening[]) => void;
}) {
  const { rows, onChange } = props;
  const set = (at: number, more: Partial<OpeningRow>) =>
    onChange(rows.map((row, each) => (each === at ? { ...row, ...more } : row)));
  const turn = (at: number, { weekdays }: OpeningRow, weekday: number) =>
    set(at, {
      weekdays: weekdays.includes(weekday)
        ? weekdays.filter((each) => each !== weekday)
        : [...weekdays, weekday].sort((one, other) => one - other),
    });
  return (
    <fieldset className="resource-opening">
      <legend>开放时间</legend>
      {rows.length === 0 && <p className="soft">全天开放</p>}
      {rows.map((row, at) => (
        <div className="actions" key={row.key}>
          {weekdayNames.map((name, index) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={row.weekdays.includes(index + 1)}
                onChange={() => turn(at, row, index + 1)}
              />
              {name}
            </label>
          ))}
          <InlineInput
            label="自"
            type="time"
            required
            value={clockText(row.from)}
            onChange={(from) => set(at, { from: minutesOf(from) })}
          />
          <InlineInput
            label="至"
            type="time"
            required
            value={clockText(row.to % 1440)}
            onChange={(to) => set(at, { to: minutesOf(to, true) })}
          />
          <Button size="small" onClick={() => onChange(rows.filter((_, each) => each !== at))}>
            去掉这段
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() => onChange([...rows, { key: crypto.randomUUID(), weekdays: [6, 7], from: 540, to: 1020 }])}
      >
        增加一段
      </Button>
    </fieldset>
  );
}
