import { sql } from 'kysely';
import type { FigureDefinition } from '#core/figure/figure-definitions.ts';
import { addSums, figureValue, type Sum } from '#core/figure/roll-up.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type EntryListRow, listed } from '#server/ledger/list-entries.ts';
import { type Contributions, keptEntries, keyOf, readContributions, type Stood } from './draw-codes.ts';
import { definitionOf } from './open-figure.ts';
import { noFigure, readFigures } from './read-figures.ts';

/** Sums with what they make. */
export type Standing = { value: string | undefined; counted: Sum; shares: Stood };

type Added = Contributions[string];

/** An entry that adds something else than it did. */
export type EntryChange = { row: EntryListRow; before: Added | undefined; after: Added | undefined };

/** A figure by the code printed beside it: as it stood when it was first printed so, as it stands now, and the entries between the two. */
export type OpenedCode = {
  code: string;
  consortium: { id: string; name: string };
  definition: FigureDefinition;
  year: number;
  printedAt: Date;
  printed: Standing;
  now: Standing;
  /** The entries that differ, the first 100 of `changed`; undefined where a figure stands on too many entries to tell. */
  changes: readonly EntryChange[] | undefined;
  changed: number;
};

const shownChanges = 100;

/** Opens a code as it is stored. Throws `Refusal('not-found')` where there is none or the actor may not see its figure. */
export function openFigureCode({ db }: Context, actor: Actor, code: string): Promise<OpenedCode> {
  return db.readAs(actor, async (tx) => {
    const found = await tx
      .selectFrom('figure_code')
      .innerJoin('unit', 'unit.id', 'figure_code.consortium_id')
      .select(['figure_code.consortium_id', 'unit.name', 'figure', 'year', 'stood', 'entries', 'printed_at'])
      .where('code', '=', code)
      .executeTakeFirst();
    if (!found) throw new Refusal('not-found');
    const { consortium_id: consortiumId, figure, year } = found;
    const [current] = await readFigures(tx, consortiumId, { years: [year], figure });
    const now = current ?? noFigure(figure, year);
    const before = found.entries as Contributions | null;
    const differing =
      before === null ? undefined : await readDiffering(tx, consortiumId, { figure, year }, before, now);
    return {
      code,
      consortium: { id: consortiumId, name: found.name },
      definition: definitionOf(figure),
      year,
      printedAt: found.printed_at,
      printed: standingOf(found.stood as Stood),
      now,
      changes: differing && (await withRows(tx, consortiumId, differing.slice(0, shownChanges))),
      changed: differing?.length ?? 0,
    };
  });
}

function standingOf(shares: Stood): Standing {
  const counted = addSums(shares.confirmed, shares.oneSided);
  return { value: figureValue(counted), counted, shares };
}

type Differing = { id: string; before: Added | undefined; after: Added | undefined };

async function readDiffering(
  tx: Tx,
  consortiumId: string,
  ref: { figure: string; year: number },
  before: Contributions,
  { shares }: { shares: Stood },
): Promise<readonly Differing[] | undefined> {
  const entries = shares.confirmed.entries + shares.oneSided.entries + shares.disputed.entries;
  if (entries > 2 * keptEntries) return undefined;
  const after = (await readContributions(tx, consortiumId, [ref])).get(keyOf(ref)) ?? {};
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((id) => ({ id, before: before[id], after: after[id] }))
    .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
}

async function withRows(
  tx: Tx,
  consortiumId: string,
  differing: readonly Differing[],
): Promise<readonly EntryChange[]> {
  if (differing.length === 0) return [];
  const { rows } = await sql<EntryListRow>`
    select ${listed} from ledger_entry e
    where e.consortium_id = ${consortiumId}::uuid and e.id = any(${differing.map(({ id }) => id)}::uuid[])`.execute(tx);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return differing
    .flatMap(({ id, before, after }) => {
      const row = byId.get(id);
      return row ? [{ row, before, after }] : [];
    })
    .sort((a, b) => b.row.changed_at.getTime() - a.row.changed_at.getTime());
}
