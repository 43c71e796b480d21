/** What came in and went out in a year, in fen. `carried`: what it began with, null while the year before is not closed. */
export type YearSums = { year: number; carried: bigint | null; received: bigint; paid: bigint };

export type YearBalance = YearSums & { opening: bigint; closing: bigint };

/**
 * What each year began with and what remains of it: opening + received - paid = closing. Until a year is closed, the next stands on what remains of it
 * so far.
 */
export function balancesOf(years: readonly YearSums[]): readonly YearBalance[] {
  let before = 0n;
  return [...years]
    .sort((a, b) => a.year - b.year)
    .map((sums) => {
      const opening = sums.carried ?? before;
      before = opening + sums.received - sums.paid;
      return { ...sums, opening, closing: before };
    });
}
