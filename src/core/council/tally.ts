import type { CharterRules } from './charter.ts';
import { type SeatPresence, spokenFor } from './quorum.ts';

export const choices = ['for', 'against', 'abstain'] as const;
export type Choice = (typeof choices)[number];

export const choiceLabels: Readonly<Record<Choice, string>> = { for: '赞成', against: '反对', abstain: '弃权' };

export const manners = ['open', 'named', 'secret'] as const;
/** Open and named votes are known by seat; only a named one tells who voted what. A secret one is known by nobody. */
export type Manner = (typeof manners)[number];

export const mannerLabels: Readonly<Record<Manner, string>> = {
  open: '公开表决',
  named: '记名投票',
  secret: '无记名投票',
};

/** A seat that may vote, and the one that casts its vote: itself, or whoever speaks for it. */
export type RollSeat = { seatId: string; by: string };

/** `silent`: seats that might have voted and did not. */
export type Tally = Record<Choice | 'silent', number>;

/**
 * Who may vote at this moment, and by whom: whoever is there votes itself and no proxy does for it; who is away, by whoever speaks for it. In writing each seat
 * that is held votes itself. A seat that keeps away from the matter votes neither for itself nor for another.
 */
export function rollOf(
  rules: CharterRules,
  seats: readonly SeatPresence[],
  { recused, isWritten }: { recused: ReadonlySet<string>; isWritten: boolean },
): readonly RollSeat[] {
  const spoken = spokenFor(rules, seats);
  return seats.flatMap(({ seatId, inTerm, present }) => {
    const by = isWritten || present ? seatId : spoken.get(seatId);
    return inTerm && by !== undefined && !recused.has(seatId) && !recused.has(by) ? [{ seatId, by }] : [];
  });
}

/** Counts the votes of the roll's seats, in whatever order they came. */
export function tallyOf(roll: number, cast: readonly Choice[]): Tally {
  const count = (choice: Choice) => cast.filter((each) => each === choice).length;
  return { for: count('for'), against: count('against'), abstain: count('abstain'), silent: roll - cast.length };
}
