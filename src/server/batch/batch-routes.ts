import { z } from 'zod';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { beginApplication } from './begin-application.ts';
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

export async function batchRoutes(app: App, context: Context): Promise<void> {
  const { db, packs } = context;

  app.get('/api/batches', {
    schema: { tags, summary: '我能看到的批次', response: { 200: z.object({ items: z.array(Batch) }) } },
    handler: async ({ actor }) => {
      const rows = await db.readAs(actor, (tx) =>
        tx
          .selectFrom('batch')
          .innerJoin('pack', 'pack.digest', 'batch.pack_digest')
          .select(['batch.id', 'batch.title', 'batch.deadline', 'pack.pack_id'])
          .select(({ fn }) => fn<Date>('clock_timestamp').as('now'))
          .orderBy('batch.deadline', 'desc')
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
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, body }, reply) => {
      const stored = packs.byId(body.packId);
      if (!stored) throw new Refusal('invalid', { fields: ['packId'] });
      const batch = await db.asActor(actor, async (tx) => {
        const made = await tx
          .insertInto('batch')
          .values({
            unit_id: body.unitId,
            title: body.title,
            pack_digest: stored.digest,
            deadline: body.deadline ?? stored.pack.batch.deadline,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await recordSystemAudit(tx, body.unitId, 'batch.opened', made.id, { pack: stored.pack.id });
        return made;
      });
      return reply.code(201).send(batch);
    },
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
