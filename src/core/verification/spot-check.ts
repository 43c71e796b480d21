/** What speaks against taking an entry on trust, in the order in which it weighs. */
export type Risk = 'disputed' | 'no-evidence' | 'one-sided' | 'outsized' | 'late' | 'warned';

export const riskLabels: Readonly<Record<Risk, string>> = {
  disputed: '双方有争议',
  'no-evidence': '没有证据材料',
  'one-sided': '仅一方填报',
  outsized: '占该项数据的一成以上',
  late: '提交前七天内才填报',
  warned: '填报时有提醒',
};

const weights: Readonly<Record<Risk, number>> = {
  disputed: 8,
  'no-evidence': 4,
  'one-sided': 4,
  outsized: 3,
  late: 2,
  warned: 1,
};

export type Checkable = { id: string; risks: readonly Risk[] };
export type Sampled = Checkable & { how: 'risk' | 'random' };

/** How much speaks against an entry. */
export function riskOf({ risks }: Checkable): number {
  return risks.reduce((sum, risk) => sum + weights[risk], 0);
}

/**
 * Which entries to look at: the `atRisk` riskiest first, then `random` of the others, in the order of their digests with the seed. Anyone with
 * the seed and the ids draws the same again; nobody who fixes the entries before the seed is known can choose what is drawn.
 * `digest` is SHA-256 of a text, hexadecimal.
 */
export function planSpotCheck(
  entries: readonly Checkable[],
  { atRisk, random, seed }: { atRisk: number; random: number; seed: string },
  digest: (text: string) => string,
): readonly Sampled[] {
  const byRisk = entries
    .filter((entry) => entry.risks.length > 0)
    .sort((one, other) => riskOf(other) - riskOf(one) || (one.id < other.id ? -1 : 1))
    .slice(0, atRisk);
  const taken = new Set(byRisk.map(({ id }) => id));
  const drawn = entries
    .filter(({ id }) => !taken.has(id))
    .map((entry) => ({ entry, key: digest(`${seed}:${entry.id}`) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .slice(0, random)
    .map(({ entry }) => entry);
  return [
    ...byRisk.map((entry): Sampled => ({ ...entry, how: 'risk' })),
    ...drawn.map((entry): Sampled => ({ ...entry, how: 'random' })),
  ];
}
