import { daysBetween, yearOf } from '#core/quantity/calendar.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { type EntryValues, membersIn } from './entry.ts';
import type { Condition, FigureRule, LedgerBook, LedgerKind, Measure } from './kind.ts';

/** What an entry adds to a figure of a year. `base` is the denominator's part of a rate. Decimal texts. */
export type Fact = { figure: string; year: number; amount: string; base?: string };

/** What else facts depend on: the category of a member, for figures split by it. */
export type FactContext = { categoryOf: (member: string) => string | undefined };

/**
 * What one entry adds to each figure of each year that the book keeps. Pure: the entry's values decide, and nothing else. A value that a
 * rule needs and that is not there makes no fact.
 */
export function factsOf(
  book: LedgerBook,
  kind: LedgerKind,
  values: EntryValues,
  context: FactContext,
): readonly Fact[] {
  return yearsOf(book, kind, values).flatMap((year) =>
    kind.figures.flatMap((rule) => {
      if (rule.where && !rule.where.some((group) => holdAll(group, values, year))) return [];
      const counted = measure(rule.measure, values, year);
      if (!counted) return [];
      return figureIds(rule, values, context).map((figure) => ({ figure, year, ...counted }));
    }),
  );
}

/** A fact of several years that stand side by side: `[figure, first year, last year, amount, base]`. */
export type FactRange = readonly [figure: string, from: number, to: number, amount: string, base: string | null];

/** Facts as they are kept: equal ones of years that follow each other in one. */
export function factRanges(facts: readonly Fact[]): readonly FactRange[] {
  const ranges: FactRange[] = [];
  const latest = new Map<string, number>();
  for (const { figure, year, amount, base = null } of facts) {
    const at = latest.get(figure);
    const before = at === undefined ? undefined : ranges[at];
    if (at !== undefined && before && before[2] === year - 1 && before[3] === amount && before[4] === base) {
      ranges[at] = [figure, before[1], year, amount, base];
    } else {
      latest.set(figure, ranges.length);
      ranges.push([figure, year, year, amount, base]);
    }
  }
  return ranges;
}

/** Inverse of `factRanges`, but for the order of the facts. */
export function factsOfRanges(ranges: readonly FactRange[]): readonly Fact[] {
  return ranges.flatMap(([figure, from, to, amount, base]) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({
      figure,
      year: from + index,
      amount,
      ...(base === null ? {} : { base }),
    })),
  );
}

/** The data years of an entry, within those the book keeps. */
export function yearsOf(book: LedgerBook, kind: LedgerKind, values: EntryValues): readonly number[] {
  const { first, last } = book.years;
  const span = spanOf(kind.years, values);
  if (!span) return [];
  const [from, to] = [Math.max(span[0], first), Math.min(span[1], last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function spanOf(rule: LedgerKind['years'], values: EntryValues): readonly [number, number] | undefined {
  switch (rule.rule) {
    case 'inForce': {
      const from = yearOf(values[rule.from]);
      const ended = values[rule.to];
      const to = yearOf(ended);
      if (from === undefined) return undefined;
      // In force on 31 December itself still counts that year.
      return [from, to === undefined ? Number.POSITIVE_INFINITY : String(ended).endsWith('-12-31') ? to : to - 1];
    }
    case 'during': {
      const from = yearOf(values[rule.from]);
      return from === undefined ? undefined : [from, yearOf(values[rule.to]) ?? Number.POSITIVE_INFINITY];
    }
    case 'on': {
      const year = yearOf(values[rule.day]);
      return year === undefined ? undefined : [year, year];
    }
    case 'year': {
      const year = values[rule.field];
      return typeof year === 'number' ? [year, year] : undefined;
    }
  }
}

function measure(rule: Measure, values: EntryValues, year: number): { amount: string; base?: string } | undefined {
  switch (rule.type) {
    case 'one':
      return { amount: '1' };
    case 'sum':
      return amountOf(numberIn(values, rule.field));
    case 'product': {
      const [first, second] = rule.of.map((field) => numberIn(values, field));
      return first === undefined || second === undefined ? undefined : amountOf(multiply(first, second));
    }
    case 'months': {
      const months = monthsWithin(values[rule.from], values[rule.to], year);
      const times = rule.times === undefined ? decimalOf(1) : numberIn(values, rule.times);
      return months === undefined || times === undefined ? undefined : amountOf(multiply(months, times));
    }
    case 'rate': {
      const base = rule.whole === 'one' ? decimalOf(1) : numberIn(values, rule.whole.field);
      const part =
        'field' in rule.part
          ? numberIn(values, rule.part.field)
          : decimalOf(holdAll(rule.part.where, values, year) ? 1 : 0);
      return base === undefined || part === undefined
        ? undefined
        : { amount: decimalText(part), base: decimalText(base) };
    }
  }
}

function figureIds(rule: FigureRule, values: EntryValues, context: FactContext): readonly string[] {
  if (rule.split === undefined) return [rule.figure];
  const categories = membersIn(values, rule.split).map(context.categoryOf);
  return [
    rule.figure,
    ...categories.flatMap((category) => (category === undefined ? [] : [`${rule.figure}.${category}`])),
  ];
}

function holdAll(conditions: readonly Condition[], values: EntryValues, year: number): boolean {
  return conditions.every((condition) => holds(condition, values, year));
}

function holds(condition: Condition, values: EntryValues, year: number): boolean {
  const value = values[condition.field];
  if (value === undefined) return false;
  if ('is' in condition) return value === condition.is;
  if ('atLeast' in condition) return (numberIn(values, condition.field) ?? -1n) >= decimalOf(condition.atLeast);
  const limit = condition.notAfter === 'yearEnd' ? `${year}-12-31` : values[condition.notAfter];
  return limit !== undefined && String(value) <= String(limit);
}

/** Months of an entry within a year: days, both ends counted, ÷ 30, rounded half up to 0.1. In units of 10⁻⁶. */
function monthsWithin(
  from: EntryValues[string] | undefined,
  to: EntryValues[string] | undefined,
  year: number,
): bigint | undefined {
  if (typeof from !== 'string') return undefined;
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const begin = from > first ? from : first;
  const end = typeof to === 'string' && to < last ? to : last;
  const days = daysBetween(begin, end) + 1;
  return days <= 0 ? undefined : BigInt(Math.floor((2 * days + 3) / 6)) * 100_000n;
}

function numberIn(values: EntryValues, field: string): bigint | undefined {
  const value = values[field];
  return typeof value === 'number' || typeof value === 'string' ? decimalOf(value) : undefined;
}

const amountOf = (units: bigint | undefined) => (units === undefined ? undefined : { amount: decimalText(units) });

/** Exact where both have few decimals, as counts, days and tenths of months do; further digits are rounded half up. */
function multiply(a: bigint, b: bigint): bigint {
  return (a * b + 500_000n) / 1_000_000n;
}
