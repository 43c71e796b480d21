import { isOpenFor, type Opening, type Span } from '#core/resource/opening.ts';
import type { PlanTime } from '#core/training-plan/plan-problem.ts';
import { classDays, weeksOf } from './plan-calendar.ts';
import type { Shift } from './training-rules.ts';

const minute = 60_000;
const dayMs = 24 * 60 * minute;
const midnightOf = (day: string) => Date.parse(`${day}T00:00:00+08:00`);

/** When a class is held on one of its days. */
export function sessionOf(day: string, { from, to }: Pick<Shift, 'from' | 'to'>): Span {
  const midnight = midnightOf(day);
  return { from: midnight + from * minute, to: midnight + to * minute };
}

/** When a shared resource can be had: its weekly hours, and the times that somebody holds or that it is closed. */
export type ResourceTimes = { opening: readonly Opening[]; taken: readonly Span[] };

/** The shifts of weeks in which one session at least cannot be held there: it is not open for the whole of it, or something else is in its way. */
export function unusableTimes(
  year: number,
  shifts: readonly Shift[],
  { opening, taken }: ResourceTimes,
): readonly PlanTime[] {
  const byDay = takenByDay(taken);
  const isUsable = (day: string, shift: Shift) => {
    const session = sessionOf(day, shift);
    const inTheWay = (byDay.get(midnightOf(day)) ?? []).some(({ from, to }) => from < session.to && to > session.from);
    return !inTheWay && isOpenFor(opening, session);
  };
  return Array.from({ length: weeksOf(year) }, (_, week) => week).flatMap((week) =>
    shifts.flatMap((rule, shift) =>
      classDays(year, week, 1, rule).every((day) => isUsable(day, rule)) ? [] : [{ week, shift }],
    ),
  );
}

/** By the midnight in Beijing of each day that they touch. */
function takenByDay(taken: readonly Span[]): ReadonlyMap<number, readonly Span[]> {
  const byDay = new Map<number, Span[]>();
  const offset = 8 * 60 * minute;
  for (const span of taken) {
    for (let day = Math.floor((span.from + offset) / dayMs) * dayMs - offset; day < span.to; day += dayMs)
      byDay.set(day, [...(byDay.get(day) ?? []), span]);
  }
  return byDay;
}
