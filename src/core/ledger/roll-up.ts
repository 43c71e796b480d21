import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import type { Fact } from './facts.ts';
import type { Standing } from './join-voices.ts';

/** A sum of facts: the amount and, for a rate, the base; exact decimal texts. `entries` is how many facts stand behind it. */
export type Sum = { amount: string; base: string | undefined; entries: number };

/** A figure of a year with the share of it that both sides vouch for. Disputed entries are told, never counted. */
export type Figure = { counted: Sum; shares: Readonly<Record<Standing, Sum>> };

const nothing: Sum = { amount: '0', base: undefined, entries: 0 };

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
  const figures = new Map<string, Map<number, Figure>>();
  for (const { standing, facts } of entries) {
    for (const fact of facts) {
      const years = figures.get(fact.figure) ?? new Map<number, Figure>();
      figures.set(fact.figure, years);
      years.set(fact.year, addFact(years.get(fact.year), standing, fact));
    }
  }
  return figures;
}

function addFact(figure: Figure | undefined, standing: Standing, fact: Fact): Figure {
  const sum: Sum = { amount: fact.amount, base: fact.base, entries: 1 };
  const shares = figure?.shares ?? { confirmed: nothing, oneSided: nothing, disputed: nothing };
  const counted = figure?.counted ?? nothing;
  return {
    counted: standing === 'disputed' ? counted : addSums(counted, sum),
    shares: { ...shares, [standing]: addSums(shares[standing], sum) },
  };
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
