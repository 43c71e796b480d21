import { type Growth, valueAtPlace, wholeYear } from './growth.ts';

/** How often the range of a forecast is meant to hold: four times in five. */
export const confidence = 0.8;

/** Where the year will end: a range that holds as often as `confidence` says, and the years of growth that it stands on. */
export type Forecast = {
  low: number;
  middle: number;
  high: number;
  own: number;
  peers: number;
  /** The same forecast made on the same day of the own years that are over, each without knowing its end: how many were within the range. */
  tested: { years: number; within: number };
};

export type ForecastBasis = {
  /** What is there at `place` of the running year. */
  soFar: number;
  place: number;
  isRate: boolean;
  /** The figure's own years that are over. */
  own: readonly Growth[];
  /** Years of like figures elsewhere, each of any size: of an amount shares of the whole, of a rate percent. */
  peers: readonly Growth[];
};

/** So many own years speak for themselves; with fewer, others' years are taken in, and so many are needed in all. */
const enoughOwn = 4;
export const enoughYears = 8;

/**
 * Forecasts the year's end from how the remainder of the year went elsewhere and before: by which factor an amount, by how many points a rate still moved from
 * the same day on. None (不足以预测) where nothing is there yet, or where too few years tell.
 */
export function forecast(basis: ForecastBasis): Forecast | undefined {
  const range = rangeOf(basis);
  return range && { ...range, tested: backTest(basis) };
}

function rangeOf({ soFar, place, isRate, own, peers }: ForecastBasis): Omit<Forecast, 'tested'> | undefined {
  if (!isRate && soFar <= 0) return undefined;
  const remainder = (growth: Growth) => remainderOf(growth, place, isRate);
  const ownMoves = own.flatMap(remainder);
  // Years of which nothing was there by this day cannot tell a factor: where they are many, neither can the others.
  if (own.length - ownMoves.length > own.length / 3) return undefined;
  const peerMoves = ownMoves.length >= enoughOwn ? [] : peers.flatMap(remainder);
  const moves = [...ownMoves, ...peerMoves];
  if (moves.length < (peerMoves.length === 0 ? enoughOwn : enoughYears)) return undefined;
  const { middle, reach } = predict(moves);
  const at = (move: number) => (isRate ? clamp(soFar + move, 100) : soFar * Math.exp(Math.max(0, move)));
  return {
    low: at(middle - reach),
    middle: at(middle),
    high: at(middle + reach),
    own: ownMoves.length,
    peers: peerMoves.length,
  };
}

/** What a year still moved from a place on: the logarithm of a factor, or points. */
function remainderOf(growth: Growth, place: number, isRate: boolean): readonly number[] {
  const [then, whole] = [valueAtPlace(growth, place), wholeYear(growth)];
  if (then === undefined || whole === undefined) return [];
  if (isRate) return [whole - then];
  return then > 0 && whole > 0 ? [Math.log(whole / then)] : [];
}

/** Mean of what is to be expected next, and how far from it the next one will be with `confidence`: Student's prediction interval. */
function predict(moves: readonly number[]): { middle: number; reach: number } {
  const count = moves.length;
  const middle = moves.reduce((sum, move) => sum + move, 0) / count;
  const variance = moves.reduce((sum, move) => sum + (move - middle) ** 2, 0) / (count - 1);
  return { middle, reach: studentAt(count - 1) * Math.sqrt(variance * (1 + 1 / count)) };
}

function backTest(basis: ForecastBasis): Forecast['tested'] {
  const outcomes = basis.own.flatMap((growth, at) => {
    const [soFar, whole] = [valueAtPlace(growth, basis.place), wholeYear(growth)];
    if (soFar === undefined || whole === undefined) return [];
    const range = rangeOf({ ...basis, soFar, own: basis.own.filter((_, other) => other !== at) });
    return range ? [whole >= range.low && whole <= range.high] : [];
  });
  return { years: outcomes.length, within: outcomes.filter(Boolean).length };
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));

/** Student's t below which 90 of 100 lie (both tails outside: 80 of 100 within), by degrees of freedom from 1 on. */
const students = [
  3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.35, 1.345, 1.341, 1.337, 1.333,
  1.33, 1.328, 1.325, 1.323, 1.321, 1.319, 1.318, 1.316, 1.315, 1.314, 1.313, 1.311, 1.31,
];

function studentAt(freedom: number): number {
  return students[freedom - 1] ?? 1.303;
}
