import { z } from 'zod';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { BatchStageId } from './batch-stage-id.ts';
import { beginApplication } from './begin-application.ts';
import { changeBatch } from './change-batch.ts';
import { extendStage } from './extend-stage.ts';
import { openBatch } from './open-batch.ts';
import { publishNotice } from './publish-notice.ts';
import { viewBatch } from './view-batch.ts';
import { writeBatchSummary } from './write-batch-summary.ts';

const tags = ['批次'];
const BatchParams = z.object({ id: z.uuid() });
const Batch = z.object({
  id: z.string(),
  title: z.string(),
  packId: z.string(),
  deadline: z.string(),
  open: z.boolean(),
});

const BatchView = z.object({
  id: z.string(),
  title: z.string(),
  packId: z.string(),
  kind: z.enum(['application', 'acceptance']),
  unitId: z.string(),
  version: z.int(),
  canManage: z.boolean(),
  canReview: z.boolean(),
  stages: z.array(
    z.object({
      id: BatchStageId,
      label: z.string(),
      closesAt: z.string(),
      isClosed: z.boolean(),
      isCurrent: z.boolean(),
    }),
  ),
  extensions: z.array(
    z.object({
      id: z.string(),
      stage: z.string(),
      before: z.string(),
      after: z.string(),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  quota: z.int(),
  readers: z.int(),
  commentsShown: z.boolean(),
  targets: z.array(z.object({ by: z.string(), total: z.int() })),
  points: z.array(
    z.object({ id: z.string(), indicator: z.string(), kind: z.string(), text: z.string(), weight: z.number() }),
  ),
  states: z.array(z.object({ state: z.string(), label: z.string(), count: z.int() })),
  todo: z.array(z.object({ text: z.string(), link: z.string() })).readonly(),
});

const BatchChange = z.object({
  version: z.int().min(0).optional(),
  quota: z.int().min(1).max(1000).optional(),
  readers: z.int().min(1).max(50).optional(),
  commentsShown: z.boolean().optional(),
  /** Above this difference of its readers' totals an application wants another reader. */
  spreadLimit: z.number().min(0).max(100).multipleOf(0.1).optional(),
  /** By observation point; what is not named weighs 1. */
  weights: z.record(z.string().max(20), z.number().positive().max(1000)).optional(),
});

export async function batchRoutes(app: App, context: Context): Promise<void> {
  const { db, packs } = context;

  app.get('/api/batches', {
    schema: { tags, summary: '我能看到的批次', response: { 200: z.object({ items: z.array(Batch) }) } },
    handler: async ({ actor }) => {
      const rows = await db.readAs(actor, (tx) =>
        tx
          .selectFrom('batch')
          .innerJoin('pack', 'pack.digest', 'batch.pack_digest')
          .innerJoin('batch_stage', (join) =>
            join.onRef('batch_stage.batch_id', '=', 'batch.id').on('batch_stage.stage', '=', 'application'),
          )
          .select(['batch.id', 'batch.title', 'batch_stage.closes_at as deadline', 'pack.pack_id'])
          .select(({ fn }) => fn<Date>('clock_timestamp').as('now'))
          .where('batch.kind', '=', 'application')
          .orderBy('batch_stage.closes_at', 'desc')
          .execute(),
      );
      return {
        items: rows.map(({ id, title, deadline, pack_id, now }) => ({
          id,
          title,
          packId: pack_id,
          deadline: deadline.toISOString(),
          open: now <= deadline,
        })),
      };
    },
  });

  app.post('/api/batches', {
    schema: {
      tags,
      summary: '开设批次；截止时间默认为通知所定',
      body: z.object({
        unitId: z.uuid(),
        packId: z.string().max(100),
        title: text(200),
        deadline: z.iso.datetime({ offset: true }).optional(),
        closings: z.partialRecord(BatchStageId, z.iso.datetime({ offset: true })).optional(),
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, body }, reply) => {
      const stored = packs.byId(body.packId);
      if (!stored) throw new Refusal('invalid', { fields: ['packId'] });
      const id = await db.asActor(actor, async (tx) => {
        const made = await openBatch(tx, stored, body);
        await recordSystemAudit(tx, body.unitId, 'batch.opened', made, { pack: stored.pack.id });
        return made;
      });
      return reply.code(201).send({ id });
    },
  });

  app.get('/api/batches/:id', {
    schema: {
      tags,
      summary: '一个批次：规则、日程、进度和等待我办理的事',
      params: BatchParams,
      response: { 200: BatchView },
    },
    handler: async ({ actor, params }) => viewBatch(context, actor, params.id),
  });

  app.patch('/api/batches/:id', {
    schema: {
      tags,
      summary: '修改批次的名额、审阅人数、观测点权重，以及是否向申报单位公开专家意见',
      params: BatchParams,
      body: BatchChange,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await changeBatch(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/batches/:id/extensions', {
    schema: {
      tags,
      summary: '延长一个阶段，写明理由；原来的时间保留在案',
      params: BatchParams,
      body: z.object({ stage: BatchStageId, closesAt: z.iso.datetime({ offset: true }), reason: text(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await extendStage(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/batches/:id/notices', {
    schema: {
      tags,
      summary: '发布本批次的一份通知，立即公开，不再改动',
      params: BatchParams,
      body: z.object({ title: text(200), number: z.string().max(100).default(''), text: text(20_000) }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send({ id: await publishNotice(context, actor, params.id, body) }),
  });

  app.post('/api/batches/:id/applications', {
    schema: {
      tags,
      summary: '联合体在本批次开始填报',
      params: BatchParams,
      body: z.object({ consortiumId: z.uuid() }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send({ id: await beginApplication(context, actor, params.id, body.consortiumId) }),
  });

  app.get('/api/batches/:id/summary.xlsx', {
    schema: { tags, summary: '推荐名单汇总表（Excel），列出我能看到的申报', params: BatchParams },
    handler: async ({ actor, params }, reply) => {
      const { bytes, title } = await writeBatchSummary(context, actor, params.id);
      reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header(
          'content-disposition',
          `attachment; filename="summary.xlsx"; filename*=UTF-8''${encodeURIComponent(title)}.xlsx`,
        );
      return reply.send(bytes);
    },
  });
}
