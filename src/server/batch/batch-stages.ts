import { sql } from 'kysely';
import type { BatchStageId } from '#core/pack/pack.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

export type StageRow = { stage: BatchStageId; closesAt: Date; now: Date };

/** The stages of a batch in their order, with the database's clock. Empty where the actor may not know the batch. */
export async function readStages(tx: Tx, batchId: string): Promise<readonly StageRow[]> {
  const rows = await tx
    .selectFrom('batch_stage')
    .select(['stage', 'closes_at', sql<Date>`clock_timestamp()`.as('now')])
    .where('batch_id', '=', batchId)
    .orderBy('position')
    .execute();
  return rows.map(({ stage, closes_at, now }) => ({ stage: stage as BatchStageId, closesAt: closes_at, now }));
}

/** One stage. Throws `Refusal('not-found')` where the batch has none of that name, or the actor may not know it. */
export async function readStage(tx: Tx, batchId: string, stage: BatchStageId): Promise<StageRow> {
  const found = (await readStages(tx, batchId)).find((each) => each.stage === stage);
  if (!found) throw new Refusal('not-found');
  return found;
}

/** Whether a stage may still be worked in, by the server's clock. */
export function isOpen({ closesAt, now }: StageRow): boolean {
  return now <= closesAt;
}

/** Throws `Refusal('stage-closed')` once a stage has closed. */
export async function mustBeOpen(tx: Tx, batchId: string, stage: BatchStageId): Promise<void> {
  const found = await readStage(tx, batchId, stage);
  if (!isOpen(found)) throw new Refusal('stage-closed', { stage, closedAt: found.closesAt.toISOString() });
}
