import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type EntryListRow, listed } from './list-entries.ts';
import { namesOf, viewEntry } from './view-entry.ts';

/** One entry with everything behind it. Throws `Refusal('not-found')` where the actor may not see it. */
export async function readEntry(context: Context, actor: Actor, id: string) {
  const read = await context.db.readAs(actor, async (tx) => {
    const { rows } = await sql<EntryListRow & { consortium_id: string; parties: string[] }>`
      select ${listed}, e.consortium_id, e.parties from ledger_entry e where e.id = ${id}::uuid`.execute(tx);
    const [row] = rows;
    if (!row) throw new Refusal('not-found');
    return {
      row,
      history: await readHistory(tx, row),
      remarks: await readRemarks(tx, row),
      source: await readSource(tx, row),
    };
  });
  const { row, history, remarks, source } = read;
  const directory = await context.directories.of(row.consortium_id);
  const mine = actor.roles.filter(({ role, unit }) => role === 'member-reporter' && row.parties.includes(unit.id));
  return {
    ...viewEntry(row, directory),
    consortiumId: row.consortium_id,
    names: namesOf([row], directory, context.catalogues),
    history,
    remarks,
    source,
    mine: mine.map(({ unit }) => unit.id),
  };
}

/** The record that writes the entry, where one does. */
async function readSource(tx: Tx, { consortium_id, id }: Key) {
  const source = await tx
    .selectFrom('ledger_source')
    .select(['noun', 'record_id as recordId'])
    .where('consortium_id', '=', consortium_id)
    .where('entry_id', '=', id)
    .executeTakeFirst();
  return source ?? null;
}

type Key = { consortium_id: string; id: string };

async function readHistory(tx: Tx, { consortium_id, id }: Key) {
  const rows = await tx
    .selectFrom('ledger_entry_history')
    .select(['version', 'action', 'side', 'change', 'reason', 'at'])
    .select(sql<string | null>`name_of(person_id)`.as('by'))
    .where('consortium_id', '=', consortium_id)
    .where('entry_id', '=', id)
    .orderBy('version', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    ...row,
    change: row.change as Record<string, unknown[]>,
    by: row.by ?? '',
    at: row.at.toISOString(),
  }));
}

async function readRemarks(tx: Tx, { consortium_id, id }: Key) {
  const rows = await tx
    .selectFrom('ledger_remark')
    .select(['kind', 'field', 'text', 'at'])
    .select(sql<string | null>`name_of(person_id)`.as('by'))
    .where('consortium_id', '=', consortium_id)
    .where('entry_id', '=', id)
    .orderBy('at')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind === 'return' ? ('return' as const) : ('comment' as const),
    by: row.by ?? '',
    at: row.at.toISOString(),
  }));
}
