import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { openArchive } from '#documents/archive/open-archive.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveNamedFile } from '#server/http/receive-file.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { beginJob } from '#server/job/begin-job.ts';
import { makeJobFolder, sourceFile } from '#server/job/job-folder.ts';
import { readJob } from '#server/job/job-routes.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { speakerIn } from '#server/ledger/speaker.ts';
import { CheckedFile, CheckParameters } from './import-jobs.ts';

const tags = ['台账导入导出'];
const ConsortiumParams = z.object({ id: z.uuid() });
const Begun = z.object({ jobId: z.string() });

export async function ledgerImportRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/consortia/:id/ledger-imports', {
    schema: {
      tags,
      summary: '上传填好的台账（.xlsx 或 .csv）：先逐行核对，不写入；返回后台工作的编号，核对结果见该工作',
      consumes: ['multipart/form-data'],
      params: ConsortiumParams,
      querystring: z.object({ kind: z.string().max(60).optional() }),
      response: { 202: Begun },
    },
    handler: async (request, reply) => {
      const { actor, params, query } = request;
      await speakerIn(context, actor, params.id, await context.directories.of(params.id));
      if (query.kind !== undefined && !ledgerBook().kinds.some(({ id }) => id === query.kind))
        throw new Refusal('invalid', { fields: ['kind'] });
      const { bytes, name } = await receiveNamedFile(request);
      const fileName =
        basename(name.replaceAll('\\', '/'))
          .replace(/\p{Cc}/gu, '')
          .slice(-150) || '台账.xlsx';
      mustBeReadable(bytes);
      const id = crypto.randomUUID();
      await writeFile(join(await makeJobFolder(context.config, id), sourceFile), bytes);
      const parameters: z.input<typeof CheckParameters> = { fileName, ...(query.kind ? { kind: query.kind } : {}) };
      await beginJob(context, actor, { consortiumId: params.id, kind: 'ledger-check', parameters, id });
      return reply.code(202).send({ jobId: id });
    },
  });

  app.post('/api/consortia/:id/ledger-imports/:importId/acceptance', {
    schema: {
      tags,
      summary:
        '按核对过的文件导入：mode 为 all 时有一行不能导入就不开始，为 good 时只导入无误的行；可重复，已导入的不会再写',
      params: ConsortiumParams.extend({ importId: z.uuid() }),
      body: z.object({ mode: z.enum(['all', 'good']), reason: text(500).optional() }),
      response: { 202: Begun },
    },
    handler: async ({ actor, params, body: { mode, reason } }, reply) => {
      await speakerIn(context, actor, params.id, await context.directories.of(params.id));
      const job = await readJob(context, actor, params.importId);
      if (job.consortium_id !== params.id || job.kind !== 'ledger-check') throw new Refusal('not-found');
      const checked = CheckedFile.safeParse(job.result).data;
      if (job.state !== 'done' || !checked) throw new Refusal('action-not-possible');
      if (mode === 'all' && checked.counts.refused > 0)
        throw new Refusal('has-errors', {
          detail: `有${checked.counts.refused}行不能导入，请改正后重新上传，或只导入无误的行。`,
        });
      if (mode === 'all' && checked.closed > 0 && reason === undefined) throw new Refusal('year-closed');
      const jobId = await beginJob(context, actor, {
        consortiumId: params.id,
        kind: 'ledger-import',
        parameters: { ...CheckParameters.parse(job.parameters), checked: job.id, mode, ...(reason ? { reason } : {}) },
        total: checked.rows,
      });
      return reply.code(202).send({ jobId });
    },
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
