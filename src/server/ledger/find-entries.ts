import { sql } from 'kysely';
import type { EntryValues } from '#core/ledger/entry.ts';
import type { FactRange } from '#core/ledger/facts.ts';
import type { Database, Tx } from '#server/db/database.ts';
import type { EntryRow, StoredVoice } from './stored-entry.ts';

/** An entry as it stands, for whoever is about to speak of it. */
export type FoundEntry = {
  id: string;
  kind: string;
  identity: string;
  version: number;
  standing: EntryRow['standing'];
  voices: readonly StoredVoice[];
  values: EntryValues;
  facts: readonly FactRange[];
  returned: boolean;
};

/**
 * Entries by identity or id, whether or not the actor sees them yet: the second voice of an event does not know the first. Never shown as they
 * are; what may be written, the database decides.
 */
export async function findEntries(
  db: Database,
  consortiumId: string,
  kind: string,
  { identities = [], ids = [] }: { identities?: readonly string[]; ids?: readonly string[] },
): Promise<readonly FoundEntry[]> {
  const { rows } = await db.app.query<FoundEntry>({
    name: 'find-entries',
    text: 'select * from find_entries($1, $2, $3, $4)',
    values: [consortiumId, kind, identities.map((hex) => Buffer.from(hex, 'hex')), ids],
  });
  return rows;
}

/** The same within a transaction, which sees what it has written itself. */
export async function findEntriesIn(
  tx: Tx,
  consortiumId: string,
  kind: string,
  { identities, ids }: { identities: readonly string[]; ids: readonly string[] },
): Promise<readonly FoundEntry[]> {
  const { rows } = await sql<FoundEntry>`
    select * from find_entries(${consortiumId}, ${kind}, ${identities.map((hex) => Buffer.from(hex, 'hex'))}, ${[...ids]})`.execute(
    tx,
  );
  return rows;
}
