import { calendarOf, outOfOrder, type StageClose } from '#core/batch/calendar.ts';
import type { BatchStageId } from '#core/pack/pack.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { StoredPack } from '#server/pack/packs.ts';

export type BatchOrder = {
  unitId: string;
  title: string;
  /** When applications close; the notice's own day where none is given. */
  deadline?: string | undefined;
  /** Closings of other stages that differ from the notice's. */
  closings?: Readonly<Partial<Record<BatchStageId, string>>> | undefined;
};

/** Opens a batch of a pack with its calendar, quota and readers. Throws `Refusal('invalid')` where a stage would close before the one it follows. */
export async function openBatch(tx: Tx, { digest, pack }: StoredPack, order: BatchOrder): Promise<string> {
  const deadline = new Date(order.deadline ?? pack.batch.deadline);
  const calendar: readonly StageClose[] = calendarOf(pack.batch, deadline).map(({ stage, closesAt }) => {
    const chosen = order.closings?.[stage];
    return { stage, closesAt: chosen === undefined ? closesAt : new Date(chosen) };
  });
  const wrong = outOfOrder(calendar);
  if (wrong.length > 0) throw new Refusal('invalid', { fields: wrong.map((stage) => `closings.${stage}`) });
  const { id } = await tx
    .insertInto('batch')
    .values({
      unit_id: order.unitId,
      title: order.title,
      pack_digest: digest,
      quota: pack.batch.quota,
      readers: pack.batch.readers,
      weights: '{}',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('batch_stage')
    .values(calendar.map(({ stage, closesAt }, position) => ({ batch_id: id, stage, position, closes_at: closesAt })))
    .execute();
  return id;
}
