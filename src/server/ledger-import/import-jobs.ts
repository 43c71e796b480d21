import { join } from 'node:path';
import { z } from 'zod';
import { rolesOf } from '#server/auth/roles-of.ts';
import type { Context } from '#server/context.ts';
import { jobFolder, resultFile, sourceFile } from '#server/job/job-folder.ts';
import type { JobHandler, RunningJob } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import { type ImportStart, type ImportTask, importBooks } from './import-task.ts';

type ImportContext = Pick<Context, 'db' | 'config'>;

export const CheckParameters = z.object({
  fileName: z.string(),
  kind: z.string().optional(),
  book: z.enum(importBooks).default('ledger'),
});
export const ApplyParameters = CheckParameters.extend({
  /** The job that checked the file. */
  checked: z.uuid(),
  mode: z.enum(['all', 'good']),
  reason: z.string().optional(),
});
const CountsView = z.object({
  added: z.int(),
  confirmed: z.int(),
  joined: z.int(),
  disputed: z.int(),
  changed: z.int(),
  repeated: z.int(),
  refused: z.int(),
});
/** What a check leaves, as far as an import asks it. */
export const CheckedFile = z.object({ rows: z.int(), closed: z.int(), counts: CountsView });
const Kept = z.object({ counts: CountsView });

/** Checks an uploaded file. Begun again after a server died: it writes nothing, so it starts from the first row. */
export function checkLedgerFile(context: ImportContext): JobHandler {
  return async (job) => {
    const { fileName, kind, book } = CheckParameters.parse(job.parameters);
    const [path, reportPath] = [join(job.folder, sourceFile), join(job.folder, resultFile)];
    const task = { type: 'check', consortiumId: job.consortiumId, book, path, reportPath, fileName, kind } as const;
    return runImport(context, task, job);
  };
}

/** Takes a checked file. Begun again, it goes on with the first chunk that was not yet told to be written. */
export function importLedgerFile(context: ImportContext): JobHandler {
  return async (job) => {
    const { fileName, kind, book, checked, mode, reason } = ApplyParameters.parse(job.parameters);
    const kept = Kept.safeParse(job.kept).data;
    const from = kept ? job.done : 0;
    const path = join(jobFolder(context.config, checked), sourceFile);
    const file = { consortiumId: job.consortiumId, book, path, fileName, kind };
    return runImport(context, { type: 'apply', ...file, mode, reason, from, counts: kept?.counts }, job);
  };
}

const script = new URL('./import-worker.ts', import.meta.url);
/** Whoever has read what the check found accepts the file, mostly within a minute. */
const bounds = { megabytes: 64, waitsMs: 60_000 };

/** On behalf of whoever began the job, with the roles of today: a right that was lost meanwhile is lost for the job, too. */
async function runImport({ db, config }: ImportContext, task: ImportTask, job: RunningJob) {
  const roles = await rolesOf(db, job.personId);
  const actor = { personId: job.personId, sessionId: '', name: '', email: '', roles, twoFactorEnabled: false };
  const start: ImportStart = { settings: db.settings, secret: config.secret, actor, task };
  return runInThread(script, start, job, bounds);
}
