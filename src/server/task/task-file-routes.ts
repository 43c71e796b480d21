import { z } from 'zod';
import { writeDutyTemplate } from '#documents/xlsx/write-duty-list.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveFile } from '#server/http/receive-file.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { importDuties } from './import-duties.ts';
import { endTaskFeed, makeTaskFeed, readTaskFeed } from './task-feed.ts';
import { taskRules } from './task-moves.ts';
import { taskReport } from './task-report.ts';

const tags = ['任务'];

const DutyRow = z.object({
  row: z.int(),
  title: z.string(),
  department: z.string().nullable(),
  unit: z.string(),
  dueOn: z.string(),
  outcome: z.enum(['adds', 'repeats', 'refused']),
  faults: z.array(z.object({ column: z.string(), text: z.string() })),
});

/** Tasks as files: the 责任清单 that they are opened from, the month's report, and the calendar on a phone. */
export async function taskFileRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/duty-lists/template.xlsx', {
    schema: { tags, summary: '责任清单的 Excel 模板', params: ConsortiumParams },
    handler: async ({ actor, params }, reply) => {
      await context.db.readAs(actor, (tx) => mustKnow(tx, params.id));
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', attached('duty-list.xlsx', '责任清单模板.xlsx'))
        .send(Buffer.from(await writeDutyTemplate(taskRules().departments)));
    },
  });

  app.post('/api/consortia/:id/duty-lists/imports', {
    schema: {
      tags,
      summary: '从责任清单（.xlsx、.csv）建立任务：逐行说明是新建、已有还是不能建立；dryRun 只说明不保存',
      consumes: ['multipart/form-data'],
      params: ConsortiumParams,
      querystring: z.object({ dryRun: z.stringbool().default(false) }),
      response: { 200: z.object({ written: z.boolean(), rows: z.array(DutyRow) }) },
    },
    handler: async (request) => {
      const { actor, params, query } = request;
      const { rows, written } = await importDuties(context, actor, params.id, () => receiveFile(request), query);
      return { written, rows: rows.map(({ faults, ...row }) => ({ ...row, faults: [...faults] })) };
    },
  });

  app.get('/api/consortia/:id/task-reports/:month/:document', {
    schema: {
      tags,
      summary: '任务月报（Word、PDF）',
      params: ConsortiumParams.extend({
        month: z.string().regex(/^(19|2\d)\d{2}-(0[1-9]|1[0-2])$/),
        document: z.enum(['report.docx', 'report.pdf']),
      }),
    },
    handler: async ({ actor, params }, reply) => {
      const { id, month, document } = params;
      const format = document === 'report.pdf' ? 'pdf' : 'docx';
      const { bytes, name, mediaType } = await taskReport(context, actor, { id, month, format });
      return reply.type(mediaType).header('content-disposition', attached(document, name)).send(bytes);
    },
  });

  app.put('/api/me/task-calendars/:id', {
    schema: {
      tags,
      summary: '生成我的任务日历订阅地址（只显示一次），旧地址随即失效',
      params: ConsortiumParams,
      response: { 200: z.object({ path: z.string() }) },
    },
    handler: async ({ actor, params }) => makeTaskFeed(context, actor, params.id),
  });

  app.delete('/api/me/task-calendars/:id', {
    schema: { tags, summary: '停用我的任务日历订阅', params: ConsortiumParams, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      await endTaskFeed(context, actor, params.id);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/public/task-calendars/:token/tasks.ics', {
    schema: {
      tags,
      summary: '任务日历（ICS），凭订阅地址读取；停用后不再可读',
      params: z.object({ token: z.string().max(100) }),
    },
    handler: async ({ params }, reply) =>
      reply
        .type('text/calendar; charset=utf-8')
        .header('cache-control', 'private, max-age=300')
        .send(await readTaskFeed(context, params.token)),
  });
}

const attached = (plain: string, name: string) =>
  `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
