import type { Pair } from '#core/review/assignment.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beginJob } from '#server/job/begin-job.ts';
import { readApplicants } from './read-applicants.ts';
import { readAssignment } from './read-assignment.ts';
import { readPool } from './read-pool.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

export type AssignmentOrder = { version: number; fixed: readonly Pair[]; forbidden: readonly Pair[] };

/**
 * Has an assignment worked out around what the office insists on. Throws `Refusal('stale')` where a colleague asked meanwhile, `invalid` for
 * pairs that are not of the batch.
 */
export async function requestAssignment(
  context: Context,
  actor: Actor,
  batchId: string,
  { version, fixed, forbidden }: AssignmentOrder,
): Promise<{ version: number; jobId: string }> {
  const jobId = crypto.randomUUID();
  const unitId = await context.db.asActor(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    const applications = new Set((await readApplicants(tx, batch)).map(({ id }) => id));
    const experts = new Set((await readPool(tx, batchId)).map(({ id }) => id));
    const isUnknown = ([application, expert]: Pair) => !applications.has(application) || !experts.has(expert);
    if ([...fixed, ...forbidden].some(isUnknown))
      throw new Refusal('invalid', { fields: ['fixed', 'forbidden'], detail: '指定或排除的专家、申报不在本批次中。' });
    const next = {
      version: version + 1,
      fixed: JSON.stringify(fixed),
      forbidden: JSON.stringify(forbidden),
      job_id: jobId,
      changed_by: actor.personId,
      changed_at: new Date(),
    };
    const kept = await tx
      .insertInto('assignment')
      .values({ batch_id: batchId, ...next })
      .onConflict((conflict) => conflict.column('batch_id').doUpdateSet(next).where('assignment.version', '=', version))
      .returning('version')
      .executeTakeFirst();
    // A first request with a version that never was makes no row of that version either.
    if (kept?.version !== version + 1) throw new Refusal('stale', await readAssignment(tx, batchId));
    await recordSystemAudit(tx, batch.unitId, 'assignment.requested', batchId, {
      version: version + 1,
      fixed,
      forbidden,
    });
    return batch.unitId;
  });
  const parameters = { batchId, version: version + 1 };
  await beginJob(context, actor, { consortiumId: unitId, id: jobId, kind: 'assignment', parameters });
  return { version: version + 1, jobId };
}
