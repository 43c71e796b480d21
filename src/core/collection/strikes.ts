import type { StrikeRule } from './monitoring-rules.ts';

/** The unbroken run of strike years that ends with `year`, the first first; empty where that year is none. */
export function runOfStrikes(strikes: readonly number[], year: number): readonly number[] {
  const years = new Set(strikes);
  const run: number[] = [];
  for (let one = year; years.has(one); one--) run.unshift(one);
  return run;
}

/** Whether the strike of `year` makes a removal case due: so many years running. */
export function isRemovalDue({ running }: StrikeRule, strikes: readonly number[], year: number): boolean {
  return runOfStrikes(strikes, year).length >= running;
}
