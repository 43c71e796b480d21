import { type PayBand, payBand } from './pay-band.ts';
import { type Piece, piecesOf, type YearPieces } from './pieces.ts';
import type { TalentRecords } from './talent-records.ts';

export const balanceSides = ['occupation', 'industry', 'level'] as const;
/** By what supply is set against demand. */
export type BalanceSide = (typeof balanceSides)[number];

/** People; `coverage` in percent, supply of demand, rounded down. */
export type BalanceCount = {
  demand: number;
  supply: number;
  gap: number;
  surplus: number;
  coverage: number | null;
};

/**
 * A line of the balance; `key` is the occupation, the industry or the level, empty where nobody said. Of a demand that any level serves, gap, surplus and
 * coverage say nothing and are null.
 */
export type BalanceRow = {
  key: string;
  demand: number;
  supply: number;
  gap: number | null;
  surplus: number | null;
  coverage: number | null;
  /** The year before. */
  before: { demand: number; supply: number };
  pay: PayBand | null;
};

export type BalanceRules = {
  /** What a position says that takes any level. */
  anyLevel: string;
  /** Of fewer positions no pay is told. */
  leastPositions: number;
};

export type Balance = { year: number; total: BalanceCount; before: BalanceCount; rows: readonly BalanceRow[] };

/** Supply against demand of a year, the largest gap first. */
export function balanceOf(records: TalentRecords, side: BalanceSide, year: number, rules: BalanceRules): Balance {
  const [now, before] = [piecesOf(records, year), piecesOf(records, year - 1)];
  const sums = { demand: sumBy(now.demand, side), supply: sumBy(now.supply, side) };
  const sumsBefore = { demand: sumBy(before.demand, side), supply: sumBy(before.supply, side) };
  const keys = new Set([...Object.values(sums), ...Object.values(sumsBefore)].flatMap((sum) => [...sum.keys()]));
  const pays = Map.groupBy(
    records.jobs.filter((job) => job.year === year && job.pay !== null),
    (job) => (side === 'industry' ? (records.industryOf.get(job.memberId) ?? '') : job[side]),
  );
  const rows = [...keys].map((key): BalanceRow => {
    const counted = countOf(sums.demand.get(key) ?? 0, sums.supply.get(key) ?? 0);
    const told = side === 'level' && key === rules.anyLevel ? { gap: null, surplus: null, coverage: null } : {};
    return {
      key,
      ...counted,
      ...told,
      before: { demand: sumsBefore.demand.get(key) ?? 0, supply: sumsBefore.supply.get(key) ?? 0 },
      pay: payBand(
        (pays.get(key) ?? []).flatMap(({ pay }) => pay ?? []),
        rules.leastPositions,
      ),
    };
  });
  return { year, total: totalOf(now), before: totalOf(before), rows: rows.sort(byGap) };
}

export function countOf(demand: number, supply: number): BalanceCount {
  return {
    demand,
    supply,
    gap: Math.max(0, demand - supply),
    surplus: Math.max(0, supply - demand),
    coverage: demand === 0 ? null : Math.floor((100 * supply) / demand),
  };
}

function totalOf({ demand, supply }: YearPieces): BalanceCount {
  const sum = (pieces: readonly Piece[]) => pieces.reduce((all, { count }) => all + count, 0);
  return countOf(sum(demand), sum(supply));
}

function sumBy(pieces: readonly Piece[], side: BalanceSide): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const piece of pieces) sums.set(piece[side], (sums.get(piece[side]) ?? 0) + piece.count);
  return sums;
}

/** What nobody named stands last. */
function byGap(one: BalanceRow, other: BalanceRow): number {
  if ((one.key === '') !== (other.key === '')) return one.key === '' ? 1 : -1;
  return (
    (other.gap ?? 0) - (one.gap ?? 0) ||
    (other.surplus ?? 0) - (one.surplus ?? 0) ||
    other.demand - one.demand ||
    (one.key < other.key ? -1 : 1)
  );
}
