import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { digestAlone } from './digest-alone.ts';
import type { DigestAnswer, DigestRound, DigestTask } from './digest-task.ts';
import { bytesOfTask } from './open-task.ts';
import { lanes, sm3Module } from './sm3-module.ts';

/** So many tasks are given out at a time: a thread keeps a copy of them. */
const mostTasks = 4000;

/** Less is not worth a second thread. */
const fewBytes = 8 * 2 ** 20;

/** Less is digested sooner than a thread starts. */
const littleBytes = 2 ** 18;
const fewTasks = 200;

/** `threads`: at most so many; by default one a processor, four at most. `onDone` hears of each task as it is finished. */
export type DigestOptions = { threads?: number; onDone?: (task: DigestTask) => void; signal?: AbortSignal };

/**
 * Digests (and copies) files in threads beside this one; the answers come in the order of the tasks. Memory does not grow with the files.
 */
export async function digestFiles(
  tasks: readonly DigestTask[],
  { threads = Math.min(4, availableParallelism()), onDone, signal }: DigestOptions = {},
): Promise<readonly DigestAnswer[]> {
  signal?.throwIfAborted();
  const answers: DigestAnswer[] = Array.from({ length: tasks.length });
  // The largest first, so that the threads end together.
  const sorted = tasks.map((task, id) => ({ id, task, bytes: bytesOfTask(task) })).sort((a, b) => b.bytes - a.bytes);
  const all = sorted.reduce((sum, { bytes }) => sum + bytes, 0);
  if (all < littleBytes && tasks.length < fewTasks)
    return tasks.map((task) => {
      const answer = digestAlone(task, littleBytes);
      onDone?.(task);
      return answer;
    });
  const many = all < fewBytes ? 1 : Math.min(threads, tasks.length);
  const workers = Array.from({ length: tasks.length === 0 ? 0 : many }, () => startWorker());
  const stop = () => {
    for (const worker of workers) void worker.terminate();
  };
  signal?.addEventListener('abort', stop);
  try {
    for (let from = 0; from < sorted.length; from += mostTasks) {
      const round = roundOf(sorted.slice(from, from + mostTasks), many);
      await Promise.all(
        workers.map((worker) =>
          runRound(worker, round, (id, answer) => {
            answers[id] = answer;
            const task = tasks[id];
            if (task) onDone?.(task);
          }),
        ),
      );
    }
    return answers;
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause;
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** A file that would be on its way when all lanes beside it have long ended goes alone. */
function roundOf(sorted: readonly { id: number; task: DigestTask; bytes: number }[], threads: number): DigestRound {
  const all = sorted.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    tasks: sorted.map(({ id, task }) => ({ id, task })),
    alone: sorted.filter(({ bytes }) => bytes > fewBytes && bytes > (2 * all) / (lanes * threads)).length,
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
}

let module: Uint8Array | undefined;

/** The module is written once, here: to write it takes more memory than to run it. */
function startWorker(): Worker {
  module ??= sm3Module();
  return new Worker(new URL('./digest-worker.ts', import.meta.url), {
    execArgv: [],
    workerData: module,
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
}

function runRound(
  worker: Worker,
  round: DigestRound,
  onAnswer: (id: number, answer: DigestAnswer) => void,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const ended = () => reject(new Error('a digest thread ended'));
    const hear = (message: 'idle' | { id: number; answer: DigestAnswer }) => {
      if (message !== 'idle') return onAnswer(message.id, message.answer);
      worker.off('message', hear).off('error', reject).off('exit', ended);
      resolve();
    };
    worker.on('message', hear).on('error', reject).on('exit', ended);
    worker.postMessage(round);
  });
}
