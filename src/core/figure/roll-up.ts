import type { Fact } from '#core/ledger/facts.ts';
import type { Standing } from '#core/ledger/join-voices.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';

/** A sum of facts: the amount and, for a rate, the base; exact decimal texts. `entries` is how many facts stand behind it. */
export type Sum = { amount: string; base: string | undefined; entries: number };

/** A figure of a year with the share of it that both sides vouch for. Disputed entries are told, never counted. */
export type Figure = { counted: Sum; shares: Readonly<Record<Standing, Sum>> };

export function addSums(a: Sum, b: Sum): Sum {
  return {
    amount: addTexts(a.amount, b.amount),
    base: a.base === undefined ? b.base : b.base === undefined ? a.base : addTexts(a.base, b.base),
    entries: a.entries + b.entries,
  };
}

/** All figures of a set of entries' facts, by figure id and year. The order of the entries never matters. */
export function rollUp(
  entries: Iterable<{ standing: Standing; facts: readonly Fact[] }>,
): ReadonlyMap<string, ReadonlyMap<number, Figure>> {
  const figures = new Map<string, Map<number, Tallies>>();
  for (const { standing, facts } of entries) {
    for (const fact of facts) {
      const years = figures.get(fact.figure) ?? new Map<number, Tallies>();
      figures.set(fact.figure, years);
      const tallies = years.get(fact.year) ?? noTallies();
      years.set(fact.year, tallies);
      addFact(tallies[standing], fact);
    }
  }
  return new Map(
    [...figures].map(([figure, years]) => [
      figure,
      new Map([...years].map(([year, tallies]) => [year, figureOf(tallies)])),
    ]),
  );
}

/** Sums as they grow: a hundred thousand entries have a million facts, and a text for each sum on the way would cost more than all of them. */
type Tally = { amount: bigint; base: bigint | undefined; entries: number };
type Tallies = Readonly<Record<Standing, Tally>>;

const noTally = (): Tally => ({ amount: 0n, base: undefined, entries: 0 });
const noTallies = (): Tallies => ({ confirmed: noTally(), oneSided: noTally(), disputed: noTally() });

function addFact(tally: Tally, { amount, base }: Fact): void {
  tally.amount += decimalOf(amount);
  if (base !== undefined) tally.base = (tally.base ?? 0n) + decimalOf(base);
  tally.entries++;
}

function figureOf(tallies: Tallies): Figure {
  const shares = {
    confirmed: sumOf(tallies.confirmed),
    oneSided: sumOf(tallies.oneSided),
    disputed: sumOf(tallies.disputed),
  };
  return { counted: addSums(shares.confirmed, shares.oneSided), shares };
}

function sumOf({ amount, base, entries }: Tally): Sum {
  return { amount: decimalText(amount), base: base === undefined ? undefined : decimalText(base), entries };
}

/**
 * The value that is shown and taken over: the amount, or for a rate Σ amount ÷ Σ base × 100, rounded half up to 0.01. None where nothing was counted, or where
 * the base is 0.
 */
export function figureValue({ amount, base, entries }: Sum): string | undefined {
  if (entries === 0) return undefined;
  if (base === undefined) return amount;
  const whole = decimalOf(base);
  if (whole === 0n) return undefined;
  const hundredths = (decimalOf(amount) * 20_000n + whole) / (2n * whole);
  return decimalText(hundredths * 10_000n);
}

function addTexts(a: string, b: string): string {
  return decimalText(decimalOf(a) + decimalOf(b));
}
