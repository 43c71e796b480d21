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
export function openMinutes(opening: readonly Opening[], within: Span): number {
  return openTimes(opening, within).reduce((sum, { from, to }) => sum + to - from, 0) / minute;
}

/** The times within one in which it is open, none of them empty. */
export function openTimes(opening: readonly Opening[], { from, to }: Span): readonly Span[] {
  if (opening.length === 0) return to > from ? [{ from, to }] : [];
  const times: Span[] = [];
  for (let midnight = midnightBefore(from); midnight < to; midnight += day) {
    const weekday = weekdayOf(midnight);
    for (const hours of opening) {
      if (hours.weekday !== weekday) continue;
      const open = {
        from: Math.max(from, midnight + hours.from * minute),
        to: Math.min(to, midnight + hours.to * minute),
      };
      if (open.to > open.from) times.push(open);
    }
  }
  return times;
}

/** What is left of times once others are taken out of them. */
export function freeTimes(times: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return taken.reduce<readonly Span[]>(
    (left, { from, to }) =>
      left
        .flatMap((time) => [
          { from: time.from, to: Math.min(time.to, from) },
          { from: Math.max(time.from, to), to: time.to },
        ])
        .filter((part) => part.to > part.from),
    times,
  );
}

const midnightBefore = (moment: number) => Math.floor((moment + offset) / day) * day - offset;

/** 1 January 1970 was a Thursday. */
const weekdayOf = (midnight: number) => ((Math.floor((midnight + offset) / day) + 3) % 7) + 1;
