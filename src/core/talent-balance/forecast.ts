import { piecesOf } from './pieces.ts';
import type { TalentRecords } from './talent-records.ts';

export type ForecastRules = {
  /** How many years it looks ahead. */
  ahead: number;
  /** Years that a trend needs. */
  leastYears: number;
  /** Errors of the back-test, of all occupations at one distance, that a span is drawn from. */
  leastErrors: number;
  /** What is left of the trend a year on, between 0 and 1. */
  damping: number;
  /** Of how many of a hundred back-tests the span held the truth. */
  percent: number;
};

/** What the back-test found at one distance: mean errors in people, of the damped trend and of the year before said again. */
export type BackTest = { ahead: number; cases: number; trend: number; naive: number };

export type ForecastYear = { year: number; value: number; span: { from: number; to: number } | null };
export type DemandForecast = { occupation: string; past: readonly number[]; years: readonly ForecastYear[] };

/** `method` is that of the smaller error: a trend that foretells no better than the year before is not used. */
export type Forecasts = {
  years: readonly number[];
  method: 'trend' | 'naive';
  /** Why there is no trend or no span, said plainly. */
  lacks: 'nothing' | 'years' | 'cases' | null;
  tests: readonly BackTest[];
  occupations: readonly DemandForecast[];
};

/**
 * Foretells demand of each occupation from its past years up to `year`, as the records have it: the last value and a trend that fades. Each past year is foretold
 * from those before it, and the errors so made are the span.
 */
export function forecastDemand(records: TalentRecords, year: number, rules: ForecastRules): Forecasts {
  const { years, series } = pastDemand(records, year);
  const tests = Array.from({ length: rules.ahead }, (_, at) => backTest([...series.values()], at + 1, rules));
  const tried = tests.filter(({ errors }) => errors.length > 0);
  const isTrend =
    tried.length > 0 &&
    tried.reduce((sum, { trend }) => sum + trend, 0) < tried.reduce((sum, { naive }) => sum + naive, 0);
  const method = isTrend ? 'trend' : 'naive';
  const lacks =
    years.length === 0
      ? 'nothing'
      : years.length <= rules.leastYears
        ? 'years'
        : (tests[0]?.errors.length ?? 0) < rules.leastErrors
          ? 'cases'
          : null;
  return {
    years,
    method,
    lacks,
    tests: tried.map(({ ahead, errors, trend, naive }) => ({ ahead, cases: errors.length, trend, naive })),
    occupations: [...series].map(([occupation, past]) => ({
      occupation,
      past,
      years: tests.map(({ ahead, errors }) => {
        const value = Math.round(foretold(past, ahead, method, rules.damping));
        const relative = errors.map((error) => error[method]);
        const width = relative.length < rules.leastErrors ? null : quantile(relative, rules.percent);
        return { year: year + ahead, value, span: width === null ? null : spanOf(value, past, width) };
      }),
    })),
  };
}

/** Demand by occupation for each year from the first that has any up to `year`; a year between without any is one of none. */
function pastDemand(records: TalentRecords, year: number) {
  const all = [...records.forecasts, ...records.jobs].map((record) => record.year).filter((each) => each <= year);
  const first = all.length === 0 ? year + 1 : Math.min(...all);
  const years = Array.from({ length: year + 1 - first }, (_, at) => first + at);
  const series = new Map<string, number[]>();
  years.forEach((each, at) => {
    for (const { occupation, count } of piecesOf(records, each).demand) {
      const values = series.get(occupation) ?? years.map(() => 0);
      series.set(occupation, values);
      values[at] = (values[at] ?? 0) + count;
    }
  });
  series.delete('');
  return { years, series };
}

/** `ahead` years after the last of a series: never below nothing. */
export function foretold(past: readonly number[], ahead: number, method: 'trend' | 'naive', damping: number): number {
  const last = past.at(-1) ?? 0;
  const first = past[0] ?? 0;
  if (method === 'naive' || past.length < 2) return last;
  const slope = (last - first) / (past.length - 1);
  let faded = 0;
  for (let step = 1; step <= ahead; step++) faded += damping ** step;
  return Math.max(0, last + slope * faded);
}

type TestError = { trend: number; naive: number };

/** Each year of each series foretold from those before it. Errors are of the last known value; means are in people. */
function backTest(series: readonly (readonly number[])[], ahead: number, { leastYears, damping }: ForecastRules) {
  const cases = series.flatMap((values) =>
    Array.from({ length: Math.max(0, values.length - leastYears - ahead + 1) }, (_, at) => {
      const known = values.slice(0, leastYears + at);
      const truth = values[leastYears + at + ahead - 1] ?? 0;
      const missed = (method: 'trend' | 'naive') => Math.abs(foretold(known, ahead, method, damping) - truth);
      return { scale: scaleOf(known), trend: missed('trend'), naive: missed('naive') };
    }),
  );
  const meanOf = (method: 'trend' | 'naive') =>
    cases.length === 0 ? 0 : Math.round((10 * cases.reduce((sum, each) => sum + each[method], 0)) / cases.length) / 10;
  return {
    ahead,
    errors: cases.map(({ scale, trend, naive }): TestError => ({ trend: trend / scale, naive: naive / scale })),
    trend: meanOf('trend'),
    naive: meanOf('naive'),
  };
}

const scaleOf = (known: readonly number[]) => Math.max(1, known.at(-1) ?? 0);

function spanOf(value: number, past: readonly number[], width: number) {
  const reach = width * scaleOf(past);
  return { from: Math.max(0, Math.floor(value - reach)), to: Math.ceil(value + reach) };
}

/** The smallest value that at least `percent` of a hundred do not exceed. */
function quantile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}
