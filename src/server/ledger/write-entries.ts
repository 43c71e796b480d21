import pg from 'pg';
import type { Actor } from '#server/access/actor.ts';
import type { Database } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { gathered, type Lone } from './gather-writes.ts';
import type { EntryRow } from './stored-entry.ts';

export type WriteOrder = {
  consortiumId: string;
  rows: readonly EntryRow[];
  /** One row that cannot be written keeps all from being written. */
  all: boolean;
  /** `record`: written by a record of the consortium's running, such as a meeting. */
  how: 'typed' | 'import' | 'interface' | 'record';
  /** Why a closed year is restated, or what an action is justified by. */
  reason?: string | undefined;
};

/** Rows that were not written: another entry has that identity, or the entry has another version by now. */
export type NotWritten = ReadonlyMap<string, 'exists' | 'stale'>;

/** Whoever writes: a person in a session, or a job that the person began. */
export type Writer = Pick<Actor, 'personId'> & { sessionId: string | null };

/** A row as the database function takes it. */
export type SignedRow = EntryRow & { by: string; session: string | null };

export type Missed = { id: string; outcome: 'no-session' | 'forbidden' | 'exists' | 'stale' };

type SignedOrder = WriteOrder & { rows: readonly SignedRow[] };

/**
 * Writes entries in one trip to the database; single rows that come at once share it. Throws `Refusal('year-closed')` where a closed
 * year would change without a reason, `Refusal('kept-by-record')` where an entry is changed beside
 * the record that writes it, and `Refusal('entry-exists')` where an entry would become another's event; nothing is written then.
 */
export async function writeEntries(db: Database, writer: Writer, order: WriteOrder): Promise<NotWritten> {
  if (order.rows.length === 0) return new Map();
  const rows = order.rows.map((row): SignedRow => ({ ...row, by: writer.personId, session: writer.sessionId }));
  const [row, ...others] = rows;
  const isLone = row !== undefined && others.length === 0 && order.reason === undefined;
  const missed = await (isLone
    ? gathered(db, { consortiumId: order.consortiumId, how: order.how, row }, trips)
    : writeAlone(db, { ...order, rows }));
  const written = new Map<string, 'exists' | 'stale'>();
  for (const { id, outcome } of missed) {
    if (outcome === 'no-session') throw new Refusal('not-signed-in');
    if (outcome === 'forbidden') throw new Refusal('forbidden');
    written.set(id, outcome);
  }
  return written;
}

const trips = {
  alone: (db: Database, { consortiumId, how, row }: Lone) =>
    writeAlone(db, { consortiumId, how, rows: [row], all: false }),
  together: writeTogether,
};

async function writeAlone(
  db: Database,
  { consortiumId, rows, all, how, reason }: SignedOrder,
): Promise<readonly Missed[]> {
  try {
    const answer = await db.app.query<{ missed: Missed[] }>({
      name: 'write-entries',
      text: 'select write_entries($1, $2, $3, $4, $5) as missed',
      values: [consortiumId, JSON.stringify(rows), all, how, reason ?? null],
    });
    return answer.rows[0]?.missed ?? [];
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    if (error.code === 'LH001') throw new Refusal('year-closed', { years: JSON.parse(error.detail ?? '[]') });
    if (error.code === 'LH002') return JSON.parse(error.detail ?? '[]');
    if (error.code === 'LH003') throw new Refusal('kept-by-record', { entryId: error.detail });
    if (error.code === '23505') throw new Refusal('entry-exists');
    throw error;
  }
}

/** Rows of any consortia, of each entry one. A row of a consortium in which another writes at this moment is not waited for: it is `busy`. */
async function writeTogether(
  db: Database,
  lone: readonly Lone[],
): Promise<readonly (Missed | { id: string; outcome: 'busy' })[]> {
  const orders = Map.groupBy(lone, ({ consortiumId, how }) => `${consortiumId} ${how}`);
  const answer = await db.app.query<{ missed: Awaited<ReturnType<typeof writeTogether>> }>({
    name: 'write-together',
    text: 'select write_orders($1, false, null, false) as missed',
    values: [
      JSON.stringify(
        [...orders.values()].map((of) => ({
          consortium: of[0]?.consortiumId,
          how: of[0]?.how,
          rows: of.map(({ row }) => row),
        })),
      ),
    ],
  });
  return answer.rows[0]?.missed ?? [];
}
