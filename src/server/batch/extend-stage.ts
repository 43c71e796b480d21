import type { BatchStageId } from '#core/pack/pack.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readStages } from './batch-stages.ts';

export type Extension = { stage: BatchStageId; closesAt: string; reason: string };

/**
 * Moves the close of a stage to a later moment, for a reason that stays beside it. Stages that would now close before it move with it.
 * Throws `Refusal('invalid')` where the moment is not later, `Refusal('not-found')` where there is no such stage.
 */
export async function extendStage({ db }: Context, actor: Actor, batchId: string, extension: Extension): Promise<void> {
  const after = new Date(extension.closesAt);
  await db.asActor(actor, async (tx) => {
    const batch = await tx.selectFrom('batch').select('unit_id').where('id', '=', batchId).executeTakeFirst();
    const stages = await readStages(tx, batchId);
    const at = stages.findIndex(({ stage }) => stage === extension.stage);
    const stage = stages[at];
    if (!batch || !stage) throw new Refusal('not-found');
    if (after <= stage.closesAt)
      throw new Refusal('invalid', { fields: ['closesAt'], detail: '延期后的时间须晚于现在的截止时间。' });
    for (const { stage: id, closesAt } of stages.slice(at).filter((each) => each.closesAt < after)) {
      const { numUpdatedRows } = await tx
        .updateTable('batch_stage')
        .set({ closes_at: after })
        .where('batch_id', '=', batchId)
        .where('stage', '=', id)
        .executeTakeFirst();
      // Seen, but not to be moved by this actor.
      if (numUpdatedRows === 0n) throw new Refusal('forbidden');
      await tx
        .insertInto('batch_extension')
        .values({
          batch_id: batchId,
          stage: id,
          before: closesAt,
          after,
          reason: extension.reason,
          person_id: actor.personId,
        })
        .execute();
    }
    const facts = { stage: extension.stage, before: stage.closesAt.toISOString(), after: after.toISOString() };
    await recordSystemAudit(tx, batch.unit_id, 'batch.extended', batchId, { ...facts, reason: extension.reason });
  });
}
