import { addSums, type Figure, figureValue, type Sum } from '#core/figure/roll-up.ts';
import { type Standing, standings } from '#core/ledger/join-voices.ts';
import type { Tx } from '#server/db/database.ts';

export type YearFigure = Figure & { figure: string; year: number; value: string | undefined };

type Row = { figure: string; year: number; standing: string; amount: string; base: string | null; entries: number };

const nothing: Sum = { amount: '0', base: undefined, entries: 0 };

/** The figures of a consortium that the actor may read, by figure and year: one query. Years without an entry are not there. */
export async function readFigures(
  tx: Tx,
  consortiumId: string,
  { years, figure }: { years?: readonly number[]; figure?: string } = {},
): Promise<readonly YearFigure[]> {
  let query = tx
    .selectFrom('ledger_figure')
    .select(['figure', 'year', 'standing', 'amount', 'base', 'entries'])
    .where('consortium_id', '=', consortiumId)
    .where('entries', '>', 0);
  if (years) query = query.where('year', 'in', [...years]);
  if (figure !== undefined) query = query.where('figure', '=', figure);
  return figuresOf(await query.execute());
}

/** Sums by standing as figures, in the order of figure and year. */
export function figuresOf(rows: readonly Row[]): readonly YearFigure[] {
  const groups = Map.groupBy(rows, ({ figure, year }) => `${figure}\n${year}`);
  return [...groups.values()]
    .map(figureOf)
    .sort((a, b) => (a.figure === b.figure ? a.year - b.year : a.figure < b.figure ? -1 : 1));
}

/** A figure on which no entry stands. */
export function noFigure(figure: string, year: number): YearFigure {
  const shares = { confirmed: nothing, oneSided: nothing, disputed: nothing };
  return { figure, year, counted: nothing, shares, value: undefined };
}

function figureOf(rows: readonly Row[]): YearFigure {
  const shares: Record<Standing, Sum> = { confirmed: nothing, oneSided: nothing, disputed: nothing };
  for (const { standing, amount, base, entries } of rows)
    if (isStanding(standing))
      shares[standing] = { amount: shortest(amount), base: base === null ? undefined : shortest(base), entries };
  const counted = addSums(shares.confirmed, shares.oneSided);
  const [first] = rows;
  return { figure: first?.figure ?? '', year: first?.year ?? 0, counted, shares, value: figureValue(counted) };
}

const isStanding = (text: string): text is Standing => Object.hasOwn(standings, text);

/** PostgreSQL keeps the zeros of a numeric's scale. */
const shortest = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
