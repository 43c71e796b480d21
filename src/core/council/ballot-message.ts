import type { Choice } from './tally.ts';

/** What a secret ballot's own key signs: its choice in this vote, and in no other. */
export function ballotMessage(voteId: string, choice: Choice): string {
  return `lianheti ballot\n${voteId}\n${choice}`;
}
