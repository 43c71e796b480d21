/** Quartiles of what positions pay, in whole 元 a month: the middle of each position's span. */
export type PayBand = { positions: number; low: number; middle: number; high: number };

/** None where there are fewer than `least` positions: of few, each enterprise's pay could be told. */
export function payBand(pays: readonly { from: number; to: number }[], least: number): PayBand | null {
  if (pays.length === 0 || pays.length < least) return null;
  const middles = pays.map(({ from, to }) => (from + to) / 2).sort((one, other) => one - other);
  return {
    positions: pays.length,
    low: quartile(middles, 1),
    middle: quartile(middles, 2),
    high: quartile(middles, 3),
  };
}

/** Between the two values where none stands exactly there. */
function quartile(sorted: readonly number[], quarter: number): number {
  const place = ((sorted.length - 1) * quarter) / 4;
  const lower = sorted[Math.floor(place)] ?? 0;
  const upper = sorted[Math.ceil(place)] ?? lower;
  return Math.round(lower + (upper - lower) * (place % 1));
}
