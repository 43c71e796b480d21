import type { Market } from './market.ts';
import { none, type Placement } from './place-students.ts';

/**
 * What became of a wish: given; not ranked by the position; a position that takes nobody; full with others whom it ranked before; or never asked for, since an
 * earlier wish was given.
 */
export type WishOutcome = 'given' | 'not-ranked' | 'no-places' | 'others-before' | 'not-asked';

/** A wish in the student's order. Ranks count from 1; `lastRank` is that of the last one the position took, null where it took nobody. */
export type ExplainedWish = {
  position: number;
  outcome: WishOutcome;
  rank: number | null;
  lastRank: number | null;
  quota: number;
};

/** What became of each wish of a student, in its order: told from the result alone. */
export function explainWishes(market: Market, placement: Placement, student: number): readonly ExplainedWish[] {
  const { wishStart, wishes, quotas } = market;
  const own = placement.placed[student] ?? none;
  const explained: ExplainedWish[] = [];
  let isGiven = false;
  for (let wish = wishStart[student] ?? 0; wish < (wishStart[student + 1] ?? 0); wish++) {
    const position = wishes[wish] ?? 0;
    const rank = placement.ranks[wish] ?? none;
    const quota = quotas[position] ?? 0;
    const outcome = isGiven ? 'not-asked' : position === own ? 'given' : whyNot(rank, quota);
    isGiven ||= position === own;
    const lastRank = countedFromOne(placement.lastRanks[position] ?? none);
    explained.push({ position, outcome, rank: countedFromOne(rank), lastRank, quota });
  }
  return explained;
}

/** What became of a ranked student: came; did not wish the position; was given an earlier wish; or the places went to others ranked before it. */
export type RankedOutcome = 'given' | 'did-not-wish' | 'placed-before' | 'others-before';

/** What became of each student that a position ranked, in its order. */
export function explainRanking(
  market: Market,
  placement: Placement,
  position: number,
): readonly { student: number; outcome: RankedOutcome }[] {
  const { wishStart, wishes, rankingStart, ranking } = market;
  const ranked = ranking.subarray(rankingStart[position], rankingStart[position + 1]);
  return Array.from(ranked, (student) => {
    const own = placement.placed[student] ?? none;
    if (own === position) return { student, outcome: 'given' as const };
    const wished = wishes.subarray(wishStart[student], wishStart[student + 1]);
    const [here, there] = [wished.indexOf(position), own === none ? none : wished.indexOf(own)];
    if (here === none) return { student, outcome: 'did-not-wish' as const };
    return {
      student,
      outcome: there !== none && there < here ? ('placed-before' as const) : ('others-before' as const),
    };
  });
}

const whyNot = (rank: number, quota: number): WishOutcome =>
  rank === none ? 'not-ranked' : quota === 0 ? 'no-places' : 'others-before';

const countedFromOne = (rank: number) => (rank === none ? null : rank + 1);
