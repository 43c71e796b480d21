import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';

/** A consortium's application in a batch, begun by who may fill it in; it stays pinned to the batch's pack. Once more gives the same. */
export async function beginApplication(
  context: Context,
  actor: Actor,
  batchId: string,
  consortiumId: string,
): Promise<string> {
  return context.db.asActor(actor, async (tx) => {
    const batch = await tx
      .selectFrom('batch')
      .select('pack_digest')
      .where('id', '=', batchId)
      .where('kind', '=', 'application')
      .executeTakeFirst();
    const unit = await tx
      .selectFrom('unit')
      .select('id')
      .where('id', '=', consortiumId)
      .where('kind', '=', 'consortium')
      .executeTakeFirst();
    if (!batch || !unit) throw new Refusal('not-found');
    const { pack } = await context.packs.byDigest(batch.pack_digest);
    const begun = await tx
      .insertInto('application')
      .values({
        consortium_id: consortiumId,
        batch_id: batchId,
        pack_digest: batch.pack_digest,
        state: pack.workflow.initial,
      })
      .onConflict((conflict) => conflict.columns(['consortium_id', 'batch_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (begun) {
      await recordAudit(tx, consortiumId, 'application.begun', begun.id, { batch: batchId });
      return begun.id;
    }
    const there = await tx
      .selectFrom('application')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('batch_id', '=', batchId)
      .executeTakeFirst();
    if (!there) throw new Refusal('forbidden');
    return there.id;
  });
}
