import { sql } from 'kysely';
import { tieKinds } from '#core/review/ties.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readDirectory } from '#server/expert/expert-row.ts';
import { readDraws } from './draw.ts';
import { type Applicant, readApplicants } from './read-applicants.ts';
import { type PooledExpert, readPool } from './read-pool.ts';
import { barsOf, readTies } from './read-ties.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

/** The experts of a batch as its office sees them: directory, pool, draws, replacements and ties. */
export async function viewBatchExperts(context: Context, actor: Actor, batchId: string) {
  return context.db.readAs(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    const applicants = await readApplicants(tx, batch);
    const pool = await readPool(tx, batchId);
    const inside = new Set(
      pool.filter(({ standing, draw }) => standing !== 'out' || draw !== null).map(({ id }) => id),
    );
    const present = pool.filter(({ standing }) => standing !== 'out');
    const ties = await readTies(tx, batchId, present, applicants);
    const draws = await readDraws(tx, batchId);
    const nameOf = namesOf(pool, applicants);
    return {
      batch: { id: batch.id, title: batch.title },
      unitId: batch.unitId,
      readers: batch.readers,
      applicants: applicants.map(({ id, consortium, province }) => ({ id, consortium, province })),
      others: (await readDirectory(tx, batch.unitId))
        .filter(({ id, retired }) => !retired && !inside.has(id))
        .map(({ id, name, province, employer, fields }) => ({ id, name, province, employer, fields })),
      pool: pool.map(({ past, ...expert }) => ({
        ...expert,
        barred: barsOf({ ...expert, past }, applicants, ties).size,
      })),
      draws: draws.map(({ pool: drawnFrom, excluded, ...draw }) => ({
        ...draw,
        poolSize: drawnFrom.length,
        excluded: excluded.map(({ id, because }) => ({ name: nameOf(id), because })),
      })),
      replacements: await readReplacements(tx, batchId, nameOf),
      ties: ties.map((tie) => ({
        ...tie,
        kindLabel: tieKinds[tie.kind],
        expert: nameOf(tie.expertId),
        consortium: nameOf(tie.applicationId),
      })),
    };
  });
}

function namesOf(pool: readonly PooledExpert[], applicants: readonly Applicant[]): (id: string) => string {
  const names = new Map([
    ...pool.map(({ id, name }) => [id, name] as const),
    ...applicants.map(({ id, consortium }) => [id, consortium] as const),
  ]);
  return (id) => names.get(id) ?? '';
}

async function readReplacements(tx: Tx, batchId: string, nameOf: (id: string) => string) {
  const rows = await tx
    .selectFrom('expert_replacement')
    .select(['id', 'out_expert', 'in_expert', 'position', 'reason', 'at', sql<string>`name_of(person_id)`.as('by')])
    .where('batch_id', '=', batchId)
    .orderBy('at')
    .execute();
  return rows.map(({ out_expert, in_expert, at, ...row }) => ({
    ...row,
    out: nameOf(out_expert),
    in: in_expert === null ? null : nameOf(in_expert),
    at: at.toISOString(),
  }));
}
