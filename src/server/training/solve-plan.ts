import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import { gatherPlan, readPlan } from './gather-plan.ts';
import { reasons } from './plan-views.ts';

const Parameters = z.object({ planId: z.string() });
const Solved = z.object({
  choices: z.array(z.object({ id: z.string(), week: z.int(), shift: z.int(), room: z.string(), teacher: z.string() })),
  unplaced: z.array(z.object({ id: z.string(), reason: z.enum(reasons) })),
  value: z.number(),
  bound: z.number(),
});

const script = new URL('./plan-worker.ts', import.meta.url);
const megabytes = 1024;

/** Solves a year's plan around what was chosen by hand; what was changed meanwhile is not overwritten. */
export function solvePlan({ db }: Pick<Context, 'db'>): JobHandler {
  return async (job) => {
    const target = { consortiumId: job.consortiumId, planId: Parameters.parse(job.parameters).planId };
    const { gathered, version } = await db.readAs(job, async (tx) => {
      const plan = await readPlan(tx, target);
      if (plan.state !== 'draft') throw new Refusal('action-not-possible', { state: plan.state });
      return { gathered: await gatherPlan(tx, target), version: plan.version };
    });
    const { choices, unplaced, value, bound } = Solved.parse(
      await runInThread(script, gathered, job, { megabytes, waitsMs: 5000 }),
    );
    await db.asActor(job, async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('training_plan')
        .set({ value: value.toFixed(3), bound: bound.toFixed(3), solved_at: new Date(), version: version + 1 })
        .where('consortium_id', '=', target.consortiumId)
        .where('id', '=', target.planId)
        .where('version', '=', version)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Refusal('stale', { version });
      await sql`
        update training_plan_class c set week = s.week, shift = s.shift, room_id = s.room, teacher_id = s.teacher, reason = s.reason
        from jsonb_to_recordset(${JSON.stringify([...choices, ...unplaced])}) as s(id uuid, week smallint, shift smallint, room uuid, teacher uuid, reason text)
        where c.consortium_id = ${target.consortiumId} and c.plan_id = ${target.planId} and c.id = s.id and not c.is_pinned`.execute(
        tx,
      );
    });
    return { placed: choices.length, unplaced: unplaced.length };
  };
}
