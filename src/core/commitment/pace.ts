import { type Growth, valueAtPlace, wholeYear } from './growth.ts';

/** Whether a commitment's year is ahead of, about at or behind what is there at this time of a year. */
export type PaceStanding = 'ahead' | 'level' | 'behind';

/**
 * `done`: share of the commitment that is there; `usual`: share of a year's whole that is there by this day, as the past years had it, or else the share of the
 * year that is over.
 */
export type Pace = { done: number; usual: number; isUsualKnown: boolean; standing: PaceStanding };

/** Years that tell what is usual; fewer tell nothing. */
const fewestYears = 2;
/** What two shares may differ by and still be level. */
const tolerance = 0.05;

/**
 * The pace towards a commitment of the running year. `growths`: the figure's own years that are over. None where zero was promised, and for rates: a rate is not
 * reached bit by bit.
 */
export function paceOf(
  { soFar, committed, gone, place }: { soFar: number; committed: number; gone: number; place: number },
  growths: readonly Growth[],
): Pace | undefined {
  if (committed <= 0) return undefined;
  const usualKnown = usualShare(growths, place);
  const usual = usualKnown ?? gone;
  const done = soFar / committed;
  const standing = done >= usual + tolerance ? 'ahead' : done <= usual - tolerance ? 'behind' : 'level';
  // All that was promised is there: whatever the time of the year, that is not behind.
  return { done, usual, isUsualKnown: usualKnown !== undefined, standing: done >= 1 ? 'ahead' : standing };
}

/** The median of the shares that past years had by then. */
function usualShare(growths: readonly Growth[], place: number): number | undefined {
  const shares = growths
    .flatMap((growth) => {
      const [then, whole] = [valueAtPlace(growth, place), wholeYear(growth)];
      return then === undefined || whole === undefined || whole <= 0 ? [] : [then / whole];
    })
    .sort((a, b) => a - b);
  if (shares.length < fewestYears) return undefined;
  const middle = shares.length / 2;
  return ((shares[Math.ceil(middle) - 1] ?? 0) + (shares[Math.floor(middle)] ?? 0)) / 2;
}
