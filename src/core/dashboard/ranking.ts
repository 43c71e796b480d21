/** A place among others; whoever has no value has none. */
export type Ranked<T> = T & { rank: number | undefined };

/**
 * The highest first; equal values share the rank of the first of them, and the next is counted on from all before it: 1, 2, 2, 4. Those without a
 * value stand at the end. Among equals, the order stays as given.
 */
export function ranked<T extends { value: number | undefined }>(rows: readonly T[]): readonly Ranked<T>[] {
  const sorted = [...rows].sort((one, other) => (other.value ?? -Infinity) - (one.value ?? -Infinity) || 0);
  let rank = 0;
  let before: number | undefined;
  return sorted.map((row, at) => {
    if (row.value !== before) rank = at + 1;
    before = row.value;
    return { ...row, rank: row.value === undefined ? undefined : rank };
  });
}
