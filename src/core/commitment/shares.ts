import { decimalOf, decimalPlaces, decimalText } from '#core/quantity/decimal.ts';

export type Share = { memberId: string; value: string };

/** Why a split cannot stand: a member named twice or nobody's, a value that the figure cannot have, or more in all than was promised (`by` how much). */
export type SplitFault = { fault: 'twice' | 'unknown' | 'value'; memberId: string } | { fault: 'too-much'; by: string };

/** What a commitment's shares leave with the consortium itself: with them it is always the whole. Negative where they are too many. */
export function restOf(committed: string, shares: readonly Pick<Share, 'value'>[]): string {
  return decimalText(shares.reduce((rest, { value }) => rest - decimalOf(value), decimalOf(committed)));
}

/** What is wrong with a split, the first fault first. `decimals`: digits that the figure may have after the point. */
export function splitFault(
  committed: string,
  shares: readonly Share[],
  { isMember, decimals }: { isMember: (id: string) => boolean; decimals: number },
): SplitFault | undefined {
  const named = new Set<string>();
  for (const { memberId, value } of shares) {
    if (named.has(memberId)) return { fault: 'twice', memberId };
    if (!isMember(memberId)) return { fault: 'unknown', memberId };
    if (!isValueOf(value, decimals)) return { fault: 'value', memberId };
    named.add(memberId);
  }
  const rest = decimalOf(restOf(committed, shares));
  return rest < 0n ? { fault: 'too-much', by: decimalText(-rest) } : undefined;
}

/** Whether a decimal text has no more digits after the point than a figure may have. */
export function isValueOf(value: string, decimals: number): boolean {
  return decimalPlaces(Number(value)) <= decimals;
}
