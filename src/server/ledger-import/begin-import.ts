import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { openArchive } from '#documents/archive/open-archive.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { receiveNamedFile } from '#server/http/receive-file.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beginJob } from '#server/job/begin-job.ts';
import { makeJobFolder, sourceFile } from '#server/job/job-folder.ts';
import { readJob } from '#server/job/job-routes.ts';
import { CheckedFile, CheckParameters } from './import-jobs.ts';
import type { ImportBook } from './import-task.ts';

/**
 * Takes a file and begins the job that checks it. Whether its sender may import has been settled before a byte of it is taken. Throws `Refusal`:
 * `unreadable-file`, and as `receiveNamedFile`.
 */
export async function beginCheck(
  context: Context,
  request: FastifyRequest,
  consortiumId: string,
  { book, kind }: { book: ImportBook; kind: string | undefined },
): Promise<string> {
  const { bytes, name } = await receiveNamedFile(request);
  const fileName =
    basename(name.replaceAll('\\', '/'))
      .replace(/\p{Cc}/gu, '')
      .slice(-150) || '台账.xlsx';
  mustBeReadable(bytes);
  const id = crypto.randomUUID();
  await writeFile(join(await makeJobFolder(context.config, id), sourceFile), bytes);
  const parameters: z.input<typeof CheckParameters> = { fileName, book, ...(kind ? { kind } : {}) };
  return beginJob(context, request.actor, { consortiumId, kind: 'ledger-check', parameters, id });
}

export type ImportOrder = {
  consortiumId: string;
  /** The job that checked the file. */
  importId: string;
  book: ImportBook;
  mode: 'all' | 'good';
  /** Why closed years of a ledger are restated. */
  reason: string | undefined;
};

/** Begins the job that takes a checked file. Throws `Refusal`: `not-found`, `action-not-possible`, `has-errors`, `year-closed`. */
export async function beginImport(
  context: Context,
  actor: Actor,
  { consortiumId, importId, book, mode, reason }: ImportOrder,
): Promise<string> {
  const job = await readJob(context, actor, importId);
  const parameters = CheckParameters.safeParse(job.parameters).data;
  if (job.consortium_id !== consortiumId || job.kind !== 'ledger-check' || parameters?.book !== book)
    throw new Refusal('not-found');
  const checked = CheckedFile.safeParse(job.result).data;
  if (job.state !== 'done' || !checked) throw new Refusal('action-not-possible');
  if (mode === 'all' && checked.counts.refused > 0)
    throw new Refusal('has-errors', {
      detail: `有${checked.counts.refused}行不能导入，请改正后重新上传，或只导入无误的行。`,
    });
  if (mode === 'all' && checked.closed > 0 && reason === undefined) throw new Refusal('year-closed');
  return beginJob(context, actor, {
    consortiumId,
    kind: 'ledger-import',
    parameters: { ...parameters, checked: job.id, mode, ...(reason ? { reason } : {}) },
    total: checked.rows,
  });
}

/** What is certainly no workbook is told at once, not by a job. */
function mustBeReadable(bytes: Uint8Array): void {
  try {
    if (bytes.length === 0) throw new UnreadableFile('empty', { program: 'Excel' });
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) openArchive(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Refusal('unreadable-file', { detail: error.message, reason: error.code });
  }
}
