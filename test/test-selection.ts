import { sql } from 'kysely';
import { pointIds, type TestExpert, type TestReading } from './test-reading.ts';
import type { TestServer } from './test-server.ts';

/** A reading handed in, the same score and reason for every point. */
export async function giveReading(
  server: TestServer,
  { consortiumId, applicationId, batchId, officer }: TestReading,
  { expertId }: Pick<TestExpert, 'expertId'>,
  score: number,
  reason = '',
): Promise<void> {
  const key = { consortium_id: consortiumId, application_id: applicationId, expert_id: expertId };
  await server.context.db.asOwner(async (tx) => {
    await tx
      .insertInto('reader')
      .values({ ...key, batch_id: batchId, how: 'manual', assigned_by: officer.personId, submitted_at: new Date() })
      .execute();
    await tx
      .insertInto('reading_score')
      .values(pointIds.map((point) => ({ ...key, point, score: String(score), reason })))
      .execute();
  });
}

/** Ends the days of a batch's draft list, or gives it some more: the clock is the database's own. */
export async function closePublicity(server: TestServer, batchId: string, inSeconds = -1): Promise<void> {
  await server.context.db.asOwner((tx) =>
    tx
      .updateTable('batch_stage')
      .set({ closes_at: sql`clock_timestamp() + make_interval(secs => ${inSeconds})` })
      .where('batch_id', '=', batchId)
      .where('stage', '=', 'publicity')
      .execute(),
  );
}
