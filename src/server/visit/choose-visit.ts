import type { Actor } from '#server/access/actor.ts';
import { lockApplication } from '#server/application/application-row.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { addDoubts } from './visit-points.ts';
import { changeVisit, findVisit, lockVisited, mustBeVisiting, mustReview } from './visit-row.ts';

export type VisitOrder = { how: 'manual' | 'proposed'; reason: string; city: string };

/**
 * Chooses an application to be visited, with the reason, and draws what is to be looked at. Chosen again, nothing changes; struck off before,
 * it is taken up again. Throws `Refusal('action-not-possible')` for what did not pass the formal review.
 */
export async function chooseVisit(
  context: Context,
  actor: Actor,
  applicationId: string,
  order: VisitOrder,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const row = await lockApplication(tx, applicationId);
    await mustReview(tx, row);
    if (row.state !== 'admitted') throw new Refusal('action-not-possible', { state: row.state });
    await mustBeVisiting(tx, row.batch_id);
    const before = await findVisit(tx, row);
    if (before && before.removed_at === null) return { version: before.version };
    const chosen = { ...order, chosen_by: actor.personId, chosen_at: row.now, removed_at: null, removed_reason: null };
    const version = (before?.version ?? 0) + 1;
    await tx
      .insertInto('visit')
      .values({ consortium_id: row.consortium_id, application_id: row.id, ...chosen })
      .onConflict((conflict) =>
        conflict.columns(['consortium_id', 'application_id']).doUpdateSet({ ...chosen, version }),
      )
      .execute();
    await addDoubts(context, tx, row);
    await recordAudit(tx, row.consortium_id, 'visit.chosen', row.id, { ...order });
    return { version };
  });
}

/** Strikes a visit off, for a reason that stays. */
export async function removeVisit(
  { db }: Context,
  actor: Actor,
  applicationId: string,
  { reason, version }: { reason: string; version: number },
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const row = await lockVisited(tx, applicationId);
    await mustReview(tx, row);
    const kept = await changeVisit(tx, row, version, {
      removed_at: row.now,
      removed_reason: reason,
      day: null,
      position: null,
    });
    await recordAudit(tx, row.consortium_id, 'visit.removed', row.id, { reason });
    return kept;
  });
}
