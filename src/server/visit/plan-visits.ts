import { planRoute } from '#core/visit/plan-route.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit, recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readReviewedBatch } from '#server/review/reviewed-batch.ts';
import { readVisits } from './read-visits.ts';
import { changeVisit, lockVisited, mustBeVisiting, mustReview } from './visit-row.ts';

/**
 * Sets day and order of every visit of a batch that has not ended, along the notice's order of provinces. Throws `Refusal('invalid')` where the
 * days do not hold them.
 */
export async function planVisits(
  context: Context,
  actor: Actor,
  batchId: string,
  { days, perDay }: { days: readonly string[]; perDay: number },
): Promise<{ planned: number }> {
  return context.db.asActor(actor, async (tx) => {
    const { pack, unitId } = await readReviewedBatch(context, tx, batchId);
    await mustBeVisiting(tx, batchId);
    const stops = (await readVisits(tx, batchId)).filter(({ endedAt }) => endedAt === null);
    const plan = planRoute(stops, { provinces: pack.regions, days: [...new Set(days)].sort(), perDay });
    if (!plan)
      throw new Refusal('invalid', {
        fields: ['days'],
        detail: `${stops.length}处考察排不进${days.length}天、每天${perDay}处，请增加天数或每天的处数。`,
      });
    for (const { id, day, position } of plan)
      await tx
        .updateTable('visit')
        .set(({ eb }) => ({ day, position, version: eb('version', '+', 1) }))
        .where('application_id', '=', id)
        .execute();
    await recordSystemAudit(tx, unitId, 'visits.planned', batchId, { days, perDay, plan });
    return { planned: plan.length };
  });
}

/** Moves one visit by hand. */
export async function moveVisit(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  { day, position, city, version }: { day: string | null; position: number; city: string; version: number },
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    await mustReview(tx, row);
    const kept = await changeVisit(tx, row, version, { day, position: day === null ? null : position, city });
    await recordAudit(tx, row.consortium_id, 'visit.moved', row.id, { day, position, city });
    return kept;
  });
}
