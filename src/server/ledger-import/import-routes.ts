import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { speakerIn } from '#server/ledger/speaker.ts';
import { beginCheck, beginImport } from './begin-import.ts';

const tags = ['台账导入导出'];
const ConsortiumParams = z.object({ id: z.uuid() });
/** Nothing unless every row is good, or the good rows. */
export const Acceptance = z.object({ mode: z.enum(['all', 'good']), reason: text(500).optional() });
export const Begun = z.object({ jobId: z.string() });

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
      const jobId = await beginCheck(context, request, params.id, { book: 'ledger', kind: query.kind });
      return reply.code(202).send({ jobId });
    },
  });

  app.post('/api/consortia/:id/ledger-imports/:importId/acceptance', {
    schema: {
      tags,
      summary:
        '按核对过的文件导入：mode 为 all 时有一行不能导入就不开始，为 good 时只导入无误的行；可重复，已导入的不会再写',
      params: ConsortiumParams.extend({ importId: z.uuid() }),
      body: Acceptance,
      response: { 202: Begun },
    },
    handler: async ({ actor, params, body: { mode, reason } }, reply) => {
      await speakerIn(context, actor, params.id, await context.directories.of(params.id));
      const order = { consortiumId: params.id, importId: params.importId, book: 'ledger', mode, reason } as const;
      const jobId = await beginImport(context, actor, order);
      return reply.code(202).send({ jobId });
    },
  });
}
