import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { figureCode } from '#core/figure/figure-code.ts';
import { canonicalJson } from '#core/form/canonical-json.ts';
import type { Tx } from '#server/db/database.ts';
import { definitionOf } from './open-figure.ts';
import type { YearFigure } from './read-figures.ts';

/** Sums by standing, as they stood when a figure was printed. */
export type Stood = YearFigure['shares'];

/** What each entry adds to a figure of a year, by entry: standing, amount and, for a rate, base. */
export type Contributions = Readonly<Record<string, readonly [standing: string, amount: string, base: string | null]>>;

/** Of a figure on more entries than these, a code keeps the sums and not what each entry added. */
export const keptEntries = 2000;

type Printed = { figure: string; year: number; shares: Stood };

/**
 * The codes of figures about to be printed, by `figure.year`. A figure that stands as it stood when it was printed before has the code that it
 * had then; the others get new ones. `personId` prints; row-level security decides whether that is allowed.
 */
export async function drawCodes(
  tx: Tx,
  personId: string,
  consortiumId: string,
  figures: readonly Printed[],
): Promise<ReadonlyMap<string, string>> {
  const printed = [...new Map(figures.map((each) => [keyOf(each), withDigest(each)])).values()];
  const before = await readCodes(tx, consortiumId, printed);
  const missing = printed.filter((each) => !before.has(keyOf(each)));
  if (missing.length === 0) return before;
  const entries = await readContributions(tx, consortiumId, missing.filter(isKept));
  await tx
    .insertInto('figure_code')
    .values(
      missing.map((each) => ({
        consortium_id: consortiumId,
        code: figureCode(randomBytes(9)),
        figure: each.figure,
        year: each.year,
        stood: JSON.stringify(each.shares),
        digest: each.digest,
        entries: isKept(each) ? JSON.stringify(entries.get(keyOf(each)) ?? {}) : null,
        printed_by: personId,
      })),
    )
    // Someone else may be printing the same at this moment: the first code stays.
    .onConflict((conflict) => conflict.columns(['consortium_id', 'figure', 'year', 'digest']).doNothing())
    .execute();
  return readCodes(tx, consortiumId, printed);
}

/** What each entry adds to each of these figures, by `figure.year`: one query. Entries withdrawn add nothing. */
export async function readContributions(
  tx: Tx,
  consortiumId: string,
  figures: readonly { figure: string; year: number }[],
): Promise<ReadonlyMap<string, Contributions>> {
  if (figures.length === 0) return new Map();
  const asked = figures.map(({ figure, year }) => ({ figure, year, kind: definitionOf(figure).kind.id }));
  const { rows } = await sql<{ figure: string; year: number; entries: Contributions }>`
    select figure, year, jsonb_object_agg(id, jsonb_build_array(standing, amount, base)) as entries from (
      select a.figure, a.year, e.id, e.standing, sum((f->>3)::numeric)::text as amount, sum((f->>4)::numeric)::text as base
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(figure text, year integer, kind text)
      join ledger_entry e on e.consortium_id = ${consortiumId}::uuid and e.kind = a.kind and e.standing <> 'withdrawn'
        and e.from_year <= a.year and e.to_year >= a.year
      cross join lateral jsonb_array_elements(e.facts) f
      where f->>0 = a.figure and (f->>1)::integer <= a.year and (f->>2)::integer >= a.year
      group by a.figure, a.year, e.id, e.standing
    ) added group by figure, year`.execute(tx);
  return new Map(rows.map((row) => [keyOf(row), row.entries]));
}

export const keyOf = ({ figure, year }: { figure: string; year: number }) => `${figure}.${year}`;

function withDigest(each: Printed) {
  return { ...each, digest: createHash('sha256').update(canonicalJson(each.shares)).digest() };
}

function isKept({ shares }: Printed): boolean {
  return shares.confirmed.entries + shares.oneSided.entries + shares.disputed.entries <= keptEntries;
}

type Digested = ReturnType<typeof withDigest>;

async function readCodes(tx: Tx, consortiumId: string, printed: readonly Digested[]) {
  const rows = await tx
    .selectFrom('figure_code')
    .select(['figure', 'year', 'digest', 'code'])
    .where('consortium_id', '=', consortiumId)
    .where('figure', 'in', [...new Set(printed.map(({ figure }) => figure))])
    .execute();
  const digests = new Map(printed.map((each) => [keyOf(each), each.digest]));
  return new Map(
    rows.filter((row) => digests.get(keyOf(row))?.equals(row.digest)).map((row) => [keyOf(row), row.code]),
  );
}
