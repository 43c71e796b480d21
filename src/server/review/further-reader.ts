import type { Actor } from '#server/access/actor.ts';
import { readApplication } from '#server/application/application-row.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readApplicants } from './read-applicants.ts';
import { readPool } from './read-pool.ts';
import { barsOf, readTies } from './read-ties.ts';
import { type ReviewedBatch, readReviewedBatch } from './reviewed-batch.ts';
import { readingWords, tellExperts } from './tell-experts.ts';

/** Experts of the batch's pool who may read an application further: neither tied, nor of its province, nor its reader already; the least busy first. */
export async function freeExperts(tx: Tx, batch: ReviewedBatch, applicationId: string) {
  const pool = await readPool(tx, batch.id);
  const applicants = await readApplicants(tx, batch);
  const ties = await readTies(tx, batch.id, pool, applicants);
  const rows = await tx
    .selectFrom('reader')
    .select(['expert_id', 'application_id', 'removed_at'])
    .where('batch_id', '=', batch.id)
    .execute();
  const busy = Map.groupBy(
    rows.filter(({ removed_at }) => removed_at === null),
    ({ expert_id }) => expert_id,
  );
  const had = new Set(rows.filter((row) => row.application_id === applicationId).map(({ expert_id }) => expert_id));
  return pool
    .filter(({ retired, standing, answer }) => !retired && standing !== 'out' && answer !== 'declined')
    .filter(({ id }) => !had.has(id))
    .filter((expert) => !barsOf(expert, applicants, ties).has(applicationId))
    .map(({ id, name, province, employer }) => ({ id, name, province, employer, readings: busy.get(id)?.length ?? 0 }))
    .sort((a, b) => a.readings - b.readings || (a.id < b.id ? -1 : 1));
}

/** Has one more expert read an application where its readers differ. Throws `Refusal('invalid')` for who must not, or reads it already. */
export async function addFurtherReader(
  context: Context,
  actor: Actor,
  applicationId: string,
  { expertId, reason }: { expertId: string; reason: string },
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await readApplication(tx, applicationId);
    const batch = await readReviewedBatch(context, tx, row.batch_id);
    const free = await freeExperts(tx, batch, applicationId);
    if (!free.some(({ id }) => id === expertId))
      throw new Refusal('invalid', {
        fields: ['expertId'],
        detail: '这位专家须回避、已审阅过这份申报，或不在本批次的专家之列，请另选。',
      });
    await tx
      .insertInto('reader')
      .values({
        consortium_id: row.consortium_id,
        application_id: applicationId,
        expert_id: expertId,
        batch_id: row.batch_id,
        how: 'further',
        assigned_by: actor.personId,
      })
      .execute();
    await tellExperts(context, tx, batch, { experts: [expertId], text: readingWords(batch) });
    await recordSystemAudit(tx, batch.unitId, 'reader.added', applicationId, { expert: expertId, reason });
  });
}
