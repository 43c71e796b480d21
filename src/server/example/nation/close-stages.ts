import { sql } from 'kysely';
import type { BatchStageId } from '#core/pack/pack.ts';
import type { NationPlay } from './nation-play.ts';

/**
 * Lets time pass: the stage, and those before it, have closed just now. Nobody can shorten a stage; what the example lives through in a minute
 * stands in its calendar as it was lived.
 */
export async function closeStages({ context, units }: NationPlay, stage: BatchStageId): Promise<void> {
  await context.db.asOwner(async (tx) => {
    const { position } = await tx
      .selectFrom('batch_stage')
      .select('position')
      .where('batch_id', '=', units.batchId)
      .where('stage', '=', stage)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('batch_stage')
      .set({ closes_at: sql`clock_timestamp()` })
      .where('batch_id', '=', units.batchId)
      .where('position', '<=', position)
      .where('closes_at', '>', sql<Date>`clock_timestamp()`)
      .execute();
  });
}
