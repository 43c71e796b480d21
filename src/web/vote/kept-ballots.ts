import type { Choice } from '#core/council/tally.ts';
import type { PreparedBallot } from './secret-ballot.ts';

/** A secret ballot on this device alone, from before it is signed until it is found among those counted. */
export type KeptBallot = { seatId: string; prepared: PreparedBallot; signed?: string; choice?: Choice; isCast?: true };

const nameOf = (voteId: string, seatId: string) => `lianheti ballot ${voteId} ${seatId}`;

export function readBallot(voteId: string, seatId: string): KeptBallot | undefined {
  const kept = localStorage.getItem(nameOf(voteId, seatId));
  return kept === null ? undefined : JSON.parse(kept);
}

export function keepBallot(voteId: string, ballot: KeptBallot): void {
  localStorage.setItem(nameOf(voteId, ballot.seatId), JSON.stringify(ballot));
}

/** Ballots of a vote that this device cast. */
export function ballotsOf(voteId: string): KeptBallot[] {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(nameOf(voteId, '')))
    .map((name) => JSON.parse(localStorage.getItem(name) ?? '{}'));
}
