type Spot = { positionId: string; memberId: string; place: string };

/** How near two who wished to go together came to each other, the nearest that holds; `not-both` where one of them has no place. */
export type Together = 'same-position' | 'same-enterprise' | 'same-place' | 'apart' | 'not-both';

/**
 * A joint wish 同去意愿 is told and explained, and moves nothing: a placement of couples may have no stable result at all, and one student's rank would come to
 * depend on another's. Whoever wants to be near a friend ranks the positions that lie near first.
 */
export function togetherOf(one: Spot | null, other: Spot | null): Together {
  if (!one || !other) return 'not-both';
  if (one.positionId === other.positionId) return 'same-position';
  if (one.memberId === other.memberId) return 'same-enterprise';
  return one.place === other.place ? 'same-place' : 'apart';
}
