import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { readJob } from '#server/job/job-routes.ts';
import { acceptAssignment } from '#server/review/accept-assignment.ts';
import { requestAssignment } from '#server/review/request-assignment.ts';
import type { NationPlay } from './nation-play.ts';

const lookMs = 200;

/** 分工: worked out as an optimum and taken as it is. */
export async function playAssignment({ context, units }: NationPlay): Promise<void> {
  const ministry = units.actor('ministry');
  const order = { version: 0, fixed: [], forbidden: [] };
  const { version, jobId } = await requestAssignment(context, ministry, units.batchId, order);
  await jobDone(context, ministry, jobId);
  await acceptAssignment(context, ministry, units.batchId, version);
}

/** Waits until a job has ended. Gives its result. Throws where it failed. */
export async function jobDone(context: Context, actor: Actor, jobId: string): Promise<unknown> {
  for (;;) {
    const { state, result, message } = await readJob(context, actor, jobId);
    if (state === 'done') return result;
    if (state !== 'waiting' && state !== 'running')
      throw new Error(`a job of the example ended as ${state}: ${message}`);
    await pause(lookMs);
  }
}
