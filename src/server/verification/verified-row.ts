import type { ApplicationState } from '#core/workflow/application-workflow.ts';
import { type ApplicationRow, lockApplication } from '#server/application/application-row.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';

export type SubmittedRow = ApplicationRow & { latest_revision: number };

/** States in which the province may look into an application and say what it finds. */
const verifiable: readonly ApplicationState[] = ['submitted', 'confirmed'];

/** States in which a revision stands or stood before the province has ended its verification. */
const unverified: readonly ApplicationState[] = ['draft', 'submitted', 'confirmed', 'returned'];

/** Whether the province's verification of an application's latest revision has ended. */
export function isVerified(state: string): boolean {
  return !unverified.some((each) => each === state);
}

/**
 * An application that is being verified, locked, at the revision that the officer sees. Throws `Refusal('action-not-possible')` outside of
 * verification and `Refusal('revision-changed')` where a later revision came in meanwhile.
 */
export async function lockVerified(tx: Tx, applicationId: string, number: number): Promise<SubmittedRow> {
  const row = await lockApplication(tx, applicationId);
  if (!verifiable.some((state) => state === row.state)) throw new Refusal('action-not-possible', { state: row.state });
  const { latest_revision } = row;
  if (latest_revision !== number) throw new Refusal('revision-changed', { latestRevision: latest_revision });
  return { ...row, latest_revision };
}
