import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { readIndicators } from './read-indicators.ts';

const Point = z.object({
  id: z.string(),
  text: z.string(),
  kinds: z.array(z.object({ id: z.string(), label: z.string(), entries: z.int() })),
  figures: z.array(z.object({ figure: z.string(), label: z.string(), unit: z.string(), value: z.string().nullable() })),
  entries: z.int(),
  confirmed: z.int(),
  oneSided: z.int(),
  disputed: z.int(),
  latestYear: z.int().nullable(),
  evidence: z.int(),
  pictures: z.int(),
  elsewhen: z.int(),
  unproven: z.int(),
  /** Tasks that serve it: those done in the year, and how many are open. */
  tasksDone: z.int(),
  tasks: z.array(
    z.object({ id: z.string(), title: z.string(), unit: z.string(), doneOn: z.string(), evidence: z.int() }),
  ),
  tasksOpen: z.int(),
  advice: z.array(z.object({ id: z.string(), text: z.string() })),
});

export async function indicatorRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/indicators', {
    schema: {
      tags: ['指标'],
      summary: '各观测点由哪些数据、记录和证据材料支撑，接下来最该补什么',
      params: z.object({ id: z.uuid() }),
      querystring: z.object({ year: z.coerce.number().int().min(1900).max(2999) }),
      response: {
        200: z.object({ indicators: z.array(z.object({ id: z.string(), title: z.string(), points: z.array(Point) })) }),
      },
    },
    handler: async ({ actor, params, query }) => ({
      indicators: [...(await readIndicators(context, actor, params.id, query.year))],
    }),
  });
}
