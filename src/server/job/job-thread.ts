import { flushCompileCache } from 'node:module';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type RefusalCode, refusalStatuses } from '#server/http/refusal-codes.ts';
import type { JobResult, RunningJob } from './job-kind.ts';
import { type AskedMeter, askedMeter, watchOthers } from './others-asking.ts';

/** What a job's thread tells: how far it is, and at last what came of it. */
type JobMessage =
  | { type: 'progress'; done: number; total: number | null; text: string; kept?: unknown }
  | { type: 'done'; result: JobResult }
  | { type: 'refused'; code: string; facts: Readonly<Record<string, unknown>> }
  | { type: 'unreadable'; reason: string; message: string };

type Begun<Start> = { start: Start };

export type Report = (done: number, total: number | null, text: string, kept?: unknown) => void;

type Bounds = {
  megabytes: number;
  /** How long a thread that has done its job waits for the next one of its script: its code is warm, and works about twice as fast. */
  waitsMs?: number;
};

/** Threads that wait for the next job of their script. */
const waiting = new Map<string, { worker: Worker; end: NodeJS.Timeout }>();

/**
 * Does a job's work in a thread of its own with bounded memory, begun with `start`. Whatever went wrong ends the thread. Throws what the
 * thread refused, and `Refusal('file-too-slow')` where it broke its bound.
 */
export async function runInThread<Start>(
  script: URL,
  start: Start,
  { folder, signal, report }: Pick<RunningJob, 'folder' | 'signal' | 'report'>,
  { megabytes, waitsMs = 0 }: Bounds,
): Promise<JobResult> {
  const worker = waitingThread(script) ?? newThread(script, folder, megabytes);
  const { promise, resolve, reject } = Promise.withResolvers<JobResult>();
  let told: Promise<unknown> = Promise.resolve();
  worker.on('message', (message: JobMessage) => {
    if (message.type === 'progress') {
      const { done, total, text, kept } = message;
      told = told.then(() => report(done, total, text, kept));
      told.catch(reject);
    } else told.then(() => finish(message, resolve, reject), reject);
  });
  worker.on('error', (error) =>
    reject('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('file-too-slow') : error),
  );
  worker.on('exit', () => told.finally(() => reject(new Error('the thread of a job ended'))).catch(() => {}));
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  let isDone = false;
  try {
    if (signal.aborted) stop();
    else worker.postMessage({ start } satisfies Begun<Start>);
    const result = await promise;
    isDone = true;
    return result;
  } finally {
    signal.removeEventListener('abort', stop);
    // A last fault of a thread that is ended is of no interest.
    unhear(worker).on('error', () => {});
    if (isDone && waitsMs > 0 && !waiting.has(script.href)) keepWaiting(script, worker, waitsMs);
    else await worker.terminate();
  }
}

function newThread(script: URL, folder: string, megabytes: number): Worker {
  return new Worker(script, {
    workerData: askedMeter,
    // A small nursery: what lives for one row only is swept often, and the process does not grow for it.
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 6 },
    execArgv: [],
    // The next thread begins with the code as this one compiled it, some 200 ms sooner.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, '..', 'compiled') },
  });
}

function waitingThread({ href }: URL): Worker | undefined {
  const found = waiting.get(href);
  if (!found) return undefined;
  waiting.delete(href);
  clearTimeout(found.end);
  found.worker.ref();
  return unhear(found.worker);
}

/** Each by its name: among all listeners are those by which Node counts them. */
function unhear(worker: Worker): Worker {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
  return worker;
}

/** The process may end meanwhile, and so may the thread. */
function keepWaiting({ href }: URL, worker: Worker, ms: number): void {
  const forget = () => {
    if (waiting.get(href)?.worker === worker) waiting.delete(href);
  };
  worker.on('error', forget).on('exit', forget).unref();
  const end = setTimeout(() => {
    forget();
    void worker.terminate();
  }, ms);
  waiting.set(href, { worker, end: end.unref() });
}

/** Before the server stops: nobody will take them up again. */
export async function endWaitingThreads(): Promise<void> {
  const threads = [...waiting.values()];
  waiting.clear();
  await Promise.all(
    threads.map(({ worker, end }) => {
      clearTimeout(end);
      return worker.terminate();
    }),
  );
}

function finish(
  message: Exclude<JobMessage, { type: 'progress' }>,
  resolve: (result: JobResult) => void,
  reject: (error: Error) => void,
): void {
  if (message.type === 'done') resolve(message.result);
  else if (message.type === 'refused')
    reject(isRefusalCode(message.code) ? new Refusal(message.code, message.facts) : new Error(message.code));
  else reject(new Refusal('unreadable-file', { detail: message.message, reason: message.reason }));
}

const isRefusalCode = (code: string): code is RefusalCode => code in refusalStatuses;

/** The other end: what a thread's script does with each job that it is begun with, one at a time. */
export function inThread<Start>(
  work: (start: Start, report: Report, areOthersAsking: () => boolean) => Promise<JobResult>,
): void {
  // On Linux a priority is a thread's own: whoever waits for an answer goes first. Elsewhere it would be the whole process's.
  if (process.platform === 'linux') setPriority(10);
  flushCompileCache();
  const meter: AskedMeter = workerData;
  const tell = (message: JobMessage) => parentPort?.postMessage(message);
  const report: Report = (done, total, text, kept) =>
    tell({ type: 'progress', done, total, text, ...(kept === undefined ? {} : { kept }) });
  parentPort?.on('message', async ({ start }: Begun<Start>) => {
    try {
      tell({ type: 'done', result: await work(start, report, watchOthers(meter)) });
    } catch (error) {
      if (error instanceof UnreadableFile) tell({ type: 'unreadable', reason: error.code, message: error.message });
      else if (error instanceof Refusal) tell({ type: 'refused', code: error.code, facts: error.facts });
      else throw error;
    }
  });
}
