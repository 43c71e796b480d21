import { sql } from 'kysely';
import { z } from 'zod';
import { acceptanceOutcomes } from '#core/acceptance/acceptance-rules.ts';
import type { Tx } from '#server/db/database.ts';

export const Judgement = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  threshold: z.number(),
  value: z.string().nullable(),
  verdict: z.enum(['met', 'not-met', 'unknown']),
  isVeto: z.boolean(),
  because: z.string(),
});

/** An act upon a consortium's acceptance: its version, and what was decided. */
const Outcome = z.object({
  consortium_id: z.string(),
  version: z.int(),
  act: z.enum(['decision', 'second-look', 'appeal']),
  outcome: z.enum(acceptanceOutcomes),
  reason: z.string(),
  due_on: z.string().nullable(),
  judgements: z.array(Judgement),
  publication_id: z.string().nullable(),
  by: z.string(),
  at: z.date(),
});
export type Outcome = z.infer<typeof Outcome>;

/** The acts of an acceptance that the actor may see, each consortium's in their order: one query. */
export async function readOutcomes(
  tx: Tx,
  batchId: string,
  consortiumId?: string,
): Promise<ReadonlyMap<string, readonly Outcome[]>> {
  let query = tx
    .selectFrom('acceptance_outcome')
    .select(['consortium_id', 'version', 'act', 'outcome', 'reason', 'due_on', 'judgements', 'publication_id', 'at'])
    .select(sql<string>`name_of(decided_by)`.as('by'))
    .where('batch_id', '=', batchId)
    .orderBy('version');
  if (consortiumId !== undefined) query = query.where('consortium_id', '=', consortiumId);
  return Map.groupBy(z.array(Outcome).parse(await query.execute()), ({ consortium_id }) => consortium_id);
}
