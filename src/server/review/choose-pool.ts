import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockDraws, readDraws } from './draw.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

/** Puts experts of the office's directory into a batch's pool; who is there already stays as it is. */
export async function addToPool(
  context: Context,
  actor: Actor,
  batchId: string,
  expertIds: readonly string[],
): Promise<{ added: number }> {
  return context.db.asActor(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    const known = await tx
      .selectFrom('expert')
      .select('id')
      .where('unit_id', '=', batch.unitId)
      .where('retired', '=', false)
      .where('id', 'in', expertIds)
      .execute();
    if (known.length < new Set(expertIds).size) throw new Refusal('not-found');
    const added = await tx
      .insertInto('batch_expert')
      .values(known.map(({ id }) => ({ batch_id: batchId, expert_id: id })))
      .onConflict((conflict) =>
        conflict
          .columns(['batch_id', 'expert_id'])
          .doUpdateSet({ standing: 'pool' })
          // Once drawn, an expert that is out stays out.
          .where('batch_expert.standing', '=', 'out')
          .where('batch_expert.draw', 'is', null),
      )
      .returning('expert_id')
      .execute();
    if (added.length > 0)
      await recordSystemAudit(tx, batch.unitId, 'pool.added', batchId, {
        experts: added.map(({ expert_id }) => expert_id),
      });
    return { added: added.length };
  });
}

/**
 * Takes experts that no draw has reached out of the pool, for a reason. Throws `Refusal('already-drawn')` for others, `draw-open` while a draw
 * rests on the pool.
 */
export async function leavePool(
  context: Context,
  actor: Actor,
  batchId: string,
  { expertIds, reason }: { expertIds: readonly string[]; reason: string },
): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    await lockDraws(tx, batchId);
    if ((await readDraws(tx, batchId)).some(({ seed }) => seed === null)) throw new Refusal('draw-open');
    const out = await tx
      .updateTable('batch_expert')
      .set({ standing: 'out', reason })
      .where('batch_id', '=', batchId)
      .where('standing', '=', 'pool')
      .where('expert_id', 'in', expertIds)
      .returning('expert_id')
      .execute();
    if (out.length < new Set(expertIds).size)
      throw new Refusal('already-drawn', { detail: '只有尚未抽取的专家可以移出；已抽中的请递补。' });
    await recordSystemAudit(tx, batch.unitId, 'pool.left', batchId, { experts: expertIds, reason });
  });
}
