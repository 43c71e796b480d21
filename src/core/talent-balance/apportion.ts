/**
 * Divides whole people by weights: the parts' sum is the total, and each is within one of its exact share. What is left over goes to the largest remainders, of
 * equal ones to the first. Without any weight the parts are equal; without any part nobody is divided, and the answer is empty.
 */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0)
    return weights.length === 0
      ? []
      : apportion(
          total,
          weights.map(() => 1),
        );
  // Whole numbers throughout: a share is `total * weight` parts of `sum`.
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  const rests = weights.map((weight, at) => ({ at, rest: total * weight - (parts[at] ?? 0) * sum }));
  const left = total - parts.reduce((all, part) => all + part, 0);
  const favoured = new Set(
    rests
      .sort((one, other) => other.rest - one.rest || one.at - other.at)
      .slice(0, left)
      .map(({ at }) => at),
  );
  return parts.map((part, at) => part + (favoured.has(at) ? 1 : 0));
}
