import { z } from 'zod';
import { writeResults } from '#documents/xlsx/write-results.ts';
import { ApplicationParams } from '#server/application/form-views.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveNamedFile } from '#server/http/receive-file.ts';
import { text } from '#server/http/text.ts';
import { makeDeduction, openDeductionDocument, withdrawDeduction } from './deductions.ts';
import { addFurtherReader } from './further-reader.ts';
import { ApplicationResultsView, ResultsView } from './result-views.ts';
import { viewApplicationResults } from './view-application-results.ts';
import { viewResults } from './view-results.ts';

const tags = ['审阅结果'];
const Points = z.coerce.number().positive().max(100).multipleOf(0.1);
const DeductionParams = z.object({ id: z.uuid(), deductionId: z.uuid() });

export async function resultRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/results', {
    schema: {
      tags,
      summary: '本批次的审阅结果：均分、校准分、分差、离群的专家和扣分',
      params: ApplicationParams,
      response: { 200: ResultsView },
    },
    handler: async ({ actor, params }) => viewResults(context, actor, params.id),
  });

  app.get('/api/batches/:id/results.xlsx', {
    schema: { tags, summary: '审阅结果（Excel）', params: ApplicationParams },
    handler: async ({ actor, params }, reply) => {
      const { batch, items } = await viewResults(context, actor, params.id);
      const most = Math.max(1, ...items.map(({ readers }) => readers.length));
      const columns = [
        ...['名次', '联合体', '省份'].map((title) => ({ title, width: title === '联合体' ? 32 : 10 })),
        ...Array.from({ length: most }, (_, at) => ({ title: `专家${at + 1}`, width: 10 })),
        ...['均分', '校准分', '分差', '扣分', '得分'].map((title) => ({ title, width: 10 })),
      ];
      const lines = items.map((item, at) => [
        item.score === null ? null : at + 1,
        item.consortium,
        item.province,
        ...Array.from({ length: most }, (_, reader) => item.readers[reader]?.total ?? null),
        item.mean,
        item.calibrated,
        item.spread,
        item.deduction,
        item.score,
      ]);
      const unit = actor.roles[0]?.unit.id;
      if (unit !== undefined)
        await context.db.asActor(actor, (tx) =>
          recordSystemAudit(tx, unit, 'results.exported', batch.id, { applications: items.length }),
        );
      const name = encodeURIComponent(`${batch.title}审阅结果`);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename="results.xlsx"; filename*=UTF-8''${name}.xlsx`)
        .send(Buffer.from(await writeResults(`${batch.title}审阅结果`, columns, lines)));
    },
  });

  app.get('/api/applications/:id/results', {
    schema: {
      tags,
      summary: '一份申报的审阅结果：各观测点各专家的评分和理由、扣分、可增加的专家',
      params: ApplicationParams,
      response: { 200: ApplicationResultsView },
    },
    handler: async ({ actor, params }) => viewApplicationResults(context, actor, params.id),
  });

  app.post('/api/applications/:id/readers', {
    schema: {
      tags,
      summary: '分差过大时增加一位专家审阅',
      params: ApplicationParams,
      body: z.object({ expertId: z.uuid(), reason: text(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await addFurtherReader(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/applications/:id/deductions', {
    schema: {
      tags,
      summary: '按观测点7扣分，依据为“违法违规事件”台账中的一条记录',
      params: ApplicationParams,
      body: z.object({ points: Points, reason: text(2000), entryId: z.uuid().optional() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      const { entryId, ...order } = body;
      await makeDeduction(context, actor, params.id, order, { entryId });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/applications/:id/deductions/documented', {
    schema: {
      tags,
      summary: '按观测点7扣分，依据为上传的文件及其文号',
      params: ApplicationParams,
      querystring: z.object({ points: Points, reason: text(2000), reference: text(200) }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { reference, ...order } = request.query;
      const receive = () => receiveNamedFile(request);
      await makeDeduction(context, request.actor, request.params.id, order, { receive, reference });
      return reply.code(204).send(null);
    },
  });

  app.get('/api/applications/:id/deductions/:deductionId/document', {
    schema: { tags, summary: '扣分所依据的文件', params: DeductionParams },
    handler: async ({ actor, params }, reply) => {
      const { name, mediaType, content } = await openDeductionDocument(context, actor, params.id, params.deductionId);
      const as = `attachment; filename="document"; filename*=UTF-8''${encodeURIComponent(name)}`;
      return reply.type(mediaType).header('content-disposition', as).send(content);
    },
  });

  app.post('/api/applications/:id/deductions/:deductionId/withdrawal', {
    schema: {
      tags,
      summary: '撤回扣分，写明理由',
      params: DeductionParams,
      body: z.object({ reason: text(2000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await withdrawDeduction(context, actor, params.id, params.deductionId, body.reason);
      return reply.code(204).send(null);
    },
  });
}
