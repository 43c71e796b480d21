import { z } from 'zod';
import { BatchStageId } from '#server/batch/batch-stage-id.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { Thresholds } from './acceptance-row.ts';
import { AcceptanceList, AcceptanceView } from './acceptance-views.ts';
import { handOn } from './hand-on.ts';
import { listAcceptances } from './list-acceptances.ts';
import { openAcceptance } from './open-acceptance.ts';
import { publishOutcomeDraft, publishOutcomes } from './publish-outcomes.ts';
import { useDocument } from './use-document.ts';
import { viewAcceptance } from './view-acceptance.ts';

const tags = ['验收'];
const Params = z.object({ id: z.uuid() });
const Moment = z.iso.datetime({ offset: true });

export async function acceptanceRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/acceptances', {
    schema: { tags, summary: '我参与的验收，以及可以开展验收的批次', response: { 200: AcceptanceList } },
    handler: async ({ actor }) => listAcceptances(context, actor),
  });

  app.post('/api/acceptances', {
    schema: {
      tags,
      summary: '对一个批次的培育单位开展验收；阶段、标准的起始值由通知包给出，可以修改',
      body: z.object({
        batchId: z.uuid(),
        title: text(200),
        year: z.int().min(2000).max(2999),
        deadline: Moment,
        closings: z.partialRecord(BatchStageId, Moment).default({}),
        readers: z.int().min(1).max(50),
        thresholds: Thresholds.default({}),
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, body }, reply) => reply.code(201).send(await openAcceptance(context, actor, body)),
  });

  app.get('/api/acceptances/:id', {
    schema: {
      tags,
      summary: '一次验收：各联合体到了哪一步、结论、公示与公布、结果的提供',
      params: Params,
      response: { 200: AcceptanceView },
    },
    handler: async ({ actor, params }) => viewAcceptance(context, actor, params.id),
  });

  app.post('/api/acceptances/:id/publicity', {
    schema: {
      tags,
      summary: '公示全部结论；有未作出结论的不能公示',
      params: Params,
      body: z.object({ title: text(200), text: text(5000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await publishOutcomeDraft(context, actor, { batchId: params.id, ...body });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/acceptances/:id/list', {
    schema: {
      tags,
      summary: '公布验收结果：公示期满、异议办结之后；各联合体的状态随即改变，此后只能以新的行为改变',
      params: Params,
      body: z.object({ title: text(200), number: text(100), text: text(5000), publishedOn: z.iso.date() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await publishOutcomes(context, actor, { batchId: params.id, ...body });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/acceptances/:id/uses', {
    schema: {
      tags,
      summary: '把一个省份的结果提供给后续工作作参考，签名并记录在案',
      params: Params,
      body: z.object({ use: text(50), provinceId: z.uuid(), recipient: text(200) }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await handOn(context, actor, { batchId: params.id, ...body })),
  });

  app.get('/api/acceptances/:id/uses/:useId/:document', {
    schema: {
      tags,
      summary: '提供的结果：公文（Word）、表格（Excel）、带签名的记录（JSON）',
      params: Params.extend({ useId: z.uuid(), document: z.enum(['list.docx', 'list.xlsx', 'record.json']) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name, mediaType } = await useDocument(context, actor, params);
      return reply
        .type(mediaType)
        .header(
          'content-disposition',
          `attachment; filename="${params.document}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes);
    },
  });
}
