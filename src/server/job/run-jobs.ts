import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import type { Config } from '#server/config.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { refusalTexts } from '#server/http/refusal-texts.ts';
import { makeJobFolder, sweepJobFolders } from './job-folder.ts';
import type { JobHandler, JobHandlers, JobKind } from './job-kind.ts';
import { endWaitingThreads } from './job-thread.ts';
import { endJob, type LeasedJob, renewLease, reportJob, takeJob } from './lease-job.ts';

export type JobRunner = {
  /** Stops taking jobs, lets go of those that run so that another server goes on with them, and waits until they have ended. */
  close: () => Promise<void>;
};

type Pace = { leaseMs: number; lookMs: number };
type JobContext = Pick<Context, 'db' | 'log'> & { config: Pick<Config, 'dataDir'> };

const stopping = new Error('the server stops');
const lost = new Error('the job is no longer ours');
const usualPace: Pace = { leaseMs: 30_000, lookMs: 5_000 };

/**
 * Takes jobs as they come, one of each kind at a time. A word over the bus makes it look at once; it looks by itself every few seconds, for
 * jobs whose server died.
 */
export function runJobs(context: JobContext, handlers: JobHandlers, pace: Partial<Pace> = {}): JobRunner {
  const { db, log } = context;
  const { leaseMs, lookMs } = { ...usualPace, ...pace };
  const running = new Map<string, { ended: Promise<void>; stop: AbortController }>();
  let closed = false;
  let looking: Promise<void> | undefined;
  let again = false;

  const look = () => {
    again = true;
    looking ??= lookUntilNone().finally(() => {
      looking = undefined;
    });
  };
  const unhear = db.bus.hear('lianheti_job', look);
  const timer = setInterval(look, lookMs);
  void sweepJobFolders(context.config).catch(() => {});
  look();

  async function lookUntilNone(): Promise<void> {
    while (again && !closed) {
      again = false;
      const free = Object.keys(handlers).filter((kind) => !running.has(kind));
      if (free.length === 0) return;
      const job = await takeJob(db, free, leaseMs).catch((error: unknown) => {
        log.error({ error }, 'jobs cannot be looked for');
        return undefined;
      });
      if (!job) continue;
      const handler = handlers[job.kind as JobKind];
      if (!handler) continue;
      const stop = new AbortController();
      if (closed) stop.abort(stopping);
      const ended = work(job, handler, stop).finally(() => {
        running.delete(job.kind);
        if (!closed) look();
      });
      running.set(job.kind, { ended, stop });
      again = true;
    }
  }

  async function work(job: LeasedJob, handler: JobHandler, stop: AbortController): Promise<void> {
    const renewing = setInterval(() => {
      renewLease(db, job).then(
        (kept) => kept || stop.abort(lost),
        () => undefined,
      );
    }, leaseMs / 4);
    const unhearCancelled = db.bus.hear('lianheti_job', (message) => {
      if (message === `cancelled ${job.id}`) stop.abort(lost);
    });
    try {
      const result = await handler({
        id: job.id,
        consortiumId: job.consortium_id,
        personId: job.created_by,
        parameters: job.parameters,
        folder: await makeJobFolder(context.config, job.id),
        done: job.done,
        kept: job.result ?? undefined,
        signal: stop.signal,
        report: async (done, total, text, kept) => {
          stop.signal.throwIfAborted();
          if (!(await reportJob(db, job, { done, total, text, kept }))) stop.abort(lost);
          stop.signal.throwIfAborted();
        },
      });
      await endJob(db, job, { result });
    } catch (error) {
      if (!stop.signal.aborted && !(error instanceof Refusal) && !(error instanceof UnreadableFile))
        log.error({ error, job: job.id, kind: job.kind }, 'a job failed');
      const end = stop.signal.aborted ? ('released' as const) : { message: messageOf(error) };
      await endJob(db, job, end).catch((fault: unknown) =>
        log.error({ error: fault, job: job.id }, 'a job could not be ended'),
      );
    } finally {
      clearInterval(renewing);
      unhearCancelled();
    }
  }

  return {
    close: async () => {
      closed = true;
      clearInterval(timer);
      unhear();
      await looking;
      for (const { stop } of running.values()) stop.abort(stopping);
      await Promise.all([...running.values()].map(({ ended }) => ended));
      await endWaitingThreads();
    },
  };
}

/** What the person reads who began the job. */
function messageOf(error: unknown): string {
  if (error instanceof UnreadableFile) return error.message;
  if (!(error instanceof Refusal)) return refusalTexts.internal;
  return typeof error.facts.detail === 'string' ? error.facts.detail : refusalTexts[error.code];
}
