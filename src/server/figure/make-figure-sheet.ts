import { sql } from 'kysely';
import { figureText, numberText } from '#core/figure/figure-text.ts';
import { fillsOf } from '#core/figure/form-figures.ts';
import { type Answers, isAnswered, valueAt } from '#core/form/answers.ts';
import { type Cell, cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import { decimalOf, plainDigits } from '#core/quantity/decimal.ts';
import type { FigureSheet, SheetFigure, SheetRow } from '#documents/figure-sheet/figure-sheet.ts';
import { printValue } from '#documents/print/print-value.ts';
import type { Actor } from '#server/access/actor.ts';
import { readApplication, stateOf } from '#server/application/application-row.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { drawCodes, keyOf } from './draw-codes.ts';
import { noFigure, readFigures, type YearFigure } from './read-figures.ts';

/**
 * The figures of a form as they stand now, each with the code that opens it later. `address` is the page where codes are opened.
 * Throws `Refusal`: `not-found`, `forbidden` where the actor may read the form and not its ledgers.
 */
export async function makeFigureSheet(
  { db, forms, packs }: Context,
  actor: Actor,
  applicationId: string,
  address: string,
): Promise<FigureSheet> {
  const read = await db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const right = await sql<{
      may: boolean;
    }>`select has_right('read-ledger', ${row.consortium_id}::uuid) as may`.execute(tx);
    if (!right.rows[0]?.may) throw new Refusal('forbidden');
    const form = (await forms.at(tx, [row])).get(applicationId);
    if (!form) throw new Error('a form that was read is missing');
    const { pack } = await packs.byDigest(row.pack_digest);
    const fills = fillsOf(pack);
    const years = [...new Set(fills.map(({ year }) => year))];
    const known = new Map(
      (await readFigures(tx, row.consortium_id, { years })).map((figure) => [keyOf(figure), figure]),
    );
    const figures = fills.map((fill) => known.get(keyOf(fill)) ?? noFigure(fill.figure, fill.year));
    const codes = await drawCodes(tx, actor.personId, row.consortium_id, figures);
    await recordAudit(tx, row.consortium_id, 'figures.printed', applicationId, { figures: codes.size });
    const byCell = new Map(
      fills.map((fill, at) => [
        fill.cell,
        { figure: figures[at] ?? noFigure(fill.figure, fill.year), code: codes.get(keyOf(fill)) ?? '' },
      ]),
    );
    return { row, pack, answers: form.answers, byCell };
  });
  const { row, pack, answers, byCell } = read;
  return {
    consortium: row.consortium,
    batch: row.batch,
    state: pack.workflow.states[stateOf(pack, row.state)].label,
    printedAt: beijingMoment(row.now),
    address,
    sections: sectionsOf(pack, answers, byCell),
  };
}

type Coded = { figure: YearFigure; code: string };

function sectionsOf(pack: Pack, answers: Answers, byCell: ReadonlyMap<string, Coded>): FigureSheet['sections'] {
  const cells = [...cellsOf(pack.form).values()].filter(({ path }) => byCell.has(path));
  return pack.form.parts
    .flatMap(({ groups }) => groups)
    .map(({ title, fields }) => ({
      title,
      figures: fields.flatMap((field) =>
        figuresOf(
          pack,
          cells.filter((cell) => cell.field === field),
          answers,
          byCell,
        ),
      ),
    }))
    .filter(({ figures }) => figures.length > 0);
}

function figuresOf(
  pack: Pack,
  cells: readonly Cell[],
  answers: Answers,
  byCell: ReadonlyMap<string, Coded>,
): readonly SheetFigure[] {
  return [...Map.groupBy(cells, (cell) => cell.category ?? '').values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const label = first.category === undefined ? (pack.form.fields[first.field]?.label ?? first.label) : first.label;
    const unit = first.type.kind === 'number' ? first.type.unit : '';
    return [{ label, unit, rows: group.flatMap((cell) => rowOf(cell, answers, byCell.get(cell.path))) }];
  });
}

function rowOf(cell: Cell, answers: Answers, coded: Coded | undefined): readonly SheetRow[] {
  if (!coded) return [];
  const { figure, code } = coded;
  const typed = valueAt(answers, cell.path);
  const { confirmed, oneSided, disputed } = figure.shares;
  return [
    {
      year: figure.year,
      typed:
        typeof typed === 'number' ? numberText(plainDigits(typed)) : isAnswered(typed) ? printValue(cell, typed) : '',
      ledger: figureText(figure.value, figure.counted, ''),
      differs: typeof typed === 'number' && figure.value !== undefined && !isEqual(typed, figure.value),
      confirmed: confirmed.entries,
      oneSided: oneSided.entries,
      disputed: disputed.entries,
      code,
    },
  ];
}

function isEqual(typed: number, value: string): boolean {
  return decimalOf(plainDigits(typed)) === decimalOf(value);
}

/** `2026年11月23日 15:04` */
function beijingMoment(at: Date): string {
  const [day = '', time = ''] = new Date(at.getTime() + 8 * 3_600_000).toISOString().split('T');
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日 ${time.slice(0, 5)}`;
}
