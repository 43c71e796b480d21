import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { beginEventStream } from '#server/http/event-stream.ts';
import { ApplicationParams } from './form-views.ts';
import { openStream } from './stream-form.ts';

export async function liveRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/applications/:id/events', {
    schema: {
      tags: ['推荐书'],
      summary: '实时事件（SSE）：answer、findings、presence、state',
      params: ApplicationParams,
    },
    handler: async (request, reply) => {
      const stream = await openStream(context, request.actor, request.params.id);
      context.metrics.people.inc();
      const { send, end } = beginEventStream(reply, {
        onBeat: stream.renew,
        onEnd: () => {
          context.metrics.people.dec();
          stream.close();
        },
      });
      stream.start((event, data) => send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`), end);
    },
  });

  app.put('/api/applications/:id/presence', {
    schema: {
      tags: ['推荐书'],
      summary: '告知正在填写哪一项',
      params: ApplicationParams,
      body: z.object({ cell: z.string().max(200).nullable() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await context.forms.mustSee(actor, params.id);
      context.live.announce({
        application: params.id,
        session: actor.sessionId,
        id: actor.personId,
        name: actor.name,
        cell: body.cell,
      });
      return reply.code(204).send(null);
    },
  });
}
