import { percentOf } from '#core/commitment/fulfilment.ts';
import { leastOthers } from './band.ts';
import type { Addend } from './total.ts';

/**
 * How much of its consortium's figure a member has a part in, in percent rounded down to 0.01. Who sees its own part alone is told it only where at
 * least five others have a part too: of fewer, what is left beside its own would tell theirs. None of a rate, which is no sum of its members'.
 */
export function memberPart(
  own: Addend | undefined,
  whole: Addend | undefined,
  { others, seesAll }: { others: number; seesAll: boolean },
): string | undefined {
  if (own === undefined || whole === undefined || whole.amount <= 0n || own.base !== undefined) return undefined;
  return seesAll || others >= leastOthers ? percentOf(own.amount, whole.amount) : undefined;
}
