import { sql } from 'kysely';
import { type ApplicationRow, lockApplication } from '#server/application/application-row.ts';
import { mustBeOpen } from '#server/batch/batch-stages.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

/** States in which the ministry still looks at the papers. */
export const reviewableStates: readonly string[] = ['recommended', 'admitted', 'rejected'];

/** An application under formal review, locked. Throws `Refusal('action-not-possible')` before its recommendation and after the selection. */
export async function lockReviewable(tx: Tx, applicationId: string): Promise<ApplicationRow> {
  const row = await lockApplication(tx, applicationId);
  if (!reviewableStates.includes(row.state)) throw new Refusal('action-not-possible', { state: row.state });
  await mustBeOpen(tx, row.batch_id, 'formal-review');
  return row;
}

/** The same for whoever runs its review. Throws `Refusal('forbidden')` for others. */
export async function lockReviewed(tx: Tx, applicationId: string): Promise<ApplicationRow> {
  const row = await lockReviewable(tx, applicationId);
  if (!(await reviews(tx, row))) throw new Refusal('forbidden');
  return row;
}

/** Whether the actor runs the review that the application stands in. */
export async function reviews(
  tx: Tx,
  { consortium_id, id }: Pick<ApplicationRow, 'consortium_id' | 'id'>,
): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select reviews(${consortium_id}, ${id}) as may`.execute(tx);
  return rows[0]?.may ?? false;
}
