import { sql } from 'kysely';
import type { Database } from '#server/db/database.ts';
import { admit, admittedApplication, pointIds, type TestReading, testExpert } from './test-reading.ts';
import type { TestServer } from './test-server.ts';

type GivenReading = {
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

/** An application that passed the formal review, named as its form names it. */
export function firstInSelection(server: TestServer): Promise<TestReading> {
  const name = '第1联合体（虚构）';
  return admittedApplication(server, { name, more: { consortiumName: name } });
}

/** Two more of the same batch and province; then three experts read all three: the first is the best, and one expert gives a reason. */
export async function joinSelection(server: TestServer, first: TestReading): Promise<readonly TestReading[]> {
  const all = [first];
  for (const name of ['第2联合体（虚构）', '第3联合体（虚构）']) {
    const consortiumId = await server.addUnit('consortium', name, first.provinceId);
    const secretary = await server.join('secretariat', consortiumId);
    const begun = await secretary.post(`/api/batches/${first.batchId}/applications`, { consortiumId });
    const one = { ...first, consortiumId, secretary, applicationId: begun.body.id };
    await admit(server, one, { consortiumName: name });
    all.push(one);
  }
  for (const n of [0, 1, 2]) {
    const { expertId } = await testExpert(server, first.ministryId, `专家${n + 1}（虚构）`);
    for (const [at, one] of all.entries())
      await giveReading(server.context.db, {
        ...one,
        expertId,
        assignedBy: first.officer.personId,
        score: 90 - at * 3 + n,
        ...(n === 0 ? { reason: `意见${at}` } : {}),
      });
  }
  return all;
}
