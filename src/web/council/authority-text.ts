import type { Seat } from './council-queries.ts';

/** On what an election, a dismissal or a charter rests, in words. */
export function authorityText(authority: Seat['electedBy']): string {
  return authority.kind === 'resolution' ? `决议${authority.number}` : authority.reference;
}
