import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { readJob } from '#server/job/job-routes.ts';

const lookMs = 200;

/** Waits until a job has ended. Throws where it failed. */
export async function jobDone(context: Context, actor: Actor, jobId: string): Promise<void> {
  for (;;) {
    const { state, message } = await readJob(context, actor, jobId);
    if (state === 'done') return;
    if (state !== 'waiting' && state !== 'running')
      throw new Error(`a job of the example ended as ${state}: ${message}`);
    await pause(lookMs);
  }
}
