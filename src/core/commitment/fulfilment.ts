import { decimalOf, decimalText } from '#core/quantity/decimal.ts';

/**
 * How far a commitment was kept. `none`: nothing was promised; `unknown`: there is no value to compare, as of a rate without a denominator. `percent` is left
 * out where zero was promised, which any value keeps.
 */
export type Fulfilment =
  | { state: 'none' | 'unknown'; percent?: undefined }
  | { state: 'kept' | 'short'; percent?: string | undefined };

/**
 * What is there in percent of what was promised: decimal texts in the same unit, also where that is percent itself: a rate of 45 where 50 was
 * promised is 90 %. Rounded down to 0.01, so that 100 or more is said of kept commitments alone.
 */
export function fulfilment(actual: string | undefined, committed: string | undefined): Fulfilment {
  if (committed === undefined) return { state: 'none' };
  if (actual === undefined) return { state: 'unknown' };
  const [is, promised] = [decimalOf(actual), decimalOf(committed)];
  const state = is >= promised ? 'kept' : 'short';
  return promised === 0n ? { state } : { state, percent: percentOf(is, promised) };
}

/** A part in percent of a whole above 0, rounded down to 0.01. Both in units of 10⁻⁶ and not negative. */
export function percentOf(part: bigint, whole: bigint): string {
  return decimalText(((part * 10_000n) / whole) * 10_000n);
}
