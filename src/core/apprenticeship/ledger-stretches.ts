import { daysBetween } from '#core/quantity/calendar.ts';
import type { ApprenticeshipKind } from './apprenticeship-rules.ts';

/** Days on which somebody is placed, first and last, both counted. */
export type Stay = { from: string; to: string };

/** An entry of the ledger: so many people from one day to another. No two begin on the same day. */
export type Stretch = Stay & { headcount: number };

/** What the ledger is told of all who are placed by one school in one enterprise for one major. */
export function stretchesOf(counts: ApprenticeshipKind['counts'], stays: readonly Stay[]): readonly Stretch[] {
  return counts === 'people' ? stretchesByYear(stays) : stretchesByDay(stays);
}

/**
 * For a ledger that counts months: as few stretches as can be in which as many people are there each day. Their headcounts times their days are the days of all
 * stays, whoever left earlier than others.
 */
function stretchesByDay(stays: readonly Stay[]): readonly Stretch[] {
  const turns = [...new Set(stays.flatMap(({ from, to }) => [from, dayAfter(to)]))].sort();
  const steps = turns.slice(0, -1).map((from, at): Stretch => {
    const to = dayBefore(turns[at + 1] ?? from);
    return { from, to, headcount: stays.filter((stay) => stay.from <= from && to <= stay.to).length };
  });
  const joined: Stretch[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    const goesOn = last?.headcount === step.headcount && dayAfter(last.to) === step.from;
    if (step.headcount > 0) joined.splice(goesOn ? -1 : joined.length, 1, goesOn ? { ...last, to: step.to } : step);
  }
  return joined;
}

/**
 * For a ledger that counts people by year: as few stretches as can be so that each year has as many people as were there on any day of it, and nobody is counted
 * twice in a year. Years with the same people are one stretch.
 */
function stretchesByYear(stays: readonly Stay[]): readonly Stretch[] {
  const first = Math.min(...stays.map(({ from }) => Number(from.slice(0, 4))));
  const last = Math.max(...stays.map(({ to }) => Number(to.slice(0, 4))));
  const years = stays.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const runs: { year: number; there: readonly Stay[]; until: number }[] = [];
  for (const year of years) {
    const there = stays.filter(({ from, to }) => from <= `${year}-12-31` && `${year}-01-01` <= to);
    const run = runs.at(-1);
    if (there.length === 0) continue;
    if (
      run &&
      run.until === year - 1 &&
      run.there.length === there.length &&
      there.every((stay) => run.there.includes(stay))
    )
      run.until = year;
    else runs.push({ year, there, until: year });
  }
  return runs.map(({ year, there, until }) => ({
    from: latest(`${year}-01-01`, earliest(...there.map(({ from }) => from))),
    to: earliest(`${until}-12-31`, latest(...there.map(({ to }) => to))),
    headcount: there.length,
  }));
}

/** Person-days of stays, and of the stretches made of them. */
export function personDays(stays: readonly (Stay & { headcount?: number })[]): number {
  return stays.reduce((sum, { from, to, headcount = 1 }) => sum + headcount * (daysBetween(from, to) + 1), 0);
}

const earliest = (...days: readonly string[]) => days.toSorted()[0] ?? '';
const latest = (...days: readonly string[]) => days.toSorted().at(-1) ?? '';
const dayAfter = (day: string) => moved(day, 1);
const dayBefore = (day: string) => moved(day, -1);
const moved = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
