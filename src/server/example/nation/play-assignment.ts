import { acceptAssignment } from '#server/review/accept-assignment.ts';
import { requestAssignment } from '#server/review/request-assignment.ts';
import { jobDone } from './job-done.ts';
import type { NationPlay } from './nation-play.ts';

/** 分工: worked out as an optimum and taken as it is. */
export async function playAssignment({ context, units }: NationPlay): Promise<void> {
  const ministry = units.actor('ministry');
  const order = { version: 0, fixed: [], forbidden: [] };
  const { version, jobId } = await requestAssignment(context, ministry, units.batchId, order);
  await jobDone(context, ministry, jobId);
  await acceptAssignment(context, ministry, units.batchId, version);
}
