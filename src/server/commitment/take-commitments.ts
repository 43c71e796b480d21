import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';

/**
 * Takes the commitments of those whom a batch's list names, as soon as it is out: each number of the form for a year after the data year, as the
 * province verified it, else as submitted. Taken once: again, it takes what is missing. The actor runs the batch.
 */
export async function takeCommitments(tx: Tx, batchId: string): Promise<void> {
  await sql`select take_commitments(${batchId}::uuid)`.execute(tx);
}
