import type { PlanTime } from '#core/training-plan/plan-problem.ts';
import type { Shift } from './training-rules.ts';

/** From one day to another something else has a room or a teacher; in one shift, or in all where it is null. */
export type Busy = { from: string; until: string; shift: number | null };

const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** The Monday of a week of a year's plan: week 0 begins on the first Monday of the year. */
export function mondayOf(year: number, week: number): string {
  const first = at(`${year}-01-01`);
  const toMonday = (8 - new Date(first).getUTCDay()) % 7;
  return dayOf(first + (toMonday + week * 7) * dayMs);
}

/** Weeks of a year that are wholly in it. */
export function weeksOf(year: number): number {
  return Math.floor((at(`${year + 1}-01-01`) - at(mondayOf(year, 0))) / (7 * dayMs));
}

/** The days of a class that takes so many weeks. */
export function classDays(year: number, week: number, weeks: number, shift: Shift): readonly string[] {
  const monday = at(mondayOf(year, week));
  return Array.from({ length: weeks }, (_, nth) =>
    shift.weekdays.map((weekday) => dayOf(monday + (nth * 7 + weekday - 1) * dayMs)),
  ).flat();
}

/** Every day of these weekdays from one day to another, both counted; at most two hundred. */
export function heldDays(from: string, until: string, weekdays: readonly number[]): readonly string[] {
  const days = Math.min(400, Math.floor((at(until) - at(from)) / dayMs) + 1);
  if (!(days > 0)) return [];
  return Array.from({ length: days }, (_, nth) => at(from) + nth * dayMs)
    .filter((moment) => weekdays.includes(new Date(moment).getUTCDay() || 7))
    .slice(0, 200)
    .map(dayOf);
}

/** The first and the last week that lie wholly within two days; the last is before the first where none does. */
export function weeksWithin(year: number, from: string, until: string): { from: number; until: number } {
  const weeks = Array.from({ length: weeksOf(year) }, (_, week) => week).filter(
    (week) => mondayOf(year, week) >= from && dayOf(at(mondayOf(year, week)) + 6 * dayMs) <= until,
  );
  return { from: weeks[0] ?? 0, until: weeks.at(-1) ?? -1 };
}

/** The shifts of weeks that are busy on one of their days. */
export function busyTimes(year: number, shifts: readonly Shift[], busy: readonly Busy[]): readonly PlanTime[] {
  if (busy.length === 0) return [];
  return Array.from({ length: weeksOf(year) }, (_, week) => week).flatMap((week) =>
    shifts.flatMap((rule, shift) => {
      const days = classDays(year, week, 1, rule);
      const isTaken = busy.some(
        (one) => (one.shift ?? shift) === shift && days.some((day) => one.from <= day && day <= one.until),
      );
      return isTaken ? [{ week, shift }] : [];
    }),
  );
}

/** So many people in classes of at most so many, as even as can be. */
export function partsOf(people: number, most: number): readonly number[] {
  const parts = Math.ceil(people / most);
  return Array.from({ length: parts }, (_, part) => Math.floor((people + part) / parts)).reverse();
}

/** Whole kilometres between two places on the earth, as the crow flies. */
export function kilometresBetween(one: Place, other: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const across =
    half(one.latitude, other.latitude) +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half(one.longitude, other.longitude);
  return Math.round(2 * 6371 * Math.asin(Math.min(1, Math.sqrt(across))));
}

export type Place = { longitude: number; latitude: number };
