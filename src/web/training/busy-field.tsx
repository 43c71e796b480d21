import { TextField } from '#web/ui/text-field.tsx';
import type { Training } from './training-queries.ts';

type Busy = Training['rooms'][number]['busy'];

/** Days on which something else has a room or a teacher, a stretch a line. */
export function BusyField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <TextField label="占用的日期，每行一段，如2026-03-02至2026-03-20" rows={2} value={value} onChange={onChange} />
  );
}

export const busyText = (busy: Busy) => busy.map(({ from, until }) => `${from}至${until}`).join('\n');

/** A line with one day is that day. */
export function busyOf(typed: string): Busy {
  return typed.split('\n').flatMap((line) => {
    const [from, until = from] = line.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
    return from === undefined || until === undefined ? [] : [{ from, until, shift: null }];
  });
}
