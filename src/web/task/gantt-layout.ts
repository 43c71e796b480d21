import { daysBetween } from '#core/quantity/calendar.ts';
import type { Task } from './task-queries.ts';

/** Heights in pixels, also of the names beside the bars. */
export const rowHeight = 28;
export const headHeight = 40;

export type GanttBar = {
  task: Task;
  y: number;
  x: number;
  width: number;
  /** Of its check items, the part that is ticked: from 0 to 1. */
  checked: number;
  /** To where it is late, beyond its bar. */
  lateTo: number | null;
  nodes: readonly { x: number; text: string; isDone: boolean }[];
};

export type GanttRow = { kind: 'group'; name: string; y: number } | ({ kind: 'task' } & GanttBar);

export type Gantt = {
  width: number;
  height: number;
  /** Pixels. */
  perDay: number;
  rows: readonly GanttRow[];
  months: readonly { x: number; width: number; label: string; isYear: boolean }[];
  today: number | null;
  /** From the end of what comes first to the beginning of what waits for it, as SVG paths. */
  arrows: readonly { path: string; isBroken: boolean }[];
};

export const addDays = (day: string, count: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** The tasks as bars over time, under their key tasks, with what each waits for. */
export function ganttOf(tasks: readonly Task[], today: string): Gantt {
  const starts = tasks.map(({ startsOn }) => startsOn).sort();
  const ends = tasks.flatMap(({ dueOn, time }) => (time === 'late' ? [dueOn, today] : [dueOn])).sort();
  const from = `${(starts[0] ?? today).slice(0, 7)}-01`;
  const to = addDays(ends.at(-1) ?? today, 20);
  const perDay = Math.min(7, Math.max(2, 1000 / Math.max(1, daysBetween(from, to))));
  const xOf = (day: string) => Math.round(daysBetween(from, day) * perDay);
  const rows = rowsOf(tasks, xOf, today);
  const bars = new Map(rows.flatMap((row) => (row.kind === 'task' ? [[row.task.id, row] as const] : [])));
  return {
    width: xOf(to),
    height: headHeight + rows.length * rowHeight,
    perDay,
    rows,
    months: monthsOf(from, to, xOf),
    today: today >= from && today <= to ? xOf(today) : null,
    arrows: [...bars.values()].flatMap((bar) =>
      bar.task.after.flatMap((id) => {
        const first = bars.get(id);
        return first ? [arrowOf(first, bar)] : [];
      }),
    ),
  };
}

function rowsOf(tasks: readonly Task[], xOf: (day: string) => number, today: string): readonly GanttRow[] {
  const ordered = tasks.toSorted((a, b) => (a.startsOn + a.dueOn < b.startsOn + b.dueOn ? -1 : 1));
  const rows: GanttRow[] = [];
  const y = () => headHeight + rows.length * rowHeight;
  for (const [name, own] of Map.groupBy(ordered, ({ keyTask }) => keyTask || '其他任务')) {
    rows.push({ kind: 'group', name, y: y() });
    for (const task of own) {
      const x = xOf(task.startsOn);
      const ticked = task.checks.filter(({ done }) => done !== null).length;
      rows.push({
        kind: 'task',
        task,
        y: y(),
        x,
        width: Math.max(6, xOf(addDays(task.dueOn, 1)) - x),
        checked: task.time === 'done' ? 1 : task.checks.length === 0 ? 0 : ticked / task.checks.length,
        lateTo: task.time === 'late' ? xOf(today) : null,
        nodes: task.checks.flatMap(({ dueOn, text, done }) =>
          dueOn === null ? [] : [{ x: xOf(dueOn), text, isDone: done !== null }],
        ),
      });
    }
  }
  return rows;
}

function monthsOf(from: string, to: string, xOf: (day: string) => number): Gantt['months'] {
  const months: { x: number; width: number; label: string; isYear: boolean }[] = [];
  for (let day = from; day < to; ) {
    const next = `${addDays(day, 32).slice(0, 7)}-01`;
    const month = Number(day.slice(5, 7));
    const isYear = month === 1 || day === from;
    months.push({
      x: xOf(day),
      width: xOf(next) - xOf(day),
      label: isYear ? `${day.slice(0, 4)}年${month}月` : `${month}月`,
      isYear,
    });
    day = next;
  }
  return months;
}

/** Round the corner to the right; where the one that waits begins too soon, back between the rows, and marked. */
function arrowOf(first: GanttBar, then: GanttBar): { path: string; isBroken: boolean } {
  const [fromX, fromY] = [first.x + first.width, first.y + rowHeight / 2];
  const [toX, toY] = [then.x, then.y + rowHeight / 2];
  const isBroken = toX < fromX && then.task.time !== 'done';
  const between = fromY + (toY > fromY ? 1 : -1) * (rowHeight / 2);
  const path =
    toX >= fromX + 12
      ? `M${fromX},${fromY}H${toX - 8}V${toY}H${toX}`
      : `M${fromX},${fromY}h6V${between}H${toX - 8}V${toY}H${toX}`;
  return { path, isBroken };
}
