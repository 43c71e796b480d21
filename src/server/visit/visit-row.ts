import type { Selectable } from 'kysely';
import { type ApplicationRow, readApplication } from '#server/application/application-row.ts';
import { isOpen, readStages } from '#server/batch/batch-stages.ts';
import type { Tx } from '#server/db/database.ts';
import type { Schema } from '#server/db/schema.ts';
import { reviews } from '#server/formal-review/reviewed-row.ts';
import { Refusal } from '#server/http/refusal.ts';

export type Visit = Selectable<Schema['visit']>;
export type VisitedRow = ApplicationRow & { latest_revision: number; visit: Visit };

/** An application's visit as the actor may see it: who runs the review, and who visits. */
export async function findVisit(tx: Tx, { id, consortium_id }: Pick<ApplicationRow, 'id' | 'consortium_id'>) {
  return tx
    .selectFrom('visit')
    .selectAll()
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .executeTakeFirst();
}

/** An application with its visit. Throws `Refusal('not-found')` where it is not visited, or the actor has no part in it. */
export async function readVisited(tx: Tx, applicationId: string): Promise<VisitedRow> {
  const row = await readApplication(tx, applicationId);
  const visit = await findVisit(tx, row);
  if (!visit || visit.removed_at !== null || row.latest_revision === null) throw new Refusal('not-found');
  return { ...row, latest_revision: row.latest_revision, visit };
}

/**
 * The same, locked, while there is work on it. Throws `Refusal('action-not-possible')` once its report is closed, `Refusal('stage-closed')`
 * once site visits are over.
 */
export async function lockVisited(tx: Tx, applicationId: string): Promise<VisitedRow> {
  const seen = await readVisited(tx, applicationId);
  await tx
    .selectFrom('visit')
    .select('version')
    .where('consortium_id', '=', seen.consortium_id)
    .where('application_id', '=', applicationId)
    .forUpdate()
    .executeTakeFirst();
  const row = await readVisited(tx, applicationId);
  if (row.visit.ended_at !== null) throw new Refusal('action-not-possible', { state: 'ended' });
  await mustBeVisiting(tx, row.batch_id);
  return row;
}

/** Throws `Refusal('forbidden')` for whoever sees the application but does not run its review. */
export async function mustReview(tx: Tx, row: Pick<ApplicationRow, 'id' | 'consortium_id'>): Promise<void> {
  if (!(await reviews(tx, row))) throw new Refusal('forbidden');
}

/** Throws `Refusal('stage-closed')` where a batch has no site visits or they are over. */
export async function mustBeVisiting(tx: Tx, batchId: string): Promise<void> {
  const stage = (await readStages(tx, batchId)).find(({ stage: each }) => each === 'site-visit');
  if (!stage || !isOpen(stage)) throw new Refusal('stage-closed', { stage: 'site-visit' });
}

/** Writes to a visit at the version that the actor saw. Throws `Refusal('stale')` with the visit as it stands. */
export async function changeVisit(
  tx: Tx,
  row: VisitedRow,
  version: number,
  change: Partial<Omit<Visit, 'version' | 'consortium_id' | 'application_id'>>,
): Promise<{ version: number }> {
  const kept = await tx
    .updateTable('visit')
    .set({ ...change, version: version + 1 })
    .where('consortium_id', '=', row.consortium_id)
    .where('application_id', '=', row.id)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  if (kept) return kept;
  const now = await findVisit(tx, row);
  throw new Refusal('stale', { version: now?.version, day: now?.day, conclusion: now?.conclusion });
}
