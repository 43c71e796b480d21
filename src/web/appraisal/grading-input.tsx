import { Button } from 'antd';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import type { SchemeContent } from './appraisal-queries.ts';

type Grading = SchemeContent['grading'];

const bys = [
  { id: 'points', label: '按得分' },
  { id: 'share', label: '按比例（不超过）' },
] as const;

/** The grades of a scheme, the best first. */
export function GradingInput({ grading, onChange }: { grading: Grading; onChange: (grading: Grading) => void }) {
  const rows =
    grading.by === 'points'
      ? grading.grades.map(({ label, from }) => ({ label, number: from }))
      : grading.grades.map(({ label, share }) => ({ label, number: share }));
  const send = (by: Grading['by'], next: readonly { label: string; number: string }[]) =>
    onChange(
      by === 'points'
        ? { by, grades: next.map(({ label, number }) => ({ label, from: number })) }
        : { by, grades: next.map(({ label, number }) => ({ label, share: number })) },
    );
  const set = (at: number, more: { label?: string; number?: string }) =>
    send(
      grading.by,
      rows.map((row, place) => (place === at ? { ...row, ...more } : row)),
    );
  // A grade has no name of its own while it is typed: its rank is what it is.
  const ranked = rows.map((row, at) => ({ ...row, at }));
  return (
    <div className="actions">
      <InlineSelect
        label="等次"
        choices={bys}
        value={grading.by}
        onChange={(by) =>
          send(
            by,
            rows.map(({ label }, at) => ({ label, number: beginning(by, at, rows.length) })),
          )
        }
      />
      {ranked.map(({ label, number, at }) => (
        <span key={at} className="step-input">
          <input
            className="text inline"
            aria-label={`第${at + 1}等的名称`}
            size={5}
            maxLength={20}
            value={label}
            onChange={(event) => set(at, { label: event.target.value })}
          />
          <input
            className="text inline"
            aria-label={grading.by === 'points' ? `第${at + 1}等的起点` : `第${at + 1}等的比例`}
            inputMode="decimal"
            size={4}
            value={number}
            onChange={(event) => set(at, { number: event.target.value })}
          />
          {grading.by === 'points' ? '分' : '％'}
        </span>
      ))}
      <Button onClick={() => send(grading.by, [...rows, { label: '', number: '0' }])}>加一等</Button>
      {rows.length > 1 && <Button onClick={() => send(grading.by, rows.slice(0, -1))}>减一等</Button>}
    </div>
  );
}

/** Something to begin from: evenly spread from the best down. */
function beginning(by: Grading['by'], at: number, count: number): string {
  return by === 'share' ? String(Math.floor(100 / count)) : String(at === count - 1 ? 0 : 90 - 15 * at);
}
