/** A job's thread for tests: tells which thread it is, or refuses. */
import { threadId } from 'node:worker_threads';
import { Refusal } from '#server/http/refusal.ts';
import { inThread } from '#server/job/job-thread.ts';

inThread(async ({ isRefused }: { isRefused: boolean }) => {
  if (isRefused) throw new Refusal('has-errors', { detail: '第3行有误' });
  return { thread: threadId };
});
