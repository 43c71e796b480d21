import type { Candidates } from './candidates.ts';

/** What an expert's time is said to cost, and how much a hundredth of an application's sum is said to be worth beside its own value. */
export type Prices = { experts: Float64Array; applications: Float64Array };

/** An upper bound for every solution, and what it falls by when a candidate is decided against it. */
export type Bound = {
  value: number;
  /** The sum of the applications' prices, as they were cut. */
  weight: number;
  /** By candidate: how much the bound falls if it is taken (negative sign: if it is left out). */
  losses: Float64Array;
};

/**
 * Bounds Σ worth of the taken candidates + Σ prices.applications[a] × (sum of fits of a) from above, for every assignment that keeps the loads:
 * with any prices at all, each application takes its best candidates at those prices, and each expert's whole load is paid for (Lagrange). Good
 * prices come from a linear program; the bound is true for bad ones too. It is computed without rounding: prices are cut to binary
 * fractions that are short enough for every sum to be exact.
 */
export function boundOf(candidates: Candidates, worth: Float64Array, prices: Prices): Bound {
  const { readers, applications, loads, start, expert, application, fit, forced } = candidates;
  const fine = fineness(candidates, worth, prices);
  const cut = (price: number) => Math.max(0, Math.round(price * fine) / fine);
  const costs = prices.experts.map(cut);
  const weights = prices.applications.map(cut);
  const net = worth.map(
    (own, pair) => own + (weights[application[pair] ?? 0] ?? 0) * (fit[pair] ?? 0) - (costs[expert[pair] ?? 0] ?? 0),
  );
  let value = costs.reduce((sum, cost, e) => sum + cost * (loads[e] ?? 0), 0);
  const losses = new Float64Array(net.length);
  for (let a = 0; a < applications; a++) {
    const own = Array.from({ length: (start[a + 1] ?? 0) - (start[a] ?? 0) }, (_, at) => (start[a] ?? 0) + at);
    const must = own.filter((pair) => forced[pair]);
    const may = own.filter((pair) => !forced[pair]).sort((p, q) => (net[q] ?? 0) - (net[p] ?? 0));
    const free = readers - must.length;
    const last = net[may[free - 1] ?? -1] ?? Number.POSITIVE_INFINITY;
    const next = net[may[free] ?? -1] ?? Number.NEGATIVE_INFINITY;
    for (const pair of must) value += net[pair] ?? 0;
    for (const pair of must) losses[pair] = Number.NEGATIVE_INFINITY;
    may.forEach((pair, at) => {
      const own = net[pair] ?? 0;
      if (at < free) value += own;
      losses[pair] = at < free ? next - own : last - own;
    });
  }
  return { value, weight: weights.reduce((sum, weight) => sum + weight, 0), losses };
}

/** A power of two so that whole numbers of its inverse add up below 2⁵², where doubles are exact. */
function fineness({ readers, applications, loads, fit }: Candidates, worth: Float64Array, prices: Prices): number {
  const most = (values: ArrayLike<number>) => Array.prototype.reduce.call(values, larger, 0) as number;
  const perPair = most(worth) + most(prices.applications) * most(fit) + most(prices.experts);
  const places = applications * readers + loads.reduce((sum, load) => sum + load, 0);
  const exponent = Math.floor(Math.log2(2 ** 51 / ((perPair + 1) * (places + 1))));
  return 2 ** Math.min(Math.max(exponent, 0), 40);
}

const larger = (a: unknown, b: unknown) => Math.max(Number(a), Math.abs(Number(b)));
