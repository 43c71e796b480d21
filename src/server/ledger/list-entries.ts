import { type RawBuilder, sql } from 'kysely';
import type { LedgerKind } from '#core/ledger/kind.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from './ledger-book.ts';
import { secretariatId } from './stored-entry.ts';

/** Which entries of a kind, in which order. */
export type EntryFilter = {
  year?: number | undefined;
  member?: string | undefined;
  standing?: 'confirmed' | 'oneSided' | 'disputed' | 'withdrawn' | undefined;
  /** Entries that wait for a word of the actor: its members', or the secretariat's. */
  awaiting?: boolean | undefined;
  q?: string | undefined;
  /** A field's id, `changed` or `year`; a minus before it turns the order round. */
  sort?: string | undefined;
  /** Entries of these ids only. */
  ids?: readonly string[] | undefined;
};

export type EntryListRow = {
  id: string;
  kind: string;
  values: Record<string, string | number | string[]>;
  standing: string;
  voices: { side: string; by: string; at: string; values?: Record<string, unknown> }[];
  awaited: string[];
  warnings: unknown[];
  facts: [string, number, number, string, string | null][];
  version: number;
  returned: boolean;
  created_at: Date;
  changed_at: Date;
};

export const listed = sql<EntryListRow>`
  e.id, e.kind, e.values, e.standing, e.voices, e.awaited, e.warnings, e.facts, e.version, e.returned, e.created_at, e.changed_at`;

/** A page of entries and how many there are in all: two queries, whatever the page's size. */
export async function listEntries(
  context: Context,
  actor: Actor,
  { consortiumId, kind: kindId, ...filter }: EntryFilter & { consortiumId: string; kind: string },
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: readonly EntryListRow[]; total: number }> {
  const kind = ledgerBook().kinds.find(({ id }) => id === kindId);
  if (!kind) throw new Refusal('not-found');
  return context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    const source = entriesWhere(actor, consortiumId, kind, filter);
    const { rows } = await sql<EntryListRow>`
      select ${listed} from ${source} order by ${orderOf(kind, filter.sort)} limit ${limit} offset ${offset}`.execute(
      tx,
    );
    const total = await sql<{ total: number }>`select count(*) as total from ${source}`.execute(tx);
    return { rows, total: total.rows[0]?.total ?? 0 };
  });
}

/** Throws `Refusal('not-found')` where the actor does not know the consortium. */
export async function mustKnow(tx: Tx, consortiumId: string): Promise<void> {
  const unit = await tx
    .selectFrom('unit')
    .select('id')
    .where('id', '=', consortiumId)
    .where('kind', '=', 'consortium')
    .executeTakeFirst();
  if (!unit) throw new Refusal('not-found');
}

/** `from … where …` of a filter. Entries withdrawn are shown only where they are asked for. */
export function entriesWhere(
  actor: Pick<Actor, 'roles'>,
  consortiumId: string,
  kind: LedgerKind,
  filter: EntryFilter,
): RawBuilder<unknown> {
  const { year, member, standing, awaiting, q, ids } = filter;
  const parts = [sql`e.consortium_id = ${consortiumId}::uuid`, sql`e.kind = ${kind.id}`];
  if (standing) parts.push(sql`e.standing = ${standing}`);
  else parts.push(sql`e.standing <> 'withdrawn'`);
  if (year !== undefined) parts.push(sql`e.from_year <= ${year} and e.to_year >= ${year}`);
  if (ids) parts.push(sql`e.id = any(${[...ids]}::uuid[])`);
  if (awaiting) parts.push(sql`e.awaited && ${sidesOf(actor, consortiumId)}::uuid[]`);
  for (const word of (q ?? '')
    .replaceAll('\0', '')
    .split(/\s+/)
    .filter((each) => each !== '')) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    parts.push(sql`(e.values::text ilike ${pattern} or exists (
      select from unit u where u.id = any(e.parties) and u.name ilike ${pattern}))`);
  }
  const from =
    member === undefined
      ? sql`ledger_entry e`
      : sql`ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id`;
  if (member !== undefined)
    parts.push(sql`p.consortium_id = ${consortiumId}::uuid and p.member_id = ${member}::uuid and p.kind = ${kind.id}`);
  return sql`${from} where ${sql.join(parts, sql` and `)}`;
}

/** The sides that the actor may answer for, as `awaited` names them. */
function sidesOf({ roles }: Pick<Actor, 'roles'>, consortiumId: string): string[] {
  return roles.flatMap(({ role, unit }) =>
    role === 'member-reporter' ? [unit.id] : role === 'secretariat' && unit.id === consortiumId ? [secretariatId] : [],
  );
}

function orderOf(kind: LedgerKind, sort = '-changed'): RawBuilder<unknown> {
  const id = sort.replace(/^-/, '');
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`;
  const field = kind.fields[id];
  const by =
    id === 'changed'
      ? sql`e.changed_at`
      : id === 'year'
        ? sql`e.from_year`
        : field?.type === 'count' || field?.type === 'decimal' || field?.type === 'year'
          ? sql`(e.values->>${sql.lit(id)})::numeric`
          : field
            ? sql`e.values->>${sql.lit(id)}`
            : undefined;
  if (!by) throw new Refusal('invalid', { fields: ['sort'] });
  return sql`${by} ${direction} nulls last, e.id`;
}
