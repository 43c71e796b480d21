/**
 * How many of a whole are enough: a number of them, or `part` of every `of`. 以上 reaches the share itself, 超过 needs more: half of
 * twelve is six of 二分之一以上 and seven of 过半数.
 */
export type Threshold = { count: number } | { part: number; of: number; isExceeded: boolean };

/** The fewest that reach it. A share of nothing is reached by none; what only all and one more would reach, by nobody (`Infinity`). */
export function fewest(threshold: Threshold, whole: number): number {
  if ('count' in threshold) return threshold.count;
  const { part, of } = threshold;
  const least = threshold.isExceeded ? Math.floor((whole * part) / of) + 1 : Math.ceil((whole * part) / of);
  if (whole === 0) return 0;
  return least > whole ? Number.POSITIVE_INFINITY : least;
}

/** `三分之二以上`, `超过二分之一`, `不少于2人`, as a charter says it. */
export function thresholdText(threshold: Threshold, unit = '人'): string {
  if ('count' in threshold) return `不少于${threshold.count}${unit}`;
  const { part, of } = threshold;
  if (part === of) return '全体';
  const share = `${chinese(of)}分之${chinese(part)}`;
  if (!threshold.isExceeded) return `${share}以上`;
  return part * 2 === of ? '过半数' : `超过${share}`;
}

function chinese(number: number): string {
  return '零一二三四五六七八九十'[number] ?? String(number);
}

/** The shares that charters use. */
export const usualThresholds: readonly Threshold[] = [
  { part: 1, of: 2, isExceeded: true },
  { part: 1, of: 2, isExceeded: false },
  { part: 2, of: 3, isExceeded: false },
  { part: 3, of: 4, isExceeded: false },
  { part: 1, of: 1, isExceeded: false },
];
