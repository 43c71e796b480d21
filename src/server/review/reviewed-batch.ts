import { sql } from 'kysely';
import type { Pack } from '#core/pack/pack.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

export type ReviewedBatch = { id: string; title: string; unitId: string; readers: number; pack: Pack };

/** A batch whose review the actor runs. Throws `Refusal`: `not-found`, or `forbidden` where the actor only knows of it. */
export async function readReviewedBatch(
  { packs }: Pick<Context, 'packs'>,
  tx: Tx,
  batchId: string,
): Promise<ReviewedBatch> {
  const row = await tx
    .selectFrom('batch')
    .select(['id', 'title', 'unit_id', 'readers', 'pack_digest', sql<boolean>`may_review(id)`.as('may')])
    .where('id', '=', batchId)
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  if (!row.may) throw new Refusal('forbidden');
  const { pack } = await packs.byDigest(row.pack_digest);
  return { id: row.id, title: row.title, unitId: row.unit_id, readers: row.readers, pack };
}
