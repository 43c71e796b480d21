import { sql } from 'kysely';
import { kindOf } from '#core/ledger/kind.ts';
import type { Tx } from '#server/db/database.ts';
import type { FoundEntry } from '#server/ledger/find-entries.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { type EntryRow, entryOf, spokenVoices } from '#server/ledger/stored-entry.ts';
import type { SignedRow } from '#server/ledger/write-entries.ts';
import { categoryLabels } from './member-row.ts';

/** A member whose category is another one from now on; ids of categories. */
export type NewCategory = { id: string; name: string; from: string; to: string };

const pageOf = 1000;

type Counted = Omit<FoundEntry, 'identity' | 'facts'>;

/**
 * Counts entries again whose figures are split by the category of one of these members, within the transaction that changes it: what the sides
 * said stays as it is. A closed year is restated, with the change of category as the reason.
 */
export async function recountEntries(
  tx: Tx,
  consortiumId: string,
  personId: string,
  changes: readonly NewCategory[],
): Promise<void> {
  const kinds = ledgerBook()
    .kinds.filter(({ figures }) => figures.some(({ split }) => split !== undefined))
    .map(({ id }) => id);
  if (changes.length === 0 || kinds.length === 0) return;
  const entries = await entriesOf(
    tx,
    consortiumId,
    kinds,
    changes.map(({ id }) => id),
  );
  if (entries.length === 0) return;
  const members = await tx
    .selectFrom('member')
    .select(['id', 'category'])
    .where('consortium_id', '=', consortiumId)
    .execute();
  const categories = new Map(members.map(({ id, category }) => [id, category]));
  const rows = entries.map((entry) => ({ ...recounted(entry, categories), by: personId, session: null }));
  for (let at = 0; at < rows.length; at += pageOf)
    await write(tx, consortiumId, rows.slice(at, at + pageOf), reasonOf(changes));
}

/** Read past row-level security: who keeps the register need not read the ledgers, and is shown nothing of them. */
async function entriesOf(tx: Tx, consortiumId: string, kinds: readonly string[], members: readonly string[]) {
  const { rows } = await sql<Counted>`
    select * from entries_of_members(${consortiumId}::uuid, ${kinds}::text[], ${members}::uuid[])`.execute(tx);
  return rows;
}

function recounted(entry: Counted, categories: ReadonlyMap<string, string>): EntryRow {
  const book = ledgerBook();
  const kind = kindOf(book, entry.kind);
  const voices = spokenVoices(entry.voices, entry.values);
  return {
    ...entryOf(book, kind, voices, entry.values, { categoryOf: (id) => categories.get(id) }),
    values: entry.values,
    voices: entry.voices,
    standing: entry.standing,
    id: entry.id,
    base: entry.version,
    kind: entry.kind,
    side: 'register',
    warnings: [],
    personKey: null,
    returned: entry.returned,
    action: 'recounted',
    change: {},
  };
}

async function write(tx: Tx, consortiumId: string, rows: readonly SignedRow[], reason: string): Promise<void> {
  await sql`select write_entries(${consortiumId}::uuid, ${JSON.stringify(rows)}::jsonb, true, 'typed', ${reason})`.execute(
    tx,
  );
}

function reasonOf(changes: readonly NewCategory[]): string {
  const label = (id: string) => categoryLabels.get(id) ?? id;
  const told = changes.slice(0, 10).map(({ name, from, to }) => `“${name}”由${label(from)}改为${label(to)}`);
  return `单位类别变更：${told.join('，')}${changes.length > told.length ? `等${changes.length}家` : ''}`;
}
