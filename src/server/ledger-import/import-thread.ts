import { Worker } from 'node:worker_threads';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type RefusalCode, refusalStatuses } from '#server/http/refusal-codes.ts';
import type { JobResult, RunningJob } from '#server/job/job-kind.ts';
import type { ImportMessage, ImportStart, ImportTask } from './import-task.ts';

const megabytes = 192;

/**
 * Does a task in a thread of its own with bounded memory, and ends the thread whatever happens. Throws what the thread refused;
 * `Refusal('file-too-slow')` where it broke its bound.
 */
export async function runImport(
  { db, config }: Pick<Context, 'db' | 'config'>,
  actor: ImportStart['actor'],
  task: ImportTask,
  job: Pick<RunningJob, 'signal' | 'report'>,
): Promise<JobResult> {
  const start: ImportStart = { settings: db.settings, secret: config.secret, actor, task };
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
    workerData: start,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<JobResult>();
  let told: Promise<unknown> = Promise.resolve();
  worker.on('message', (message: ImportMessage) => {
    if (message.type === 'progress') {
      const { done, total, text, kept } = message;
      told = told.then(() => job.report(done, total, text, kept));
      told.catch(reject);
    } else told.then(() => finish(message, resolve, reject), reject);
  });
  worker.on('error', (error) =>
    reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('file-too-slow') : error),
  );
  worker.on('exit', () => told.finally(() => reject(new Error('the import thread ended'))).catch(() => {}));
  const stop = () => reject(job.signal.reason);
  job.signal.addEventListener('abort', stop, { once: true });
  if (job.signal.aborted) stop();
  try {
    return await promise;
  } finally {
    job.signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

function finish(
  message: Exclude<ImportMessage, { type: 'progress' }>,
  resolve: (result: JobResult) => void,
  reject: (error: Error) => void,
): void {
  if (message.type === 'done') resolve(message.result);
  else if (message.type === 'refused')
    reject(isRefusalCode(message.code) ? new Refusal(message.code, message.facts) : new Error(message.code));
  else reject(new Refusal('unreadable-file', { detail: message.message, reason: message.reason }));
}

const isRefusalCode = (code: string): code is RefusalCode => code in refusalStatuses;
