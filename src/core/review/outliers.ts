import { median } from '#core/quantity/median.ts';

const leastDistance = 15;
const deviations = 3;

/**
 * Which scores stand apart from the others: further from the median than three times the median deviation, and than 15 points. Two scores only
 * differ from each other, so that it takes three.
 */
export function outliersOf(scores: readonly number[]): readonly boolean[] {
  if (scores.length < 3) return scores.map(() => false);
  const middle = median(scores);
  const distances = scores.map((score) => Math.abs(score - middle));
  const limit = Math.max(leastDistance, deviations * median(distances));
  return distances.map((distance) => distance > limit);
}
