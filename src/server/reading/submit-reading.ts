import { sql } from 'kysely';
import { scoredPoints } from '#core/review/results.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockReading } from './reading-row.ts';

/**
 * Hands a reading in: every point has its score. Throws `Refusal('scores-missing')` with the points that have none. Handed in twice, the second
 * is refused with `reading-submitted`.
 */
export async function submitReading(context: Context, actor: Actor, applicationId: string): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const row = await lockReading(tx, applicationId);
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const given = await tx
      .selectFrom('reading_score')
      .select('point')
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', applicationId)
      .where('expert_id', '=', row.expert_id)
      .where('score', 'is not', null)
      .execute();
    const scored = new Set(given.map(({ point }) => point));
    const missing = scoredPoints(pack.indicators).filter(({ id }) => !scored.has(id));
    if (missing.length > 0)
      throw new Refusal('scores-missing', {
        fields: missing.map(({ id }) => id),
        detail: `还有${missing.length}个观测点没有评分：${missing.map(({ id }) => id).join('、')}。`,
      });
    await sql`select submit_reading(${applicationId}::uuid)`.execute(tx);
    // Filed with the office: the applicant's own auditors must not learn who reads.
    await recordSystemAudit(tx, row.unit_id, 'reading.submitted', applicationId, { expert: row.expert_id });
  });
}

/** Gives a reading back to its reader, for a reason on record. Throws `Refusal('not-found')` where none was handed in, or it is not the actor's to give. */
export async function unlockReading(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  expertId: string,
  reason: string,
): Promise<void> {
  await db.asActor(actor, async (tx) => {
    const row = await tx
      .updateTable('reader')
      .set({ submitted_at: null })
      .where('application_id', '=', applicationId)
      .where('expert_id', '=', expertId)
      .where('removed_at', 'is', null)
      .where('submitted_at', 'is not', null)
      .where(sql<boolean>`may_review(batch_id)`)
      .returning('batch_id')
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found');
    const { unit_id } = await tx
      .selectFrom('batch')
      .select('unit_id')
      .where('id', '=', row.batch_id)
      .executeTakeFirstOrThrow();
    await recordSystemAudit(tx, unit_id, 'reading.unlocked', applicationId, { expert: expertId, reason });
  });
}
