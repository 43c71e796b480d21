import { sql } from 'kysely';
import type { Tx } from '#server/db/database.ts';
import type { ClassTarget } from './class-row.ts';

/** Whoever reports for a member whose staff take part is told. */
export async function tellMembers(tx: Tx, { consortiumId, classId }: ClassTarget, text: string): Promise<void> {
  const link = `/consortia/${consortiumId}/training/classes/${classId}`;
  await sql`select tell_of_training(${consortiumId}::uuid, ${classId}::uuid, ${text}, ${link})`.execute(tx);
}
