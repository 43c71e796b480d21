import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { decide } from './decide.ts';
import { answerObjection, ObjectionDecision, recordObjection } from './objections.ts';
import { viewOutcome } from './outcomes.ts';
import { publicationDocument } from './publication-document.ts';
import { publishDraft } from './publish-draft.ts';
import { publishList } from './publish-list.ts';
import { dropScenario, keepScenario, ScenarioRules } from './scenarios.ts';
import { OutcomeView, SelectionView } from './selection-views.ts';
import { viewSelection } from './view-selection.ts';

const tags = ['遴选'];
const Params = z.object({ id: z.uuid() });
const Version = z.int().min(0);
const Kept = z.object({ version: z.int() });

export async function selectionRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/selection', {
    schema: {
      tags,
      summary: '遴选：排名及其把握、方案、决定、公示与异议（组织遴选的单位）',
      params: Params,
      querystring: z.object({ places: z.coerce.number().int().min(1).max(1000).optional() }),
      response: { 200: SelectionView },
    },
    handler: async ({ actor, params, query }) => viewSelection(context, actor, params.id, query.places),
  });

  app.post('/api/batches/:id/scenarios', {
    schema: {
      tags,
      summary: '保存一个假设方案及其结果',
      params: Params,
      body: z.object({ name: text(200), rules: ScenarioRules }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await keepScenario(context, actor, { batchId: params.id, ...body })),
  });

  app.delete('/api/batches/:id/scenarios/:scenarioId', {
    schema: {
      tags,
      summary: '删除一个假设方案',
      params: Params.extend({ scenarioId: z.uuid() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params }, reply) => {
      await dropScenario(context, actor, params.id, params.scenarioId);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/batches/:id/decision', {
    schema: {
      tags,
      summary: '对每份申报作出决定；与排名或公示名单不一致的须有理由；版本不符时告知他人改动了什么',
      params: Params,
      body: z.object({
        version: Version,
        items: z
          .array(
            z.object({
              applicationId: z.uuid(),
              listed: z.boolean(),
              reason: text(2000).or(z.literal('')).default(''),
            }),
          )
          .max(2000),
        reason: text(5000).or(z.literal('')).default(''),
      }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body }) => decide(context, actor, { batchId: params.id, ...body }),
  });

  app.post('/api/batches/:id/publicity', {
    schema: {
      tags,
      summary: '把现在的决定作为公示名单发布；重复提交只发布一次',
      params: Params,
      body: z.object({ version: Version, title: text(200), text: text(5000) }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body }) => publishDraft(context, actor, { batchId: params.id, ...body }),
  });

  app.post('/api/batches/:id/objections', {
    schema: {
      tags,
      summary: '登记公示期内以来信、来电等方式收到的异议',
      params: Params,
      body: z.object({
        consortiumId: z.uuid().nullable(),
        text: text(5000),
        name: text(100),
        contact: text(200),
        receivedOn: z.iso.date(),
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await recordObjection(context, actor, { batchId: params.id, ...body })),
  });

  app.post('/api/batches/:id/objections/:objectionId/answer', {
    schema: {
      tags,
      summary: '答复并决定一件异议，只能一次；shown 表示异议和答复向社会公开',
      params: Params.extend({ objectionId: z.uuid() }),
      body: z.object({ answer: text(5000), decision: ObjectionDecision, shown: z.boolean() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await answerObjection(context, actor, { batchId: params.id, objectionId: params.objectionId, ...body });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/batches/:id/list', {
    schema: {
      tags,
      summary: '公布培育名单：公示期满、异议办结之后；重复提交只公布一次',
      params: Params,
      body: z.object({
        version: Version,
        number: text(100),
        title: text(200),
        text: text(5000),
        publishedOn: z.iso.date(),
      }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body }) => publishList(context, actor, { batchId: params.id, ...body }),
  });

  app.get('/api/batches/:id/publications/:document', {
    schema: {
      tags,
      summary: '公示和培育名单的正式文件（Word、PDF）',
      params: Params.extend({ document: z.enum(['publicity.docx', 'publicity.pdf', 'list.docx', 'list.pdf']) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name, mediaType } = await publicationDocument(context, actor, params);
      return reply
        .type(mediaType)
        .header(
          'content-disposition',
          `attachment; filename="${params.document}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes);
    },
  });

  app.get('/api/applications/:id/outcome', {
    schema: {
      tags,
      summary: '一份申报的遴选结果，以及批次公开的专家意见（不含姓名）',
      params: Params,
      response: { 200: OutcomeView },
    },
    handler: async ({ actor, params }) => viewOutcome(context, actor, params.id),
  });
}
