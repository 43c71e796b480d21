import { z } from 'zod';
import { viewFields } from '#core/dashboard/view.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { changeView, dropView, readViews, saveView } from './saved-views.ts';

const tags = ['监测'];
const Fields = z.record(z.string().max(20), z.string().max(300));
const Order = z.object({ name: text(60), view: Fields, shared: z.boolean().default(false) });
const Params = z.object({ id: z.uuid() });
const Saved = z.object({ id: z.string(), version: z.int() });
const Path = z.enum(['/monitoring', '/monitoring/compare']);

/** Views that people keep: one's own, and those shared with one's units. */
export async function savedViewRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/monitoring/views', {
    schema: {
      tags,
      summary: '保存的视图：我的，以及同单位的人共享的',
      response: {
        200: z.object({
          items: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              path: Path,
              /** Fields of the page's address. */
              view: Fields,
              shared: z.boolean(),
              isOwn: z.boolean(),
              by: z.string(),
              unit: z.object({ id: z.string(), name: z.string() }),
              version: z.int(),
            }),
          ),
        }),
      },
    },
    handler: async ({ actor }) => {
      const rows = await context.db.readAs(actor, (tx) => readViews(tx, actor));
      return {
        items: rows.map(({ id, name, path, view, shared, is_own: isOwn, by, unit_id, unit, version }) => ({
          id,
          name,
          path,
          view: viewFields(view),
          shared,
          isOwn,
          by: by ?? '',
          unit: { id: unit_id, name: unit },
          version,
        })),
      };
    },
  });

  app.post('/api/monitoring/views', {
    schema: {
      tags,
      summary: '保存一个视图，可与本单位的人共享',
      body: Order.extend({ unitId: z.uuid(), path: Path }),
      response: { 201: Saved },
    },
    handler: async ({ actor, body }, reply) => reply.code(201).send(await saveView(context, actor, body)),
  });

  app.put('/api/monitoring/views/:id', {
    schema: {
      tags,
      summary: '修改我的一个视图',
      params: Params,
      body: Order.extend({ version: z.int() }),
      response: { 200: Saved },
    },
    handler: async ({ actor, params, body }) => changeView(context, actor, params.id, body),
  });

  app.delete('/api/monitoring/views/:id', {
    schema: { tags, summary: '删除我的一个视图', params: Params, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      await dropView(context, actor, params.id);
      return reply.code(204).send(null);
    },
  });
}
