import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import { type Answers, valueAt } from '#core/form/answers.ts';
import type { LedgerBook } from '#core/ledger/kind.ts';
import type { Pack } from '#core/pack/pack.ts';
import { plainDigits } from '#core/quantity/decimal.ts';

/** A figure of which the form asks what it will be: a number for years after the data year. */
export type PromisedFigure = {
  id: string;
  label: string;
  unit: string;
  decimals: number;
  /** The most that it can be, such as 100 of a rate. */
  max: number | undefined;
  isRate: boolean;
  /** The ledgers' figure that tells what came of it, with its name where that is another. */
  actual: { id: string; label: string | undefined };
  /** Whether members stand behind its entries, so that each has a part in it. */
  isMembers: boolean;
};

/** The figures that a pack's form asks promises of, in the form's order, and the last year that it asks as it was. None where the pack has no ledgers. */
export function promisedFigures(pack: Pack): { dataYear: number; figures: readonly PromisedFigure[] } | undefined {
  const { form, ledgers } = pack;
  if (!ledgers) return undefined;
  const definitions = new Map(figureDefinitions(form, ledgers).map((definition) => [definition.id, definition]));
  const figures = Object.entries(form.fields).flatMap(([id, field]): PromisedFigure[] => {
    if (field.kind !== 'number' || !field.years?.some((year) => year > ledgers.actual)) return [];
    const actual = definitions.get(definitions.get(id)?.rule.fulfilledBy ?? id);
    return [
      {
        id,
        label: field.label,
        unit: field.unit,
        decimals: field.decimals,
        max: field.max,
        isRate: actual?.isRate === true,
        actual: { id: actual?.id ?? id, label: actual && actual.id !== id ? actual.label : undefined },
        isMembers: actual?.kind.reporter !== undefined,
      },
    ];
  });
  return { dataYear: ledgers.actual, figures };
}

/** What a form says of a figure's year, as an exact decimal text. */
export function statedIn(answers: Answers, figure: string, year: number): string | null {
  const said = valueAt(answers, `${figure}.${year}`);
  return typeof said === 'number' ? plainDigits(said) : null;
}

/** By kind of entry, the field whose day its event has; kinds that know the year alone are left out. */
export function eventDays({ kinds }: LedgerBook): Readonly<Record<string, string>> {
  return Object.fromEntries(
    kinds.flatMap(({ id, years }) => {
      if (years.rule === 'year') return [];
      return [[id, years.rule === 'on' ? years.day : years.from]];
    }),
  );
}
