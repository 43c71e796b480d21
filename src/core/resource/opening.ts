/** A weekly time in which a resource is open, in Beijing: `weekday` 1 is Monday, `from` and `to` are minutes of the day. */
export type Opening = { weekday: number; from: number; to: number };

/** A time in milliseconds since 1970, its end not in it. */
export type Span = { from: number; to: number };

const minute = 60_000;
const day = 24 * 60 * minute;
/** Beijing keeps no summer time. */
const offset = 8 * 60 * minute;

/** What is wrong with opening hours: one that ends before it begins, or two of a day that overlap. */
export function openingFault(opening: readonly Opening[]): 'reversed' | 'overlapping' | undefined {
  if (opening.some(({ from, to }) => from >= to)) return 'reversed';
  const sorted = [...opening].sort((one, other) => one.weekday - other.weekday || one.from - other.from);
  const overlaps = sorted.some((each, at) => {
    const before = sorted[at - 1];
    return before !== undefined && before.weekday === each.weekday && each.from < before.to;
  });
  return overlaps ? 'overlapping' : undefined;
}

/** Whether a resource is open for the whole of a time. Without opening hours it always is. */
export function isOpenFor(opening: readonly Opening[], { from, to }: Span): boolean {
  return openMinutes(opening, { from, to }) * minute === to - from;
}

/** Minutes for which it is open within a time, which begins and ends on whole minutes. */
export function openMinutes(opening: readonly Opening[], { from, to }: Span): number {
  if (opening.length === 0) return Math.max(0, to - from) / minute;
  let sum = 0;
  for (let midnight = midnightBefore(from); midnight < to; midnight += day) {
    const weekday = weekdayOf(midnight);
    for (const hours of opening)
      if (hours.weekday === weekday)
        sum += overlap({ from: midnight + hours.from * minute, to: midnight + hours.to * minute }, { from, to });
  }
  return sum / minute;
}

const midnightBefore = (moment: number) => Math.floor((moment + offset) / day) * day - offset;

/** 1 January 1970 was a Thursday. */
const weekdayOf = (midnight: number) => ((Math.floor((midnight + offset) / day) + 3) % 7) + 1;

function overlap(one: Span, other: Span): number {
  return Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));
}
