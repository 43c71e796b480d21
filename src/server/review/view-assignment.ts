import { clashMessage, ruleNames } from '#core/review/assignment-clashes.ts';
import { type Fit, placeLabels } from '#core/review/fit.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { outdatedBy } from './assignment-outdated.ts';
import { type GatheredProblem, gatherProblem } from './gather-problem.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

/** The assignment as its office sees it: what is insisted on, what was worked out, what of it breaks a rule by now, and who reads. */
export async function viewAssignment(context: Context, actor: Actor, batchId: string) {
  return context.db.readAs(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    const gathered = await gatherProblem(tx, batch);
    const { assignment, applicants, experts, pool, active, problem } = gathered;
    const { outcome, solvedVersion, ...stored } = assignment;
    const solution = outcome && 'assignments' in outcome ? outcome : null;
    const isCurrent = solvedVersion === stored.version;
    const names = new Map(pool.map(({ id, name }) => [id, name]));
    const consortia = new Map(applicants.map(({ id, consortium }) => [id, consortium]));
    const shown = (ids: Readonly<Record<string, readonly string[]>>, expertId: string) =>
      Object.values(ids).filter((own) => own.includes(expertId)).length;
    return {
      batch: { id: batch.id, title: batch.title },
      readers: batch.readers,
      version: stored.version,
      fixed: stored.fixed,
      forbidden: stored.forbidden,
      state: await stateOf(tx, assignment),
      isAccepted: isCurrent && stored.acceptedVersion === stored.version,
      worst: solution?.worst ?? null,
      total: solution?.total ?? null,
      proven: solution?.proven ?? null,
      costs: (solution?.costs ?? []).map((cost) => ({ ...cost, label: ruleNames[cost.rule] })),
      clashes:
        outcome && 'clashes' in outcome
          ? outcome.clashes.map((clash) =>
              clashMessage(
                { ...clash, applications: clash.applications.map((id) => consortia.get(id) ?? id) },
                batch.readers,
              ),
            )
          : [],
      outdated: solution && isCurrent ? [...outdatedBy(gathered, solution.assignments)] : [],
      experts: experts.map(({ id, name, load }) => ({
        id,
        name,
        load,
        assigned: solution ? shown(solution.assignments, id) : active.filter(({ expertId }) => expertId === id).length,
      })),
      applications: applicants.map(({ id, consortium, province }) => ({
        id,
        consortium,
        province,
        proposed: (solution?.assignments[id] ?? []).map((expertId) => placeOf(gathered, id, expertId, names)),
        reading: active
          .filter(({ applicationId }) => applicationId === id)
          .map(({ expertId, how, hasBegun }) => ({
            ...placeOf(gathered, id, expertId, names),
            isFurther: how === 'further',
            hasBegun,
          })),
      })),
      places: { wanted: problem.applications.length * batch.readers, offered: loadOf(problem) },
    };
  });
}

/** A job that is on its way is told as it is to who began it; to others it is on its way. */
async function stateOf(
  tx: Tx,
  { version, solvedVersion, outcome, jobId }: GatheredProblem['assignment'],
): Promise<'none' | 'solving' | 'failed' | 'solved' | 'clash'> {
  if (version === 0) return 'none';
  if (solvedVersion === version && outcome) return 'assignments' in outcome ? 'solved' : 'clash';
  const job = await tx.selectFrom('job').select('state').where('id', '=', jobId).executeTakeFirst();
  return job && ['failed', 'cancelled'].includes(job.state) ? 'failed' : 'solving';
}

function placeOf(
  { fitOf }: GatheredProblem,
  applicationId: string,
  expertId: string,
  names: ReadonlyMap<string, string>,
) {
  return { expertId, name: names.get(expertId) ?? '', ...fitText(fitOf(applicationId, expertId)) };
}

const fitText = ({ points, met }: Fit) => ({
  points,
  because: met
    .map(({ field, where, whole }) => `${field}${whole ? '' : '（相近）'}见于${placeLabels[where]}`)
    .join('；'),
});

function loadOf({ experts, applications }: GatheredProblem['problem']): number {
  return experts.reduce((sum, { load }) => sum + Math.min(load, applications.length), 0);
}

/** Everyone who takes part, as a reader of one application: how well it suits and why, or why it must not. Throws `Refusal('not-found')`. */
export async function viewCandidates(context: Context, actor: Actor, batchId: string, applicationId: string) {
  return context.db.readAs(actor, async (tx) => {
    const gathered = await gatherProblem(tx, await readReviewedBatch(context, tx, batchId));
    const application = gathered.applicants.find(({ id }) => id === applicationId);
    if (!application) throw new Refusal('not-found');
    return {
      consortium: application.consortium,
      items: gathered.experts
        .map(({ id, name, province, employer, load }) => ({
          id,
          name,
          province,
          employer,
          load,
          ...fitText(gathered.fitOf(applicationId, id)),
          bar: gathered.barOf(applicationId, id) ?? null,
        }))
        .sort((one, other) => other.points - one.points),
    };
  });
}
