import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import type { AssignmentStart } from './assignment-worker.ts';
import { gatherProblem } from './gather-problem.ts';
import { AssignmentOutcome } from './read-assignment.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

export const AssignmentParameters = z.object({ batchId: z.string(), version: z.int() });

const script = new URL('./assignment-worker.ts', import.meta.url);
const megabytes = 2048;

/** Works out a batch's assignment as the office asked for it in a version; what it asked for meanwhile is not overwritten. */
export function workOutAssignment(context: Pick<Context, 'db' | 'packs'>): JobHandler {
  return async (job) => {
    const { batchId, version } = AssignmentParameters.parse(job.parameters);
    const start = await context.db.readAs(job, async (tx): Promise<AssignmentStart> => {
      const { problem } = await gatherProblem(tx, await readReviewedBatch(context, tx, batchId));
      return { problem };
    });
    const outcome = AssignmentOutcome.parse(await runInThread(script, start, job, { megabytes }));
    const { numUpdatedRows } = await context.db.asActor(job, (tx) =>
      tx
        .updateTable('assignment')
        .set({ outcome: JSON.stringify(outcome), solved_version: version })
        .where('batch_id', '=', batchId)
        .where('version', '=', version)
        .executeTakeFirst(),
    );
    return { kept: numUpdatedRows > 0n };
  };
}
