/**
 * What a job leaves behind. `file` is downloaded as the job's result; it stands in the job's folder under `resultFile`. Of several `files` the first
 * stands under `resultPart(1)`.
 */
export type JobResult = Readonly<Record<string, unknown>> & {
  file?: { name: string; mediaType: string };
  files?: readonly ResultFile[];
};

export type ResultFile = { name: string; mediaType: string; bytes: number };

/** A job while its handler works on it. */
export type RunningJob = {
  id: string;
  consortiumId: string;
  /** The person who began it, on whose behalf it is done. */
  personId: string;
  parameters: Readonly<Record<string, unknown>>;
  /** The job's own folder: `sourceFile` and `resultFile` stand there. */
  folder: string;
  /** Where an earlier attempt stopped, and what it kept; 0 and `undefined` the first time. */
  done: number;
  kept: unknown;
  /** Aborted when the job is cancelled, the lease is lost or the server stops: what is done must end soon then. */
  signal: AbortSignal;
  /** How far it is, of how many (`null` where nobody knows), in words; `kept` is what a later attempt goes on from. Throws once `signal` is aborted. */
  report: (done: number, total: number | null, text: string, kept?: unknown) => Promise<void>;
};

/** Does a job of one kind; may be called again for the same job after a server died in the middle. */
export type JobHandler = (job: RunningJob) => Promise<JobResult>;

export type JobKind =
  | 'ledger-check'
  | 'ledger-import'
  | 'volume'
  | 'package'
  | 'disc-intake'
  | 'assignment'
  | 'text-comparison'
  | 'quality'
  | 'monitoring-report'
  | 'placement'
  | 'training-plan';

export type JobHandlers = Partial<Readonly<Record<JobKind, JobHandler>>>;
