import type { CharterMajority } from './charter.ts';
import type { Tally } from './tally.ts';
import { fewest } from './threshold.ts';

/** What a vote came to, and by what: `needed` votes for it of `base` seats that count. */
export type Decision = { isCarried: boolean; base: number; needed: number; isTied: boolean };

/** What a vote is held by, fixed when it is opened. */
export type VoteRules = Pick<CharterMajority, 'of' | 'threshold'> & {
  /** Seats that are held, without those that must keep away from the matter: they count in nothing. */
  seats: number;
  /** In writing, only who answered is there. */
  isWritten: boolean;
};

/** Decides by the charter's majority. Who is there and lets the vote go by counts among those present; nothing is carried by nobody. */
export function decideMotion({ of, threshold, seats, isWritten }: VoteRules, tally: Tally): Decision {
  const { for: yes, against, abstain, silent } = tally;
  const base = of === 'all' ? seats : yes + against + abstain + (isWritten ? 0 : silent);
  const needed = Math.max(1, fewest(threshold, base));
  return { isCarried: yes >= needed, base, needed, isTied: yes > 0 && yes === against };
}
