import { sql } from 'kysely';
import type { Database } from '#server/db/database.ts';
import { pointIds } from './test-reading.ts';

export type GivenReading = {
  batchId: string;
  consortiumId: string;
  applicationId: string;
  expertId: string;
  assignedBy: string;
  score: number;
  reason?: string;
};

/** A reading handed in, the same score and reason for every point. */
export async function giveReading(db: Database, reading: GivenReading): Promise<void> {
  const { batchId, consortiumId, applicationId, expertId, assignedBy, score, reason = '' } = reading;
  const key = { consortium_id: consortiumId, application_id: applicationId, expert_id: expertId };
  await db.asOwner(async (tx) => {
    await tx
      .insertInto('reader')
      .values({ ...key, batch_id: batchId, how: 'manual', assigned_by: assignedBy, submitted_at: new Date() })
      .execute();
    await tx
      .insertInto('reading_score')
      .values(pointIds.map((point) => ({ ...key, point, score: String(score), reason })))
      .execute();
  });
}

/** Ends the days of a batch's draft list: the clock is the database's own. */
export async function closePublicity(db: Database, batchId: string): Promise<void> {
  await db.asOwner((tx) =>
    tx
      .updateTable('batch_stage')
      .set({ closes_at: sql`clock_timestamp() - interval '1 second'` })
      .where('batch_id', '=', batchId)
      .where('stage', '=', 'publicity')
      .execute(),
  );
}
