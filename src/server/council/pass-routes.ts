import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { beginEventStream } from '#server/http/event-stream.ts';
import { text } from '#server/http/text.ts';
import { hashToken } from '#server/invitation/token.ts';
import { actAsPass, passOf, readPassSeat } from './as-pass.ts';
import { leaveSeat, signIn } from './attend.ts';
import { giveProxy } from './give-proxy.ts';
import { openPaper } from './meeting-papers.ts';
import { PassMeetingView, Reply } from './meeting-views.ts';
import { replyToCall } from './reply-to-call.ts';
import { sendPaper } from './send-paper.ts';
import { viewPass } from './view-pass.ts';

const tags = ['参会'];
const done = { 204: z.null() };
export const PassParams = z.object({ token: z.string().min(20).max(100) });

/** A hall has one address: each pass has an allowance of its own. */
export const passAllowance = {
  rateLimit: {
    max: 240,
    keyGenerator: (request: { params: unknown }) => `pass ${hashToken(PassParams.parse(request.params).token)}`,
  },
};

const config = passAllowance;

/** The meeting as seen with a seat's own pass: no account, no name in the address. */
export async function passRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/public/meet/:token', {
    config,
    schema: {
      tags,
      summary: '持参会链接者看到的会议：议程、材料、本人席位、委托',
      params: PassParams,
      response: { 200: PassMeetingView },
    },
    handler: async ({ params }) => viewPass(context, params.token),
  });

  app.get('/api/public/meet/:token/events', {
    config,
    schema: { tags, summary: '会议实时状态（SSE）：meeting', params: PassParams },
    handler: async (request, reply) => {
      const { consortiumId, meetingId } = await context.db.readAs(passOf(request.params.token), readPassSeat);
      const { send } = beginEventStream(reply, { onEnd: () => stop() });
      const seen = request.headers['last-event-id'];
      const stop = context.meetings.listen({
        consortiumId,
        meetingId,
        seen: typeof seen === 'string' ? seen : undefined,
        send,
      });
    },
  });

  app.get('/api/public/meet/:token/papers/:paperId', {
    config,
    schema: { tags, summary: '会议材料', params: PassParams.extend({ paperId: z.uuid() }) },
    handler: async ({ params }, reply) =>
      sendPaper(reply, await openPaper(context, passOf(params.token), params.paperId)),
  });

  app.put('/api/public/meet/:token/reply', {
    config,
    schema: {
      tags,
      summary: '回复会议通知：参加或请假',
      params: PassParams,
      body: z.object({ reply: Reply, note: text(500).or(z.literal('')).default('') }),
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await actAsPass(context, params.token, (tx, seat) => replyToCall(tx, { ...seat, ...body }));
      return reply.code(204).send(null);
    },
  });

  app.put('/api/public/meet/:token/proxy', {
    config,
    schema: {
      tags,
      summary: '委托另一席位代为发言和表决，或收回',
      params: PassParams,
      body: z.object({ to: z.uuid().nullable() }),
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await actAsPass(context, params.token, (tx, seat) => giveProxy(tx, { ...seat, ...body }));
      return reply.code(204).send(null);
    },
  });

  app.post('/api/public/meet/:token/attendance', {
    config: { rateLimit: { ...config.rateLimit, max: 30 } },
    schema: {
      tags,
      summary: '按大屏幕上的签到码签到，本人或替补；重复签到仍是一次',
      params: PassParams,
      body: z.object({ code: z.string().max(20), substituteId: z.uuid().nullable().default(null) }),
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await signIn(context, params.token, body);
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/public/meet/:token/attendance', {
    config,
    schema: { tags, summary: '离会', params: PassParams, response: done },
    handler: async ({ params }, reply) => {
      await actAsPass(context, params.token, leaveSeat);
      return reply.code(204).send(null);
    },
  });
}
