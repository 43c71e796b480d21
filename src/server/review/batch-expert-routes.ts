import { z } from 'zod';
import type { tieKinds } from '#core/review/ties.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { addToPool, leavePool } from './choose-pool.ts';
import { decideTie } from './decide-tie.ts';
import { commitDraw, makeDraw, Pool, publishDraw, Strata } from './draw.ts';
import { replaceExpert } from './replace-expert.ts';
import { viewBatchExperts } from './view-batch-experts.ts';

const tags = ['专家抽取与回避'];
const BatchParams = z.object({ id: z.uuid() });
const DrawParams = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(1000) });
const Reason = text(1000);
export const TieKindName = z.enum(['unit', 'project', 'person', 'other'] satisfies (keyof typeof tieKinds)[]);
const TieSourceName = z.enum(['declared', 'office', 'found']);
const Experts = z.array(z.uuid()).min(1).max(5000);

const BatchExpertsView = z.object({
  batch: z.object({ id: z.string(), title: z.string() }),
  unitId: z.string(),
  readers: z.int(),
  applicants: z.array(z.object({ id: z.string(), consortium: z.string(), province: z.string() })),
  /** Experts of the directory that are not in the batch. */
  others: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      province: z.string(),
      employer: z.string(),
      fields: z.array(z.string()),
    }),
  ),
  pool: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      province: z.string(),
      employer: z.string(),
      fields: z.array(z.string()),
      retired: z.boolean(),
      hasAccount: z.boolean(),
      standing: z.enum(['pool', 'drawn', 'reserve', 'out']),
      draw: z.int().nullable(),
      stratum: z.int().nullable(),
      position: z.int().nullable(),
      answer: z.enum(['accepted', 'declined']).nullable(),
      reason: z.string(),
      load: z.int(),
      /** Of how many applications the expert must keep away. */
      barred: z.int(),
    }),
  ),
  draws: z.array(
    z.object({
      number: z.int(),
      strata: Strata,
      poolSize: z.int(),
      poolDigest: z.string(),
      excluded: z.array(z.object({ name: z.string(), because: z.string() })),
      commitment: z.string(),
      committedAt: z.string(),
      seed: z.string().nullable(),
      drawnAt: z.string().nullable(),
    }),
  ),
  replacements: z.array(
    z.object({
      id: z.string(),
      out: z.string(),
      in: z.string().nullable(),
      position: z.int().nullable(),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  ties: z.array(
    z.object({
      applicationId: z.string(),
      expertId: z.string(),
      consortium: z.string(),
      expert: z.string(),
      kind: TieKindName,
      kindLabel: z.string(),
      source: TieSourceName,
      reason: z.string(),
      dismissed: z.string().nullable(),
      by: z.string().nullable(),
      isOpen: z.boolean(),
    }),
  ),
});

const DrawView = z.object({
  strata: Strata,
  pool: Pool,
  poolDigest: z.string(),
  commitment: z.string(),
  seed: z.string(),
  drawn: z.array(z.string()).readonly(),
  reserve: z.array(z.array(z.string()).readonly()).readonly(),
});

export async function batchExpertRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/experts', {
    schema: {
      tags,
      summary: '本批次的专家：入选范围、抽取、递补、参加情况和利益关系',
      params: BatchParams,
      response: { 200: BatchExpertsView },
    },
    handler: async ({ actor, params }) => viewBatchExperts(context, actor, params.id),
  });

  app.post('/api/batches/:id/experts', {
    schema: {
      tags,
      summary: '把专家库中的专家列入本批次的抽取范围',
      params: BatchParams,
      body: z.object({ expertIds: Experts }),
      response: { 200: z.object({ added: z.int() }) },
    },
    handler: async ({ actor, params, body }) => addToPool(context, actor, params.id, body.expertIds),
  });

  app.post('/api/batches/:id/experts/departures', {
    schema: {
      tags,
      summary: '把尚未抽取的专家移出范围，写明理由',
      params: BatchParams,
      body: z.object({ expertIds: Experts, reason: Reason }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await leavePool(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/batches/:id/draws', {
    schema: {
      tags,
      summary: '固定抽取范围和人数，承诺一个种子：记下范围摘要和种子的摘要，种子抽取后才公布',
      params: BatchParams,
      body: z.object({
        strata: z
          .array(z.object({ field: z.string().trim().max(200), count: z.int().min(1).max(5000) }))
          .min(1)
          .max(50),
      }),
      response: { 201: z.object({ number: z.int(), poolDigest: z.string(), commitment: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await commitDraw(context, actor, params.id, body.strata)),
  });

  app.post('/api/batches/:id/draws/:number/result', {
    schema: {
      tags,
      summary: '按承诺的种子抽取，公布种子；重复请求得到同一结果',
      params: DrawParams,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params }, reply) => {
      await makeDraw(context, actor, params.id, params.number);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/batches/:id/draws/:number', {
    schema: {
      tags,
      summary: '一次抽取的全部依据，可离线复算（lianheti draw verify）',
      params: DrawParams,
      response: { 200: DrawView },
    },
    handler: async ({ actor, params }, reply) => {
      reply.header('content-disposition', `attachment; filename="draw-${params.number}.json"`);
      return publishDraw(context, actor, params.id, params.number);
    },
  });

  app.post('/api/batches/:id/experts/replacements', {
    schema: {
      tags,
      summary: '一位抽中的专家退出，按抽取的次序由下一位递补；记录在案',
      params: BatchParams,
      body: z.object({ expertId: z.uuid(), reason: Reason }),
      response: { 200: z.object({ in: z.string().nullable(), position: z.int().nullable() }) },
    },
    handler: async ({ actor, params, body }) => replaceExpert(context, actor, params.id, body),
  });

  app.put('/api/batches/:id/ties', {
    schema: {
      tags,
      summary: '登记、确认或排除专家与一份申报的利益关系',
      params: BatchParams,
      body: z.object({
        applicationId: z.uuid(),
        expertId: z.uuid(),
        kind: TieKindName,
        source: TieSourceName,
        reason: Reason,
        dismissed: text(1000).nullable().default(null),
      }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await decideTie(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });
}
