import type { Tx } from '#server/db/database.ts';

export type Standing = 'pool' | 'drawn' | 'reserve' | 'out';

/** Everyone who is or was in a batch's pool, in the order of the draw, then by name. */
export async function readPool(tx: Tx, batchId: string) {
  const rows = await tx
    .selectFrom('batch_expert')
    .innerJoin('expert', 'expert.id', 'batch_expert.expert_id')
    .select(['expert.id', 'expert.name', 'expert.province', 'expert.employer', 'expert.fields', 'expert.past'])
    .select(['expert.load as usual_load', 'expert.retired', 'expert.person_id'])
    .select(['batch_expert.standing', 'batch_expert.draw', 'batch_expert.stratum', 'batch_expert.position'])
    .select(['batch_expert.answer', 'batch_expert.reason', 'batch_expert.load'])
    .where('batch_expert.batch_id', '=', batchId)
    .orderBy('batch_expert.draw')
    .orderBy('batch_expert.stratum')
    .orderBy('batch_expert.position')
    .orderBy('expert.name')
    .orderBy('expert.id')
    .execute();
  return rows.map(({ usual_load, person_id, standing, answer, load, ...row }) => ({
    ...row,
    standing: standing as Standing,
    answer: answer as 'accepted' | 'declined' | null,
    load: load ?? usual_load,
    hasAccount: person_id !== null,
  }));
}

export type PooledExpert = Awaited<ReturnType<typeof readPool>>[number];

/** Whether an expert takes part: drawn, not retired, and has accepted. */
export function takesPart({ standing, retired, answer }: PooledExpert): boolean {
  return standing === 'drawn' && !retired && answer === 'accepted';
}
