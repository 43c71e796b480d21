import type { Market } from './market.ts';
import { none, ranksOf } from './place-students.ts';

/**
 * What makes a placement unstable: a position over its quota, a student at a position that it does not wish or that does not rank it, or two who would both rather
 * have each other. Reads market and placement only, so that it judges whoever made it.
 */
export type Instability = {
  kind: 'over-quota' | 'unwished' | 'unranked' | 'blocking';
  /** `none` for a position over its quota. */
  student: number;
  position: number;
};

/** The first thing that makes a placement unstable; nothing where it is stable. `placed` is the position of each student, or `none`. */
export function findInstability(market: Market, placed: Int32Array): Instability | undefined {
  const { wishStart, wishes, quotas } = market;
  const ranks = ranksOf(market);
  const taken = new Uint32Array(quotas.length);
  const lastRanks = new Int32Array(quotas.length).fill(none);
  for (const [student, position] of placed.entries()) {
    if (position === none) continue;
    let wish = wishStart[student] ?? 0;
    while (wish < (wishStart[student + 1] ?? 0) && wishes[wish] !== position) wish++;
    if (wish === wishStart[student + 1]) return { kind: 'unwished', student, position };
    const rank = ranks[wish] ?? none;
    if (rank === none) return { kind: 'unranked', student, position };
    taken[position] = (taken[position] ?? 0) + 1;
    lastRanks[position] = Math.max(lastRanks[position] ?? none, rank);
  }
  const over = taken.findIndex((count, position) => count > (quotas[position] ?? 0));
  if (over !== -1) return { kind: 'over-quota', student: none, position: over };
  for (const [student, own] of placed.entries())
    for (let wish = wishStart[student] ?? 0; wish < (wishStart[student + 1] ?? 0); wish++) {
      const position = wishes[wish] ?? 0;
      if (position === own) break;
      const rank = ranks[wish] ?? none;
      const isFree = (taken[position] ?? 0) < (quotas[position] ?? 0);
      if (rank !== none && (isFree || rank < (lastRanks[position] ?? none)))
        return { kind: 'blocking', student, position };
    }
  return undefined;
}
