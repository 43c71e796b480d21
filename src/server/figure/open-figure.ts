import { sql } from 'kysely';
import { type FigureDefinition, figureDefinitions } from '#core/figure/figure-definitions.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type EntryListRow, listed, mustKnow } from '#server/ledger/list-entries.ts';
import { readFigures } from './read-figures.ts';

export type FigureRef = { consortiumId: string; figure: string; year: number };

/** A figure's definition. Throws `Refusal('not-found')` where the ledgers make no such figure. */
export function definitionOf(figure: string): FigureDefinition {
  const { form, ledgers } = currentPack;
  const found = ledgers && figureDefinitions(form, ledgers).find(({ id }) => id === figure);
  if (!found) throw new Refusal('not-found');
  return found;
}

/** From a figure of a year down: formula, members and a page of the entries whose facts add up to it. Four queries. */
export async function openFigure(
  context: Context,
  actor: Actor,
  ref: FigureRef,
  page: { limit: number; offset: number; member?: string | undefined },
) {
  const definition = definitionOf(ref.figure);
  const read = await context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, ref.consortiumId);
    const [figure] = await readFigures(tx, ref.consortiumId, { years: [ref.year], figure: ref.figure });
    return {
      figure,
      members: await readMembers(tx, ref, definition),
      entries: await readEntries(tx, ref, definition, page),
      restatements: await readRestatements(tx, ref),
    };
  });
  return { definition, ...read };
}

type FactRow = EntryListRow & {
  amount: string;
  base: string | null;
  /** The first few pieces behind it, pictures before all others. */
  evidence: { id: string; title: string; fileName: string; mediaType: string }[];
};

const shownEvidence = 4;

async function readEntries(
  tx: Tx,
  ref: FigureRef,
  { kind }: FigureDefinition,
  page: { limit: number; offset: number; member?: string | undefined },
) {
  const ofMember = page.member === undefined ? sql`true` : sql`e.parties @> array[${page.member}::uuid]`;
  const { rows } = await sql<FactRow>`
    select ${listed}, f->>3 as amount, f->>4 as base, ${evidenceOfEntry} as evidence
    from ledger_entry e ${factsOf(ref)}
    where e.consortium_id = ${ref.consortiumId}::uuid and e.kind = ${kind.id} and e.from_year <= ${ref.year} and e.to_year >= ${ref.year} and ${ofMember}
    order by (f->>3)::numeric desc, e.id limit ${page.limit} offset ${page.offset}`.execute(tx);
  return rows;
}

const evidenceOfEntry = sql`(
  select coalesce(jsonb_agg(piece), '[]') from (
    select v.id, v.title, v.file_name as "fileName", v.media_type as "mediaType"
    from evidence_link l join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id and v.withdrawn_at is null
    where l.consortium_id = e.consortium_id and l.entry_id = e.id
    order by v.media_type like 'image/%' desc, l.linked_at limit ${sql.lit(shownEvidence)}
  ) piece)`;

/** What each member's own entries add: by the member whose record it is. */
async function readMembers(tx: Tx, ref: FigureRef, { kind }: FigureDefinition) {
  const reporter = kind.reporter === undefined ? sql`null::text` : sql`e.values->>${sql.lit(kind.reporter)}`;
  const { rows } = await sql<{ member: string | null; amount: string; base: string | null; entries: number }>`
    select ${reporter} as member, sum((f->>3)::numeric)::text as amount, sum((f->>4)::numeric)::text as base, count(*)::integer as entries
    from ledger_entry e ${factsOf(ref)}
    where e.consortium_id = ${ref.consortiumId}::uuid and e.kind = ${kind.id} and e.from_year <= ${ref.year} and e.to_year >= ${ref.year}
      and e.standing in ('confirmed', 'oneSided')
    group by 1 order by 2 desc, 1 limit 500`.execute(tx);
  return rows;
}

function factsOf({ figure, year }: FigureRef) {
  return sql`cross join lateral (select x as f from jsonb_array_elements(e.facts) x
    where x->>0 = ${figure} and (x->>1)::integer <= ${year} and (x->>2)::integer >= ${year}) facts`;
}

async function readRestatements(tx: Tx, { consortiumId, figure, year }: FigureRef) {
  return tx
    .selectFrom('ledger_restatement')
    .select(['before', 'after', 'reason', 'entry_ids', 'at'])
    .select(sql<string | null>`name_of(person_id)`.as('by'))
    .where('consortium_id', '=', consortiumId)
    .where('figure', '=', figure)
    .where('year', '=', year)
    .orderBy('at', 'desc')
    .limit(100)
    .execute();
}
