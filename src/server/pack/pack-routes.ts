import { z } from 'zod';
import { BatchStageId } from '#server/batch/batch-stage-id.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';

const PackTitle = z.object({
  id: z.string(),
  title: z.string(),
  deadline: z.string(),
  /** What follows on the deadline, and how many days after it each closes where a batch does not say otherwise. */
  stages: z.array(z.object({ id: BatchStageId, label: z.string(), days: z.int() })),
});

export async function packRoutes(app: App, { packs, db }: Context): Promise<void> {
  app.get('/api/packs', {
    schema: {
      tags: ['政策包'],
      summary: '可以开设批次的政策包',
      response: { 200: z.object({ items: z.array(PackTitle) }) },
    },
    handler: async () => ({
      items: packs.shipped.map(({ pack }) => ({
        id: pack.id,
        title: pack.title,
        deadline: pack.batch.deadline,
        stages: pack.batch.stages.map(({ id, label, days }) => ({ id, label, days })),
      })),
    }),
  });

  app.get('/api/packs/:packId', {
    schema: {
      tags: ['政策包'],
      summary: '通知的数据：表、指标、检查、流程。digest 指定当时的版本',
      params: z.object({ packId: z.string().max(100) }),
      querystring: z.object({
        digest: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional(),
      }),
    },
    handler: async ({ actor, params, query, headers }, reply) => {
      const stored = query.digest === undefined ? packs.byId(params.packId) : await storedPack(actor, query.digest);
      if (!stored || stored.pack.id !== params.packId) throw new Refusal('not-found');
      const etag = `"${stored.digest}"`;
      reply
        .header('etag', etag)
        .header('cache-control', query.digest ? 'private, max-age=31536000, immutable' : 'no-cache');
      if (headers['if-none-match'] === etag) return reply.code(304).send();
      return reply
        .type('application/json')
        .serializer((text: string) => text)
        .send(stored.text);
    },
  });

  async function storedPack(actor: { personId: string }, digest: string) {
    const row = await db.asActor(actor, (tx) =>
      tx.selectFrom('pack').select('digest').where('digest', '=', digest).executeTakeFirst(),
    );
    return row ? packs.byDigest(row.digest) : undefined;
  }
}
