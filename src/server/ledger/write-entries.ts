import pg from 'pg';
import type { Actor } from '#server/access/actor.ts';
import type { Database } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RefusalCode } from '#server/http/refusal-codes.ts';
import type { EntryRow } from './stored-entry.ts';

export type WriteOrder = {
  consortiumId: string;
  rows: readonly EntryRow[];
  /** One row that cannot be written keeps all from being written. */
  all: boolean;
  how: 'typed' | 'import' | 'interface';
  /** Why a closed year is restated, or what an action is justified by. */
  reason?: string | undefined;
};

/** Rows that were not written: another entry has that identity, or the entry has another version by now. */
export type NotWritten = ReadonlyMap<string, 'exists' | 'stale'>;

type Missed = { id: string; outcome: 'exists' | 'stale' };

const refusals: Readonly<Record<string, RefusalCode>> = { 'no-session': 'not-signed-in', forbidden: 'forbidden' };

/** Whoever writes: a person in a session, or a job that the person began. */
export type Writer = Pick<Actor, 'personId'> & { sessionId: string | null };

/**
 * Writes entries in one trip to the database. Throws `Refusal('year-closed')` where a closed year would change without a reason, and
 * `Refusal('entry-exists')` where an entry would become another's event; nothing is written then.
 */
export async function writeEntries(db: Database, writer: Writer, order: WriteOrder): Promise<NotWritten> {
  if (order.rows.length === 0) return new Map();
  try {
    const { rows } = await db.app.query<{ outcome: string; refused: Missed[] | null }>({
      name: 'write-entries',
      text: 'select outcome, refused from write_entries($1, $2, $3, $4, $5, $6, $7)',
      values: [
        writer.personId,
        writer.sessionId,
        order.consortiumId,
        JSON.stringify(order.rows),
        order.all,
        order.how,
        order.reason ?? null,
      ],
    });
    const [row] = rows;
    if (row?.outcome !== 'written') throw new Refusal(refusals[row?.outcome ?? ''] ?? 'internal');
    return missed(row.refused ?? []);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === 'LH001')
      throw new Refusal('year-closed', { years: JSON.parse(error.detail ?? '[]') });
    if (error instanceof pg.DatabaseError && error.code === 'LH002') return missed(JSON.parse(error.detail ?? '[]'));
    if (error instanceof pg.DatabaseError && error.code === '23505') throw new Refusal('entry-exists');
    throw error;
  }
}

const missed = (rows: readonly Missed[]): NotWritten => new Map(rows.map(({ id, outcome }) => [id, outcome]));
