import { z } from 'zod';
import { beijingTime } from '#core/quantity/beijing-time.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveNamedFile } from '#server/http/receive-file.ts';
import { ConsortiumParams, Version } from '#server/member/member-views.ts';
import { actOnMeeting } from './act-on-meeting.ts';
import { leaveSeat, markPresent } from './attend.ts';
import { mustManageCouncil } from './council-right.ts';
import { type IssuedPass, issuePasses, mailPasses } from './issue-passes.ts';
import { keepPaper, mustBeOpenForPapers, openPaper, removePaper } from './meeting-papers.ts';
import { type MeetingTarget, readMeeting } from './meeting-row.ts';
import {
  MeetingActBody,
  MeetingBody,
  MeetingParams,
  MeetingSeatParams,
  MeetingsView,
  MeetingView,
  PaperParams,
  PassView,
} from './meeting-views.ts';
import { sendPaper } from './send-paper.ts';
import { signInCode } from './sign-in-code.ts';
import { listMeetings, viewMeeting } from './view-meeting.ts';
import { draftMeeting, editMeeting, turnToItem } from './write-meeting.ts';

const tags = ['理事会'];
const done = { 204: z.null() };
const Edited = z.object({ version: z.int() });
const Passes = z.object({ passes: z.array(PassView) });
const targetOf = ({ id, meetingId }: { id: string; meetingId: string }): MeetingTarget => ({
  consortiumId: id,
  meetingId,
});

export async function meetingRoutes(app: App, context: Context): Promise<void> {
  const { db } = context;
  const tell = ({ consortiumId, meetingId }: MeetingTarget) =>
    db.bus.tell('lianheti_meeting', `${consortiumId} ${meetingId}`);

  app.get('/api/consortia/:id/meetings', {
    schema: {
      tags,
      summary: '理事会会议，新的在前',
      params: ConsortiumParams,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(500).default(100),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: MeetingsView },
    },
    handler: async ({ actor, params, query }) => listMeetings(context, actor, params.id, query),
  });

  app.post('/api/consortia/:id/meetings', {
    schema: {
      tags,
      summary: '筹备一次会议',
      params: ConsortiumParams,
      body: MeetingBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await draftMeeting(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/meetings/:meetingId', {
    schema: { tags, summary: '一次会议：议程、材料、各席位', params: MeetingParams, response: { 200: MeetingView } },
    handler: async ({ actor, params }) => viewMeeting(context, actor, targetOf(params)),
  });

  app.put('/api/consortia/:id/meetings/:meetingId', {
    schema: {
      tags,
      summary: '修改会议；已通知的，只能改地点和议程',
      params: MeetingParams,
      body: MeetingBody.extend({ version: Version }),
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => editMeeting(context, actor, targetOf(params), body),
  });

  app.post('/api/consortia/:id/meetings/:meetingId/acts', {
    schema: {
      tags,
      summary: '发出通知、宣布开会、宣布散会或取消；发出通知时给各席位参会链接，只显示这一次',
      params: MeetingParams,
      body: MeetingActBody,
      response: { 200: Passes },
    },
    handler: async (request) => {
      const { actor, params, body } = request;
      const passes = await actOnMeeting(context, actor, { ...targetOf(params), ...body });
      return { passes: await handOver(context, request, passes) };
    },
  });

  app.post('/api/consortia/:id/meetings/:meetingId/passes', {
    schema: {
      tags,
      summary: '重发参会链接，全部或所列席位；原来的即告失效',
      params: MeetingParams,
      body: z.object({ seatIds: z.array(z.uuid()).max(5000).optional() }),
      response: { 200: Passes },
    },
    handler: async (request) => {
      const { actor, params, body } = request;
      const passes = await db.asActor(actor, async (tx) => {
        await mustManageCouncil(tx, params.id);
        await readMeeting(tx, targetOf(params));
        const issued = await issuePasses(tx, targetOf(params), body.seatIds);
        await recordAudit(tx, params.id, 'meeting.passes-renewed', params.meetingId, { passes: issued.length });
        return issued;
      });
      return { passes: await handOver(context, request, passes) };
    },
  });

  app.put('/api/consortia/:id/meetings/:meetingId/item', {
    schema: {
      tags,
      summary: '进入一项议程',
      params: MeetingParams,
      body: z.object({ itemId: z.uuid().nullable(), version: Version }),
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => turnToItem(context, actor, targetOf(params), body),
  });

  app.get('/api/consortia/:id/meetings/:meetingId/code', {
    schema: {
      tags,
      summary: '现在的签到码，投在大屏幕上',
      params: MeetingParams,
      response: { 200: z.object({ code: z.string(), until: z.string() }) },
    },
    handler: async ({ actor, params }) => {
      await db.readAs(actor, async (tx) => {
        await mustManageCouncil(tx, params.id);
        await readMeeting(tx, targetOf(params));
      });
      return signInCode(context.config, params.meetingId);
    },
  });

  app.put('/api/consortia/:id/meetings/:meetingId/seats/:seatId/attendance', {
    schema: {
      tags,
      summary: '由会务登记到会或离会',
      params: MeetingSeatParams,
      body: z.object({ isPresent: z.boolean() }),
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      const seat = { ...targetOf(params), seatId: params.seatId };
      await db.asActor(actor, async (tx) => {
        await mustManageCouncil(tx, params.id);
        if (body.isPresent) await markPresent(tx, seat);
        else await leaveSeat(tx, seat);
        await recordAudit(tx, params.id, 'meeting.attendance-marked', params.meetingId, {
          ...body,
          seatId: params.seatId,
        });
      });
      tell(seat);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/meetings/:meetingId/papers', {
    schema: {
      tags,
      summary: '上传会议材料（图片、PDF、Word、Excel、文本）',
      params: MeetingParams,
      response: done,
    },
    handler: async (request, reply) => {
      // Nobody's bytes are taken in who may not add them.
      await db.readAs(request.actor, (tx) => mustBeOpenForPapers(tx, targetOf(request.params)));
      const file = await receiveNamedFile(request);
      await keepPaper(context, request.actor, targetOf(request.params), file);
      tell(targetOf(request.params));
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/meetings/:meetingId/papers/:paperId', {
    schema: { tags, summary: '会议材料', params: PaperParams },
    handler: async ({ actor, params }, reply) => sendPaper(reply, await openPaper(context, actor, params.paperId)),
  });

  app.delete('/api/consortia/:id/meetings/:meetingId/papers/:paperId', {
    schema: { tags, summary: '撤下会议材料', params: PaperParams, response: done },
    handler: async ({ actor, params }, reply) => {
      await removePaper(context, actor, targetOf(params), params.paperId);
      tell(targetOf(params));
      return reply.code(204).send(null);
    },
  });
}

/** Links of passes, sent to whoever has an address. */
async function handOver(
  context: Context,
  request: {
    params: { id: string; meetingId: string };
    protocol: string;
    host: string;
    actor: Parameters<Context['db']['readAs']>[0];
  },
  passes: readonly IssuedPass[],
) {
  if (passes.length === 0) return [];
  const { title, place, opensAt } = await context.db.readAs(request.actor, (tx) =>
    readMeeting(tx, targetOf(request.params)),
  );
  const time = beijingTime(opensAt.toISOString()).slice(0, 16);
  return mailPasses(context, passes, {
    address: context.config.publicUrl ?? `${request.protocol}://${request.host}`,
    subject: `会议通知：${title}`,
    text: [`请出席“${title}”。`, `时间：${time}`, ...(place ? [`地点：${place}`] : [])].join('\n'),
  });
}
