import { sql } from 'kysely';
import { z } from 'zod';
import { rules } from '#core/review/assignment.ts';
import type { Tx } from '#server/db/database.ts';

export const Pair = z.tuple([z.string(), z.string()]);

const RuleCost = z.object({ rule: z.enum(rules), worst: z.number(), total: z.number() });

/** What was worked out. Costs: how much better worst and total would be without a rule. */
export const AssignmentOutcome = z.union([
  z.object({
    assignments: z.record(z.string(), z.array(z.string())),
    worst: z.number(),
    total: z.number(),
    proven: z.boolean(),
    costs: z.array(RuleCost),
  }),
  z.object({
    clashes: z.array(
      z.object({
        rules: z.array(z.enum(rules)),
        applications: z.array(z.string()),
        experts: z.array(z.string()),
      }),
    ),
  }),
]);
export type AssignmentOutcome = z.infer<typeof AssignmentOutcome>;

/** The assignment of a batch as it stands; nothing chosen and nothing worked out where nobody has begun. */
export async function readAssignment(tx: Tx, batchId: string) {
  const row = await tx.selectFrom('assignment').selectAll().where('batch_id', '=', batchId).executeTakeFirst();
  return {
    version: row?.version ?? 0,
    fixed: z.array(Pair).parse(row?.fixed ?? []),
    forbidden: z.array(Pair).parse(row?.forbidden ?? []),
    jobId: row?.job_id ?? null,
    solvedVersion: row?.solved_version ?? null,
    outcome: row?.outcome == null ? null : AssignmentOutcome.parse(row.outcome),
    acceptedVersion: row?.accepted_version ?? null,
  };
}

export type ActiveReader = { applicationId: string; expertId: string; how: string; hasBegun: boolean };

/** Who reads what in a batch now. */
export async function readActiveReaders(tx: Tx, batchId: string): Promise<readonly ActiveReader[]> {
  const { rows } = await sql<{ application_id: string; expert_id: string; how: string; begun: boolean }>`
    select r.application_id, r.expert_id, r.how, b.application_id is not null as begun
    from reader r left join begun_readings(${batchId}::uuid) b using (application_id, expert_id)
    where r.batch_id = ${batchId}::uuid and r.removed_at is null
    order by r.assigned_at, r.expert_id`.execute(tx);
  return rows.map(({ application_id, expert_id, how, begun }) => ({
    applicationId: application_id,
    expertId: expert_id,
    how,
    hasBegun: begun,
  }));
}
