import { type Quartiles, quartilesOf } from './distribution.ts';

/** So many others at least stand in a band beside the one who looks at it. */
export const leastOthers = 5;

/**
 * The middle half of a group of like consortia, the one who looks included, so that everyone of the group is shown the same and nobody learns
 * anything by subtracting; undefined where fewer than five others have a value. It tells neither ends nor sums nor who: whichever values it is made
 * of, another of the group could have had each of them, or any of the group an extreme one, and the band would be the same.
 */
export function bandOf(values: readonly number[]): (Quartiles & { size: number }) | undefined {
  if (values.length <= leastOthers) return undefined;
  const quartiles = quartilesOf([...values].sort((one, other) => one - other));
  return quartiles && { ...quartiles, size: values.length };
}

/** Where a value lies of a band; null where there is no value or no band. */
export function placeInBand(
  value: number | null,
  band: { low: number; high: number } | null,
): 'below' | 'within' | 'above' | null {
  if (value === null || band === null) return null;
  return value < band.low ? 'below' : value > band.high ? 'above' : 'within';
}
