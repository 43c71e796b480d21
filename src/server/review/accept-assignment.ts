import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { outdatedBy } from './assignment-outdated.ts';
import { type GatheredProblem, gatherProblem } from './gather-problem.ts';
import { readAssignment } from './read-assignment.ts';
import { readReviewedBatch } from './reviewed-batch.ts';
import { readingWords, tellExperts } from './tell-experts.ts';

export type AcceptedAssignment = { added: number; removed: number };

/**
 * Makes the assignment that was worked out the one by which experts read: readers that are new come in, those who are out go with a reason, whoever
 * has begun keeps what it reads. The same again changes nothing. Throws `Refusal('stale')` where another version stands there,
 * `action-not-possible` while none is worked out, `assignment-outdated` where it breaks a rule by now.
 */
export async function acceptAssignment(
  context: Context,
  actor: Actor,
  batchId: string,
  version: number,
): Promise<AcceptedAssignment> {
  return context.db.asActor(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    await sql`select from assignment where batch_id = ${batchId}::uuid for update`.execute(tx);
    const gathered = await gatherProblem(tx, batch);
    const { outcome, solvedVersion, ...stored } = gathered.assignment;
    if (stored.version !== version) throw new Refusal('stale', await readAssignment(tx, batchId));
    if (solvedVersion !== version || !outcome || !('assignments' in outcome)) throw new Refusal('action-not-possible');
    if (stored.acceptedVersion === version) return { added: 0, removed: 0 };
    const broken = outdatedBy(gathered, outcome.assignments);
    if (broken.length > 0) throw new Refusal('assignment-outdated', { detail: broken.join('；') });

    const wanted = Object.entries(outcome.assignments).flatMap(([application, own]) =>
      own.map((expert) => ({ application, expert })),
    );
    const isWanted = (applicationId: string, expertId: string) =>
      outcome.assignments[applicationId]?.includes(expertId) ?? false;
    const gone = gathered.active.filter(
      ({ applicationId, expertId, how }) =>
        !isWanted(applicationId, expertId) &&
        (how !== 'further' || whyGone(gathered, applicationId, expertId) !== reassigned),
    );
    for (const { applicationId, expertId } of gone)
      await tx
        .updateTable('reader')
        .set({ removed_at: new Date(), removed_reason: whyGone(gathered, applicationId, expertId) })
        .where('application_id', '=', applicationId)
        .where('expert_id', '=', expertId)
        .where('removed_at', 'is', null)
        .execute();
    const isActive = ({ application, expert }: (typeof wanted)[number]) =>
      gathered.active.some((each) => each.applicationId === application && each.expertId === expert);
    const added = wanted.filter((each) => !isActive(each));
    const consortia = new Map(gathered.applicants.map(({ id, consortiumId }) => [id, consortiumId]));
    const isFixed = ({ application, expert }: (typeof wanted)[number]) =>
      stored.fixed.some(([a, e]) => a === application && e === expert);
    for (const each of added) {
      const said = {
        how: isFixed(each) ? 'manual' : gone.length > 0 ? 'replacement' : 'solved',
        assigned_by: actor.personId,
      };
      await tx
        .insertInto('reader')
        .values({
          ...said,
          consortium_id: consortia.get(each.application) ?? '',
          application_id: each.application,
          expert_id: each.expert,
          batch_id: batchId,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['consortium_id', 'application_id', 'expert_id'])
            .doUpdateSet({ ...said, assigned_at: new Date(), removed_at: null, removed_reason: null }),
        )
        .execute();
    }
    await tellExperts(context, tx, batch, {
      experts: [...new Set(added.map(({ expert }) => expert))],
      text: readingWords(batch),
    });
    await tx.updateTable('assignment').set({ accepted_version: version }).where('batch_id', '=', batchId).execute();
    const { worst, total, proven } = outcome;
    await recordSystemAudit(tx, batch.unitId, 'assignment.accepted', batchId, {
      version,
      worst,
      total,
      proven,
      added: added.map(({ application, expert }) => [application, expert]),
      removed: gone.map(({ applicationId, expertId }) => [
        applicationId,
        expertId,
        whyGone(gathered, applicationId, expertId),
      ]),
    });
    return { added: added.length, removed: gone.length };
  });
}

const reassigned = '重新分工';

function whyGone({ experts, barOf, assignment }: GatheredProblem, applicationId: string, expertId: string): string {
  if (!experts.some(({ id }) => id === expertId)) return '不再参加本批次审阅';
  const bar = barOf(applicationId, expertId);
  if (bar !== undefined) return `回避：${bar}`.slice(0, 1000);
  if (assignment.forbidden.some(([a, e]) => a === applicationId && e === expertId)) return '人工排除';
  return reassigned;
}
