import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ApplicationParams } from './form-views.ts';
import { presenceLasts } from './live-forms.ts';
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
      reply.hijack();
      const { raw } = reply;
      const headers = Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined));
      raw.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      context.metrics.people.inc();
      const beat = setInterval(() => {
        raw.write(': still here\n\n');
        stream.renew();
      }, presenceLasts / 3);
      const end = () => {
        clearInterval(beat);
        stream.close();
        raw.end();
      };
      stream.start((event, data) => raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`), end);
      raw.once('close', () => {
        context.metrics.people.dec();
        end();
      });
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
