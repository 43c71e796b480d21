import { percentOf } from '#core/commitment/fulfilment.ts';
import { fenOf, yuanText } from '#core/quantity/yuan.ts';

/** What was planned and what became of it, in yuan; `percent` is null where nothing was planned. */
export type Compared = { name: string; planned: string; actual: string; percent: string | null };

/** Plan against actual by name, in the order given, names without either left out; the last row is the sum of all. */
export function comparePlan(
  names: readonly string[],
  rows: readonly { name: string; planned: string; actual: string }[],
): readonly Compared[] {
  const known = names.filter((name) => rows.some((row) => row.name === name));
  const lines = known.map((name) =>
    compared(
      name,
      rows.filter((row) => row.name === name),
    ),
  );
  return [...lines, compared('合计', rows)];
}

function compared(name: string, rows: readonly { planned: string; actual: string }[]): Compared {
  const planned = rows.reduce((sum, row) => sum + fenOf(row.planned), 0n);
  const actual = rows.reduce((sum, row) => sum + fenOf(row.actual), 0n);
  return { name, planned: yuanText(planned), actual: yuanText(actual), percent: shareOf(actual, planned) };
}

/** A part in percent of a whole, both in fen, rounded down to 0.01; null of nothing. */
export function shareOf(part: bigint, whole: bigint): string | null {
  return whole > 0n ? percentOf(part, whole) : null;
}
