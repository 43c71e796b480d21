/** A range of values and how many lie in it: from `from` on, below `to`; of the last, `to` included. */
export type Bin = { from: number; to: number; count: number };

/** How values are spread: bins of one round width that cover all of them, and the quartiles. */
export type Distribution = { bins: readonly Bin[]; quartiles: Quartiles | undefined };

export type Quartiles = { low: number; middle: number; high: number };

const mostBins = 12;

/** Bins whose width is 1, 2 or 5 times a power of ten, at most twelve; no bin where there are no values. */
export function distributionOf(values: readonly number[]): Distribution {
  const sorted = [...values].sort((one, other) => one - other);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return { bins: [], quartiles: undefined };
  const width = roundWidth((most - least) / (mostBins - 1));
  const first = Math.floor(least / width);
  const counts = new Array<number>(Math.floor(most / width) - first + 1).fill(0);
  for (const value of sorted) {
    const at = Math.floor(value / width) - first;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const edge = (at: number) => Number(((first + at) * width).toPrecision(12));
  return {
    bins: counts.map((count, at) => ({ from: edge(at), to: edge(at + 1), count })),
    quartiles: quartilesOf(sorted),
  };
}

/** The three quartiles of values in ascending order, between two of them by their distance; undefined of none. */
export function quartilesOf(sorted: readonly number[]): Quartiles | undefined {
  if (sorted.length === 0) return undefined;
  return { low: quantile(sorted, 0.25), middle: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below = 0, above = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return Number((below + (above - below) * (place - Math.floor(place))).toFixed(6));
}

/** The smallest 1, 2 or 5 times a power of ten that is no smaller. */
function roundWidth(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * power).find((width) => width >= least) ?? power * 10;
}
