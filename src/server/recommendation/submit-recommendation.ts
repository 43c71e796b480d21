import type { Actor } from '#server/access/actor.ts';
import { type ApplicationRow, lockApplication } from '#server/application/application-row.ts';
import { moveApplication } from '#server/application/move-application.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import { isOpen, readStage } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { findRecommendation } from './read-recommendation.ts';
import { takeBaselines } from './take-baselines.ts';

/**
 * Hands in a province's list: from then on its applications are the ministry's, and what was verified of them is their baseline. The same list again gives the same answer. Throws
 * `Refusal('over-quota')`, `Refusal('stage-closed')`, `Refusal('stale')` where the officer saw another version.
 */
export async function submitRecommendation(
  context: Context,
  actor: Actor,
  { batchId, unitId, version }: { batchId: string; unitId: string; version: number },
): Promise<{ submittedAt: string }> {
  const handed = await context.db.asActor(actor, async (tx) => {
    await tx
      .selectFrom('recommendation')
      .select('version')
      .where('batch_id', '=', batchId)
      .where('unit_id', '=', unitId)
      .forUpdate()
      .execute();
    const list = await findRecommendation(tx, batchId, unitId);
    if (!list) throw new Refusal('not-found');
    if (list.version !== version)
      throw new Refusal('stale', { version: list.version, items: list.items, opinion: list.opinion });
    // A double click: handed in already, just so.
    if (list.submitted_at) return { submittedAt: list.submitted_at, ids: [] };
    const { quota } = await tx.selectFrom('batch').select('quota').where('id', '=', batchId).executeTakeFirstOrThrow();
    const stage = await readStage(tx, batchId, 'recommendation');
    if (!isOpen(stage))
      throw new Refusal('stage-closed', { stage: stage.stage, closedAt: stage.closesAt.toISOString() });
    if (list.items.length === 0) throw new Refusal('invalid', { fields: ['items'], detail: '名单是空的，请先排序。' });
    if (list.items.length > quota) throw new Refusal('over-quota', { quota, recommended: list.items.length });
    const rows: ApplicationRow[] = [];
    for (const [at, { applicationId, opinion }] of list.items.entries()) {
      const row = await lockApplication(tx, applicationId);
      rows.push(row);
      await moveApplication(context, tx, actor, row, {
        action: 'recommend',
        holds: ['within-quota', 'before-deadline'],
        audit: 'application.recommended',
        facts: { rank: at + 1, opinion },
      });
    }
    await takeBaselines(context, tx, actor, rows);
    await tx
      .updateTable('recommendation')
      .set({ submitted_at: stage.now, submitted_by: actor.personId })
      .where('batch_id', '=', batchId)
      .where('unit_id', '=', unitId)
      .execute();
    const ids = list.items.map(({ applicationId }) => applicationId);
    await recordSystemAudit(tx, unitId, 'recommendation.submitted', batchId, { version, ids });
    return { submittedAt: stage.now, ids };
  });
  for (const id of handed.ids) context.db.bus.tell('lianheti_application', id);
  return { submittedAt: handed.submittedAt.toISOString() };
}
