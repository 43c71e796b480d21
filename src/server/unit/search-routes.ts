import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';

const Found = z.object({ kind: z.enum(['unit', 'application']), id: z.string(), title: z.string() });

export async function searchRoutes(app: App, { db }: Context): Promise<void> {
  app.get('/api/search', {
    schema: {
      tags: ['查找'],
      summary: '按名称查找单位和推荐书',
      querystring: z.object({ q: z.string().trim().min(1).max(100) }),
      response: { 200: z.object({ items: z.array(Found) }) },
    },
    handler: async ({ actor, query }) => {
      const pattern = `%${query.q.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
      const items = await db.readAs(actor, async (tx) => {
        const units = await tx
          .selectFrom('unit')
          .select(['id', 'name as title'])
          .where('name', 'ilike', pattern)
          .orderBy('name')
          .limit(20)
          .execute();
        const applications = await tx
          .selectFrom('application')
          .innerJoin('unit', 'unit.id', 'application.consortium_id')
          .innerJoin('batch', 'batch.id', 'application.batch_id')
          .select(['application.id', 'unit.name', 'batch.title'])
          .where('unit.name', 'ilike', pattern)
          .orderBy('unit.name')
          .limit(20)
          .execute();
        return [
          ...applications.map(({ id, name, title }) => ({
            kind: 'application' as const,
            id,
            title: `${name} · ${title}`,
          })),
          ...units.map(({ id, title }) => ({ kind: 'unit' as const, id, title })),
        ];
      });
      return { items };
    },
  });
}
