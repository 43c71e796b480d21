import { z } from 'zod';
import { ApplicationParams } from '#server/application/form-views.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { rankRecommendation } from './rank-recommendation.ts';
import { readBaseline } from './read-baseline.ts';
import { RecommendedItem } from './read-recommendation.ts';
import { recommendationDocument } from './recommendation-documents.ts';
import { submitRecommendation } from './submit-recommendation.ts';
import { viewRecommendation } from './view-recommendation.ts';

const tags = ['省级推荐'];
const Params = z.object({ id: z.uuid(), unitId: z.uuid() });
const Version = z.int().min(0);

const BaselineView = z.object({
  revision: z.int(),
  digest: z.string(),
  at: z.string(),
  figures: z.array(
    z.object({
      cell: z.string(),
      label: z.string(),
      unit: z.string(),
      submitted: z.number(),
      /** `null`: not recognised. */
      verified: z.number().nullable(),
    }),
  ),
});

const RecommendationView = z.object({
  batch: z.object({ id: z.string(), title: z.string() }),
  unit: z.object({ id: z.string(), name: z.string() }),
  quota: z.int(),
  closesAt: z.string(),
  isOpen: z.boolean(),
  version: z.int(),
  items: z.array(RecommendedItem),
  opinion: z.string(),
  submittedAt: z.string().nullable(),
  candidates: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: z.string(),
      stateLabel: z.string(),
      corrected: z.int(),
      rejected: z.int(),
    }),
  ),
});

export async function recommendationRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/recommendations/:unitId', {
    schema: { tags, summary: '一个省在本批次的排序和推荐', params: Params, response: { 200: RecommendationView } },
    handler: async ({ actor, params }) => viewRecommendation(context, actor, params.id, params.unitId),
  });

  app.put('/api/batches/:id/recommendations/:unitId', {
    schema: {
      tags,
      summary: '保存排序和意见；版本不符时告知现在的名单',
      params: Params,
      body: z.object({ version: Version, items: z.array(RecommendedItem).max(200), opinion: z.string().max(5000) }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) =>
      rankRecommendation(context, actor, { batchId: params.id, unitId: params.unitId, ...body }),
  });

  app.post('/api/batches/:id/recommendations/:unitId/submission', {
    schema: {
      tags,
      summary: '提交推荐名单：不超过名额，在截止之前；重复提交得到同一结果',
      params: Params,
      body: z.object({ version: Version }),
      response: { 200: z.object({ submittedAt: z.string() }) },
    },
    handler: async ({ actor, params, body }) =>
      submitRecommendation(context, actor, { batchId: params.id, unitId: params.unitId, version: body.version }),
  });

  app.get('/api/applications/:id/baseline', {
    schema: {
      tags,
      summary: '建设监测的基线：推荐时固定的各项数据，申报值和核实值',
      params: ApplicationParams,
      response: { 200: BaselineView },
    },
    handler: async ({ actor, params }) => readBaseline(context, actor, params.id),
  });

  app.get('/api/batches/:id/recommendations/:unitId/:document', {
    schema: {
      tags,
      summary: '推荐名单汇总表（Excel、Word）和推荐函（Word）',
      params: Params.extend({ document: z.enum(['summary.xlsx', 'summary.docx', 'letter.docx']) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name, mediaType } = await recommendationDocument(context, actor, params);
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
