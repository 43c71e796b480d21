import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Tx } from '#server/db/database.ts';
import { type EvidenceTarget, linkEvidence } from '#server/evidence/link-evidence.ts';
import type { TaskKey } from './view-task.ts';

/**
 * What proves a done task proves also the points that it serves, and its ledger entry. It stays so when the task is opened again: the secretariat had accepted
 * it, and takes off what no longer proves anything.
 */
export async function proveAlso(
  tx: Tx,
  actor: Actor,
  { consortiumId, taskId }: TaskKey,
  targets: readonly EvidenceTarget[],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select l.evidence_id as id from evidence_link l join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id
    where l.consortium_id = ${consortiumId}::uuid and l.task_id = ${taskId}::uuid and v.withdrawn_at is null order by 1`.execute(
    tx,
  );
  for (const { id } of rows) for (const target of targets) await linkEvidence(tx, actor, { consortiumId, id }, target);
}
