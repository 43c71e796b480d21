import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from './app.ts';
import { Refusal } from './refusal.ts';

const Status = z.object({ status: z.string() });

export async function healthRoutes(app: App, { db, metrics }: Context): Promise<void> {
  app.get('/health/live', {
    schema: { tags: ['运行'], summary: '进程在运行', response: { 200: Status } },
    config: { rateLimit: false },
    handler: async () => ({ status: 'live' }),
  });

  app.get('/health/ready', {
    schema: { tags: ['运行'], summary: '可以接受请求（数据库可用）', response: { 200: Status } },
    config: { rateLimit: false },
    handler: async () => {
      await db.app.query('select 1').catch(() => {
        throw new Refusal('unavailable');
      });
      return { status: 'ready' };
    },
  });

  app.get('/metrics', {
    schema: { tags: ['运行'], summary: 'Prometheus 指标' },
    config: { rateLimit: false },
    handler: async (_request, reply) =>
      reply
        .type(metrics.registry.contentType)
        .serializer((text: string) => text)
        .send(await metrics.registry.metrics()),
  });
}
