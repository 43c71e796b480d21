import { Worker } from 'node:worker_threads';
import type { Form } from '#core/form/form.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { DocumentTask, TaskAnswer, TaskMessage } from './document-tasks.ts';

/** One thread that takes document tasks one after the other. */
export type DocumentThread = {
  /** `form` is none for a task that needs none. */
  run: (
    formKey: string,
    form: Form | undefined,
    task: DocumentTask,
  ) => Promise<Extract<TaskAnswer, { done: unknown }>['done']>;
  close: () => Promise<void>;
};

type Waiting = { send: () => void; settle: (answer: TaskAnswer | Error) => void };

const longestMs = 30_000;
const longestQueue = 50;

/**
 * Opens a thread with bounded memory (`megabytes` of JavaScript heap) and time (30 s a task). A task that breaks a bound is refused with
 * `file-too-slow`, the thread is replaced, and nothing else is hurt.
 */
export function openDocumentThread(megabytes: number): DocumentThread {
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let worker: Worker | undefined;
  let sent = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let number = 0;

  function thread(): Worker {
    if (worker) return worker;
    const next = new Worker(new URL('./document-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
      execArgv: [],
    });
    next.on('message', (answer: TaskAnswer) => finish(answer));
    next.on('error', (error) => replace(error));
    next.on('exit', () => {
      if (worker === next) replace(new Error('the document thread ended'));
    });
    next.unref();
    sent = new Set();
    worker = next;
    return next;
  }

  function replace(error: Error): void {
    const broken = worker;
    worker = undefined;
    void broken?.terminate();
    const isBound = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    finish(isBound ? new Refusal('file-too-slow') : error);
  }

  function finish(answer: TaskAnswer | Error): void {
    if (timer) clearTimeout(timer);
    const done = current;
    current = undefined;
    done?.settle(answer);
    begin();
  }

  function begin(): void {
    if (current) return;
    current = queue.shift();
    if (!current) return;
    timer = setTimeout(() => replace(new Refusal('file-too-slow')), longestMs);
    current.send();
  }

  return {
    run: (formKey, form, task) => {
      if (queue.length >= longestQueue) throw new Refusal('unavailable');
      return new Promise((resolve, reject) => {
        queue.push({
          send: () => {
            const to = thread();
            number += 1;
            const message: TaskMessage = {
              number,
              formKey,
              task,
              ...(form === undefined || sent.has(formKey) ? {} : { form }),
            };
            sent.add(formKey);
            to.postMessage(message);
          },
          settle: (answer) => {
            if (answer instanceof Error) reject(answer);
            else if ('done' in answer) resolve(answer.done);
            else
              reject(
                new Refusal('unreadable-file', { detail: answer.unreadable.message, reason: answer.unreadable.reason }),
              );
          },
        });
        begin();
      });
    },
    close: async () => {
      const last = worker;
      worker = undefined;
      await last?.terminate();
    },
  };
}
