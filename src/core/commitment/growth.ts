import { daysBetween } from '#core/quantity/calendar.ts';

/**
 * How a figure grew within a year: what was counted by 1 January and by the end of each month, thirteen values. For statistics only: sums that people are
 * shown are exact ones. A rate is in percent, `null` while it has no denominator.
 */
export type Growth = readonly (number | null)[];

/** The place of a day among a `Growth`'s thirteen values: 0 before 1 January has gone by, 12 at the end of 31 December. */
export function placeOf(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return month - 1 + date / new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The share of its year that is over at the end of a day `YYYY-MM-DD`. */
export function shareGone(day: string): number {
  const year = day.slice(0, 4);
  return (daysBetween(`${year}-01-01`, day) + 1) / (daysBetween(`${year}-01-01`, `${year}-12-31`) + 1);
}

/** The value at a place, a month's growth spread evenly over its days; none where it is not known on both sides. */
export function valueAtPlace(growth: Growth, place: number): number | undefined {
  const from = Math.min(Math.floor(place), 11);
  const [before, after] = [growth[from], growth[from + 1]];
  if (before === undefined || before === null || after === undefined || after === null) return undefined;
  return before + (after - before) * (place - from);
}

/** The value of the whole year. */
export function wholeYear(growth: Growth): number | undefined {
  return growth[12] ?? undefined;
}
