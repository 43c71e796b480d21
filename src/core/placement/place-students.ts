import type { Market } from './market.ts';

/** What stands for no position and for no rank. */
export const none = -1;

export type Placement = {
  /** By student: the position it is given, or `none`. */
  placed: Int32Array;
  /** By wish: the student's rank in the ranking of the position wished, from 0, or `none`. */
  ranks: Int32Array;
  /** By position: how many it is given, and the rank of the last of them, or `none`. */
  taken: Uint32Array;
  lastRanks: Int32Array;
};

/**
 * 双选: deferred acceptance (Gale and Shapley 1962). Each student asks for its wishes in order; a position keeps the best of those who asked, as many as its quota,
 * and lets go of the others, who ask further. Of all stable results this is the one in which every student is best off, so that no student gains by telling another
 * list (Roth 1982); it is the same in whatever order they ask. Who is not ranked is not acceptable. Takes time in proportion to the wishes and rankings.
 */
export function placeStudents(market: Market): Placement {
  const { wishStart, wishes, quotas, rankingStart, ranking } = market;
  const ranks = ranksOf(market);
  const placed = new Int32Array(wishStart.length - 1).fill(none);
  const next = wishStart.slice(0, -1);
  const taken = new Uint32Array(quotas.length);
  const lastRanks = new Int32Array(quotas.length).fill(none);
  /** By ranking: 1 where the student at this rank is kept. Once a position is full its last rank only falls, so finding the next last one costs a single walk. */
  const isKept = new Uint8Array(ranking.length);
  for (let first = 0; first < placed.length; first++) {
    for (let student = first; student !== none; ) student = ask(student);
  }
  return { placed, ranks, taken, lastRanks };

  /** Asks for the next wish of a student: who is left without a place by it, or `none`. */
  function ask(student: number): number {
    const wish = next[student] ?? 0;
    if (wish === wishStart[student + 1]) return none;
    next[student] = wish + 1;
    const position = wishes[wish] ?? 0;
    const rank = ranks[wish] ?? none;
    const last = lastRanks[position] ?? none;
    const isFull = (taken[position] ?? 0) >= (quotas[position] ?? 0);
    if (rank === none || (isFull && rank > last)) return student;
    const from = rankingStart[position] ?? 0;
    isKept[from + rank] = 1;
    placed[student] = position;
    if (!isFull) {
      taken[position] = (taken[position] ?? 0) + 1;
      lastRanks[position] = Math.max(last, rank);
      return none;
    }
    isKept[from + last] = 0;
    let lower = last - 1;
    while (!isKept[from + lower]) lower--;
    lastRanks[position] = lower;
    const left = ranking[from + last] ?? 0;
    placed[left] = none;
    return left;
  }
}

/** By wish: the student's rank in the ranking of the position wished, from 0, or `none` where it is not ranked. */
export function ranksOf({ wishStart, wishes, quotas, rankingStart, ranking }: Market): Int32Array {
  const students = wishStart.length - 1;
  const start = new Uint32Array(students + 1);
  for (const student of ranking) start[student + 1] = (start[student + 1] ?? 0) + 1;
  for (let student = 0; student < students; student++)
    start[student + 1] = (start[student + 1] ?? 0) + (start[student] ?? 0);
  const [rankedBy, rankedAs] = [new Uint32Array(ranking.length), new Uint32Array(ranking.length)];
  const free = start.slice();
  for (let position = 0; position < quotas.length; position++) {
    const from = rankingStart[position] ?? 0;
    const to = rankingStart[position + 1] ?? 0;
    for (let at = from; at < to; at++) {
      const student = ranking[at] ?? 0;
      const slot = free[student] ?? 0;
      free[student] = slot + 1;
      rankedBy[slot] = position;
      rankedAs[slot] = at - from;
    }
  }
  const rankAt = new Int32Array(quotas.length).fill(none);
  const ranks = new Int32Array(wishes.length);
  for (let student = 0; student < students; student++) {
    const from = start[student] ?? 0;
    const to = start[student + 1] ?? 0;
    for (let slot = from; slot < to; slot++) rankAt[rankedBy[slot] ?? 0] = rankedAs[slot] ?? 0;
    for (let wish = wishStart[student] ?? 0; wish < (wishStart[student + 1] ?? 0); wish++)
      ranks[wish] = rankAt[wishes[wish] ?? 0] ?? none;
    for (let slot = from; slot < to; slot++) rankAt[rankedBy[slot] ?? 0] = none;
  }
  return ranks;
}
