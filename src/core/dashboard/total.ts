import { figureValue, type Sum } from '#core/figure/roll-up.ts';
import { decimalText } from '#core/quantity/decimal.ts';

/** What one consortium has of a figure in a year: whole numbers of 10⁻⁶ units; a rate also has a base. */
export type Addend = { amount: bigint; base: bigint | undefined; entries: number; confirmed: number };

/** What many have together; `consortia` is how many have anything of it. */
export type Total = Addend & { consortia: number };

/** The sum of those that are there. A rate's amounts and bases are added each by itself: its value is that of the whole, not a mean of rates. */
export function totalOf(addends: Iterable<Addend | undefined>): Total {
  const total: Total = { amount: 0n, base: undefined, entries: 0, confirmed: 0, consortia: 0 };
  for (const addend of addends) {
    if (addend === undefined) continue;
    total.amount += addend.amount;
    if (addend.base !== undefined) total.base = (total.base ?? 0n) + addend.base;
    total.entries += addend.entries;
    total.confirmed += addend.confirmed;
    total.consortia += 1;
  }
  return total;
}

/** The same as decimal texts, with the value that is shown. */
export function totalText(total: Addend): Sum & { value: string | undefined } {
  const { amount, base, entries } = total;
  const sum = { amount: decimalText(amount), base: base === undefined ? undefined : decimalText(base), entries };
  return { ...sum, value: figureValue(sum) };
}

/** The value that is shown, as a number to compare and to draw; nothing is ever added up of these. */
export function shownValue(addend: Addend | undefined): number | undefined {
  if (addend === undefined) return undefined;
  const { value } = totalText(addend);
  return value === undefined ? undefined : Number(value);
}
