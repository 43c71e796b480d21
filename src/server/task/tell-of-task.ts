import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import type { TaskKey } from './view-task.ts';

/** Notices to whoever does a task (`owner`) or to roles over its consortium, the actor left out. Only who works on it may tell. */
export async function tellOfTask(
  tx: Tx,
  { consortiumId, taskId }: TaskKey,
  to: readonly ('owner' | 'secretariat')[],
  text: string,
): Promise<void> {
  await sql`select tell_of_task(${consortiumId}::uuid, ${taskId}::uuid, ${[...to]}::text[], ${text})`.execute(tx);
}
