import { nameKey } from '#core/member/member.ts';
import type { AssignmentProblem, Assignments, Pair } from '#core/review/assignment.ts';
import { type Fit, fitOf, readTexts } from '#core/review/fit.ts';
import type { Tx } from '#server/db/database.ts';
import { type Applicant, readApplicants } from './read-applicants.ts';
import { type ActiveReader, readActiveReaders, readAssignment } from './read-assignment.ts';
import { type PooledExpert, readPool, takesPart } from './read-pool.ts';
import { barsOf, readTies } from './read-ties.ts';
import type { ReviewedBatch } from './reviewed-batch.ts';

export type GatheredProblem = {
  problem: AssignmentProblem;
  assignment: Awaited<ReturnType<typeof readAssignment>>;
  applicants: readonly Applicant[];
  /** Those who take part. */
  experts: readonly PooledExpert[];
  pool: readonly PooledExpert[];
  active: readonly ActiveReader[];
  /** Why an expert must not read an application; `undefined` where nothing speaks against it. */
  barOf: (applicationId: string, expertId: string) => string | undefined;
  fitOf: (applicationId: string, expertId: string) => Fit;
};

/**
 * Everything that an assignment is worked out from, as it stands now. Who has begun to read an application keeps it, unless a rule forbids it by
 * now; further readers stand beside the assignment and take their share of the load.
 */
export async function gatherProblem(tx: Tx, batch: ReviewedBatch): Promise<GatheredProblem> {
  const applicants = (await readApplicants(tx, batch)).filter(({ state }) => state === 'admitted');
  const pool = await readPool(tx, batch.id);
  const experts = pool.filter(takesPart);
  const ties = await readTies(tx, batch.id, experts, applicants);
  const assignment = await readAssignment(tx, batch.id);
  const active = await readActiveReaders(tx, batch.id);
  const bars = new Map(experts.map((expert) => [expert.id, barsOf(expert, applicants, ties)]));
  const barOf = (applicationId: string, expertId: string) => bars.get(expertId)?.get(applicationId);

  const further = active.filter(({ how }) => how === 'further');
  const assigned = active.filter(({ how }) => how !== 'further');
  const forbidden = [...assignment.forbidden, ...further.map(pairOf)];
  const isForbidden = ([a, e]: Pair) => forbidden.some(([application, expert]) => application === a && expert === e);
  const kept = assigned
    .filter(
      ({ hasBegun, applicationId, expertId }) => hasBegun && bars.has(expertId) && !barOf(applicationId, expertId),
    )
    .map(pairOf)
    .filter((pair) => !isForbidden(pair));
  const texts = new Map(applicants.map(({ id, texts: said }) => [id, readTexts(said)]));
  const fields = new Map(experts.map((expert) => [expert.id, expert.fields]));
  const suits = (applicationId: string, expertId: string): Fit => {
    const said = texts.get(applicationId);
    return said ? fitOf(fields.get(expertId) ?? [], said) : { points: 0, met: [] };
  };
  const problem: AssignmentProblem = {
    readers: batch.readers,
    applications: applicants.map(({ id, province }) => ({ id, province: keyOf(province), unit: undefined })),
    experts: experts.map(({ id, province, load }) => ({
      id,
      province: keyOf(province),
      unit: undefined,
      load: Math.max(0, load - further.filter(({ expertId }) => expertId === id).length),
    })),
    conflicts: ties
      .filter(({ dismissed }) => dismissed === null)
      .map(({ applicationId, expertId }) => [applicationId, expertId] as const),
    forbidden,
    // Who takes no part any more cannot be insisted on.
    fixed: distinct([...assignment.fixed.filter(([a, e]) => texts.has(a) && fields.has(e)), ...kept]),
    fit: new Map(
      applicants.map(({ id }) => [id, new Map(experts.map((expert) => [expert.id, suits(id, expert.id).points]))]),
    ),
    previous: previousOf(assigned, assignment.outcome),
  };
  return { problem, assignment, applicants, experts, pool, active, barOf, fitOf: suits };
}

/** What stands is what is changed least; before anything was taken, what was worked out last. */
function previousOf(assigned: readonly ActiveReader[], outcome: GatheredProblem['assignment']['outcome']): Assignments {
  if (assigned.length > 0)
    return new Map(
      [...Map.groupBy(assigned, ({ applicationId }) => applicationId)].map(([id, own]) => [
        id,
        own.map(({ expertId }) => expertId),
      ]),
    );
  return new Map(outcome && 'assignments' in outcome ? Object.entries(outcome.assignments) : []);
}

const pairOf = ({ applicationId, expertId }: ActiveReader): Pair => [applicationId, expertId];
const keyOf = (name: string) => nameKey(name) || undefined;

function distinct(pairs: readonly Pair[]): readonly Pair[] {
  return [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()];
}
