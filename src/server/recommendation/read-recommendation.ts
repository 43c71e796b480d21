import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { ApplicationRow } from '#server/application/application-row.ts';
import { selectApplications } from '#server/application/application-row.ts';
import type { Tx } from '#server/db/database.ts';
import type { Schema } from '#server/db/schema.ts';

/** One application that a province recommends, in its place of the list. */
export const RecommendedItem = z.object({ applicationId: z.uuid(), opinion: z.string().max(2000) });
export type Recommended = z.infer<typeof RecommendedItem>;

export type Recommendation = Omit<Selectable<Schema['recommendation']>, 'items'> & { items: readonly Recommended[] };

/** A province's list in a batch as it stands; `undefined` where nobody has begun it or the actor may not see it. */
export async function findRecommendation(tx: Tx, batchId: string, unitId: string): Promise<Recommendation | undefined> {
  const row = await tx
    .selectFrom('recommendation')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst();
  return row && parsed(row);
}

/** The lists of some batches that the actor may see: every province's to the ministry, once handed in. */
export async function readRecommendations(tx: Tx, batchIds: readonly string[]): Promise<readonly Recommendation[]> {
  const rows = await tx
    .selectFrom('recommendation')
    .selectAll()
    .where('batch_id', 'in', [...batchIds])
    .execute();
  return rows.map(parsed);
}

const parsed = (row: Selectable<Schema['recommendation']>): Recommendation => ({
  ...row,
  items: z.array(RecommendedItem).parse(row.items),
});

/** A province's applications of a batch that the actor may see. */
export async function readCandidates(tx: Tx, batchId: string, unitId: string): Promise<readonly ApplicationRow[]> {
  return selectApplications(tx)
    .where('application.batch_id', '=', batchId)
    .where('unit.parent_id', '=', unitId)
    .orderBy('unit.name')
    .execute();
}
