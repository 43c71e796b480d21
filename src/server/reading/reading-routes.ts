import { z } from 'zod';
import { ApplicationParams } from '#server/application/form-views.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { listReadings } from './list-readings.ts';
import { readReading } from './reading-row.ts';
import { ReadingList, ReadingView } from './reading-views.ts';
import { saveNote, saveScore } from './save-score.ts';
import { submitReading, unlockReading } from './submit-reading.ts';
import { viewReading } from './view-reading.ts';

const tags = ['专家审阅'];
const PointParams = z.object({ id: z.uuid(), point: z.string().max(20) });
const BaseVersion = z.int().min(0);
const Version = z.object({ version: z.int() });

/** A text that may be empty; control characters never were typed. */
const typed = (most: number) => z.union([z.literal(''), text(most)]);

export async function readingRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/readings', {
    schema: { tags, summary: '我审阅的申报：各到哪一步，何时截止', response: { 200: ReadingList } },
    handler: async ({ actor }) => ({ items: await listReadings(context, actor) }),
  });

  app.get('/api/applications/:id/reading', {
    schema: {
      tags,
      summary: '我审阅的一份申报：观测点、数据、材料、重复的文字和我的评分',
      params: ApplicationParams,
      response: { 200: ReadingView },
    },
    handler: async ({ actor, params }) => viewReading(context, actor, params.id),
  });

  app.get('/api/applications/:id/reading/form.pdf', {
    schema: { tags, summary: '我审阅的推荐书（PDF）', params: ApplicationParams },
    handler: async ({ actor, params }, reply) => {
      const { db, packs, documents } = context;
      const revision = await db.readAs(actor, async (tx) => {
        const row = await readReading(tx, params.id);
        return tx
          .selectFrom('revision')
          .select(['answers', 'pack_digest', 'digest', 'taken_at'])
          .where('consortium_id', '=', row.consortium_id)
          .where('application_id', '=', params.id)
          .where('number', '=', row.number)
          .executeTakeFirstOrThrow();
      });
      const seal = { digest: revision.digest, takenAt: revision.taken_at.toISOString() };
      const bytes = await documents.pdf(await packs.byDigest(revision.pack_digest), recordOf(revision.answers), seal);
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="form.pdf"')
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
  });

  app.put('/api/applications/:id/reading/scores/:point', {
    schema: {
      tags,
      summary: '一个观测点的评分（0至100，一位小数）和理由，随写随存',
      params: PointParams,
      body: z.object({ score: z.number().nullable(), reason: typed(2000), baseVersion: BaseVersion }),
      response: { 200: Version },
    },
    handler: async ({ actor, params, body }) => saveScore(context, actor, params.id, { point: params.point, ...body }),
  });

  app.put('/api/applications/:id/reading/notes/:point', {
    schema: {
      tags,
      summary: '一个观测点的私人笔记，任何其他人都看不到',
      params: PointParams,
      body: z.object({ text: typed(5000), baseVersion: BaseVersion }),
      response: { 200: Version },
    },
    handler: async ({ actor, params, body }) => saveNote(context, actor, params.id, { point: params.point, ...body }),
  });

  app.post('/api/applications/:id/reading/submission', {
    schema: { tags, summary: '提交审阅：每个观测点都须有评分', params: ApplicationParams, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      await submitReading(context, actor, params.id);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/applications/:id/readers/:expertId/unlocking', {
    schema: {
      tags,
      summary: '部级写明理由，退回一份已提交的审阅，由专家修改',
      params: z.object({ id: z.uuid(), expertId: z.uuid() }),
      body: z.object({ reason: text(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await unlockReading(context, actor, params.id, params.expertId, body.reason);
      return reply.code(204).send(null);
    },
  });
}
