import { median } from '#core/quantity/median.ts';

/** Where figures lie: amounts by their natural logarithm, so that a multiple is one distance everywhere; rates in points. */
export type Band = { count: number; middle: number; spread: number };

/** Median deviations of what is spread as chance spreads it, in standard deviations. */
const standard = 1.4826;

/** Where a value lies on its scale; none for an amount of 0, which has no logarithm and is looked at by other rules. */
function placeOf(value: number, isRate: boolean): number | undefined {
  if (isRate) return value;
  return value > 0 ? Math.log(value) : undefined;
}

/** Middle and spread of values, which one of them alone cannot move; none where nothing has a place. */
export function bandOf(values: readonly number[], isRate: boolean): Band | undefined {
  const places = values.flatMap((value) => placeOf(value, isRate) ?? []);
  if (places.length === 0) return undefined;
  const middle = median(places);
  return { count: places.length, middle, spread: standard * median(places.map((place) => Math.abs(place - middle))) };
}

/** The middle of a band as a value. */
export function middleOf({ middle }: Band, isRate: boolean): number {
  return isRate ? middle : Math.exp(middle);
}

/** How many spreads a value lies above the middle, below it less than 0; a spread below `least` counts as that. */
export function spreadsFrom(value: number, band: Band, isRate: boolean, least: number): number {
  const place = placeOf(value, isRate);
  return place === undefined ? 0 : (place - band.middle) / Math.max(band.spread, least);
}
