import type { Span } from './opening.ts';

/** Again at the same time every day or week, `times` in all. */
export type Repeat = { every: 'day' | 'week'; times: number };

const day = 24 * 3_600_000;

/** The times that a booking is for, the first of them as given. */
export function occurrencesOf({ from, to }: Span, repeat: Repeat | null): readonly Span[] {
  const step = repeat?.every === 'week' ? 7 * day : day;
  return Array.from({ length: repeat?.times ?? 1 }, (_, at) => ({ from: from + at * step, to: to + at * step }));
}

/** Whether two of the times overlap: a booking of three days that repeats daily. */
export function overlapsItself({ from, to }: Span, repeat: Repeat | null): boolean {
  return repeat !== null && repeat.times > 1 && to - from > (repeat.every === 'week' ? 7 : 1) * day;
}
