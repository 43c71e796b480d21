import { z } from 'zod';
import { ProgressView } from '#server/application/form-views.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { listConsortia } from './list-consortia.ts';

const ConsortiumSummary = z.object({
  id: z.string(),
  name: z.string(),
  province: z.string(),
  park: z.string().nullable(),
  /** Since when it is a 培育单位, `YYYY-MM-DD`. */
  cultivatedSince: z.string().nullable(),
  application: z
    .object({
      id: z.string(),
      state: z.string(),
      stateLabel: z.string(),
      progress: ProgressView,
      errors: z.int(),
      warnings: z.int(),
      deadline: z.string(),
      next: z.string(),
      batch: z.object({ id: z.string(), title: z.string() }),
    })
    .nullable(),
});

export async function consortiumRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia', {
    schema: {
      tags: ['联合体'],
      summary: '我能看到的联合体，以及各自接下来要做什么',
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(500).default(200),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: z.object({ items: z.array(ConsortiumSummary), total: z.int() }) },
    },
    handler: async ({ actor, query }) => listConsortia(context, actor, query),
  });
}
