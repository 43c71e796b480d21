import type { Look } from './acceptance-queries.ts';

type Point = Look['points'][number];
export type Said = Partial<Pick<Point, 'outcome' | 'note'>>;

const choices = [
  { id: 'settled', label: '已整改到位' },
  { id: 'unsettled', label: '仍有问题' },
] as const;

/** What was found of one point of a second look. */
export function PointFound({ point, onSay }: { point: Point; onSay: (said: Said) => void }) {
  return (
    <fieldset className="look-point">
      <legend>{point.text}</legend>
      {choices.map(({ id, label }) => (
        <label key={id}>
          <input
            type="radio"
            name={`look-${point.id}`}
            checked={point.outcome === id}
            onChange={() => onSay({ outcome: id })}
          />{' '}
          {label}
        </label>
      ))}
      <label className="look-note">
        说明{' '}
        <input
          className="text inline"
          maxLength={2000}
          value={point.note}
          onChange={(event) => onSay({ note: event.target.value })}
        />
      </label>
    </fieldset>
  );
}
