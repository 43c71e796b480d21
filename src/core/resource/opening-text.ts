import type { Opening } from './opening.ts';

export const weekdayNames = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** The same hours of several weekdays, as they are typed and told. */
export type OpeningRow = { weekdays: readonly number[]; from: number; to: number };

/** Opening hours by the hours of a day, the earliest weekday first. */
export function openingRows(opening: readonly Opening[]): readonly OpeningRow[] {
  return [...Map.groupBy(opening, ({ from, to }) => `${from} ${to}`).values()].flatMap(([first, ...rest]) =>
    first
      ? {
          weekdays: [first, ...rest].map(({ weekday }) => weekday).sort((one, other) => one - other),
          from: first.from,
          to: first.to,
        }
      : [],
  );
}

/** Inverse of `openingRows`, up to order. */
export function openingOf(rows: readonly OpeningRow[]): readonly Opening[] {
  return rows.flatMap(({ weekdays, from, to }) => weekdays.map((weekday) => ({ weekday, from, to })));
}

/** `周一至周五 08:00–12:00；周六 09:00–11:00`; open at any time where there are none. */
export function openingText(opening: readonly Opening[]): string {
  if (opening.length === 0) return '全天开放';
  return openingRows(opening)
    .map(({ weekdays, from, to }) => `${weekdaysText(weekdays)} ${clockText(from)}–${clockText(to)}`)
    .join('；');
}

/** `08:30` of minutes of a day; `24:00` is its end. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes of a day of `08:30`; midnight as an end is the end of the day. */
export function minutesOf(clock: string, isEnd = false): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const sum = hours * 60 + minutes;
  return isEnd && sum === 0 ? 1440 : sum;
}

function weekdaysText(weekdays: readonly number[]): string {
  const name = (weekday: number) => weekdayNames[weekday - 1] ?? '';
  const [first = 1, last = 1] = [weekdays[0], weekdays.at(-1)];
  const isRun = weekdays.length > 2 && last - first === weekdays.length - 1;
  return isRun ? `${name(first)}至${name(last)}` : weekdays.map(name).join('、');
}
