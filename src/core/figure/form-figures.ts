import type { Finding } from '#core/check/finding.ts';
import { type Answers, type CellValue, valueAt } from '#core/form/answers.ts';
import { type Cell, cellsOf } from '#core/form/cells.ts';
import type { FigureRule, LedgerKind } from '#core/ledger/kind.ts';
import type { Pack } from '#core/pack/pack.ts';
import { decimalOf, plainDigits } from '#core/quantity/decimal.ts';

/** What the ledgers say of a cell of the form. */
export type LedgerValue = {
  value: CellValue;
  /** The figure and year to open; none for a text that lists entries and for the roster of members. */
  figure?: string | undefined;
  year: number;
  /** Numerator and denominator of a rate, decimal texts. */
  rate?: { amount: string; base: string } | undefined;
  /** Entries behind it. */
  confirmed: number;
  oneSided: number;
  disputed: number;
  /** Whether the form must agree with it or say why not: so for figures of what was, not for commitments and wordings. */
  binding: boolean;
};

/** What the ledgers say, by cell. */
export type LedgerValues = Readonly<Record<string, LedgerValue>>;

/** The figure and year that fill a cell. */
export type Fill = { cell: string; figure: string; year: number; binding: boolean };

/** Cells that figures fill: those named `figure.year`, and those that the book names. */
export function fillsOf(pack: Pack): readonly Fill[] {
  const { ledgers } = pack;
  if (!ledgers) return [];
  const rules = new Map(ledgers.kinds.flatMap((kind) => kind.figures.map((rule) => [rule.figure, rule])));
  const bindingIn = (figure: string, year: number) =>
    year <= ledgers.actual || rules.get(figure.split('.')[0] ?? '')?.planned === true;
  return [...cellsOf(pack.form).keys()].flatMap((cell) => {
    const named = ledgers.fills[cell];
    if (named) return [{ cell, ...named, binding: bindingIn(named.figure, named.year) }];
    const [figure = '', year = ''] = cell.split('.');
    return rules.has(figure) && /^\d{4}$/.test(year)
      ? [{ cell, figure, year: Number(year), binding: bindingIn(figure, Number(year)) }]
      : [];
  });
}

/** A text of the form that lists entries: the kind and rule whose entries it lists; `year` where the text is asked by year. */
export type Listing = { cell: string; kind: LedgerKind; rule: FigureRule; year: number | undefined; limit: number };

export function listingsOf(pack: Pack): readonly Listing[] {
  const cells = cellsOf(pack.form);
  return (pack.ledgers?.kinds ?? []).flatMap((kind) =>
    kind.figures.flatMap((rule) => {
      if (rule.listedFor === undefined) return [];
      return [...cells].flatMap(([path, cell]): Listing[] => {
        const [field, year] = path.split('.');
        return field === rule.listedFor
          ? [{ cell: path, kind, rule, year: year === undefined ? undefined : Number(year), limit: limitOf(cell) }]
          : [];
      });
    }),
  );
}

const limitOf = ({ type }: Cell) => (type.kind === 'text' ? (type.limit ?? 2000) : 2000);

/** Where the form says otherwise than the ledgers: each needs a written reason, which the province sees. */
export function compareLedger(pack: Pack, answers: Answers, ledger: LedgerValues): readonly Finding[] {
  const cells = cellsOf(pack.form);
  return Object.entries(ledger).flatMap(([path, { value, binding, year }]): Finding[] => {
    const cell = cells.get(path);
    const typed = valueAt(answers, path);
    if (
      !binding ||
      !cell ||
      typed === undefined ||
      typeof value !== 'number' ||
      typeof typed !== 'number' ||
      isEqual(typed, value)
    )
      return [];
    const message = `“${cell.label}”填报为${plainDigits(typed)}，${year}年台账数据为${plainDigits(value)}；请采用台账数据，或写明不一致的原因`;
    return [
      { check: 'ledger-figure', severity: 'warning', fields: [path.split('.')[0] ?? path], cells: [path], message },
    ];
  });
}

function isEqual(a: number, b: number): boolean {
  return decimalOf(plainDigits(a)) === decimalOf(plainDigits(b));
}
