import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { mustKnowCouncil, mustManageCouncil } from '#server/council/council-right.ts';
import { MeetingParams } from '#server/council/meeting-views.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams, Day } from '#server/member/member-views.ts';
import { openTask } from '#server/task/open-task.ts';
import { fileOf, formats, readMinutesDocument } from './council-documents.ts';
import { issueResolution, readResolution, readResolutions } from './issue-resolution.ts';
import { concludeMinutes } from './keep-meeting.ts';
import { resolutionDocument } from './minutes-document.ts';
import { MinutesBody, MinutesView } from './minutes-views.ts';
import { readMinutes } from './read-minutes.ts';
import { sendFile } from './send-file.ts';
import { MotionParams } from './vote-views.ts';
import { writeMinutes } from './write-minutes.ts';
import { actOnMotions } from './write-motion.ts';

const tags = ['理事会'];
const done = { 204: z.null() };
const Format = z.enum(formats);
const ResolutionParams = ConsortiumParams.extend({ resolutionId: z.uuid() });
const ResolutionView = z.object({
  id: z.string(),
  meetingId: z.string(),
  number: z.string(),
  title: z.string(),
  text: z.string(),
  basis: z.string(),
  adoptedOn: z.string(),
});

/** 决议 and 会议纪要: what a meeting leaves behind, and what is done by it. */
export async function resolutionRoutes(app: App, context: Context): Promise<void> {
  const { db } = context;

  app.post('/api/consortia/:id/meetings/:meetingId/motions/:motionId/resolution', {
    schema: {
      tags,
      summary: '就已通过的议案形成决议并编号；重复请求结果相同',
      params: MotionParams,
      response: { 200: z.object({ id: z.string(), number: z.string() }) },
    },
    handler: async ({ actor, params }) => {
      const target = { ...params, consortiumId: params.id };
      return actOnMotions(context, actor, target, (tx) => issueResolution(tx, actor, target));
    },
  });

  app.get('/api/consortia/:id/resolutions', {
    schema: {
      tags,
      summary: '理事会的决议，新的在前',
      params: ConsortiumParams,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(500).default(100),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: z.object({ items: z.array(ResolutionView) }) },
    },
    handler: async ({ actor, params, query }) =>
      db.readAs(actor, async (tx) => {
        const { reads } = await mustKnowCouncil(tx, params.id);
        if (!reads) throw new Refusal('not-found');
        return { items: await readResolutions(tx, params.id, query) };
      }),
  });

  app.get('/api/consortia/:id/resolutions/:resolutionId', {
    schema: { tags, summary: '一件决议', params: ResolutionParams, response: { 200: ResolutionView } },
    handler: async ({ actor, params }) => db.readAs(actor, (tx) => readResolution(tx, params.id, params.resolutionId)),
  });

  app.get('/api/consortia/:id/resolutions/:resolutionId/document.:format', {
    schema: { tags, summary: '决议文件（Word、PDF）', params: ResolutionParams.extend({ format: Format }) },
    handler: async ({ actor, params }, reply) => {
      const document = await db.readAs(actor, async (tx) => {
        const resolution = await readResolution(tx, params.id, params.resolutionId);
        const { name } = await mustKnowCouncil(tx, params.id);
        return resolutionDocument({ ...resolution, consortium: name });
      });
      return sendFile(reply, await fileOf(context, document, params.format));
    },
  });

  app.post('/api/consortia/:id/resolutions/:resolutionId/tasks', {
    schema: {
      tags,
      summary: '据决议立任务',
      params: ResolutionParams,
      body: z.object({
        title: text(200),
        dueOn: Day,
        department: z.string().max(100).nullable().default(null),
        memberId: z.uuid().nullable().default(null),
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) => {
      const task = await db.asActor(actor, async (tx) => {
        await mustManageCouncil(tx, params.id);
        const { id, number } = await readResolution(tx, params.id, params.resolutionId);
        const origin = { noun: 'resolution', id, text: number } as const;
        return openTask(context, tx, actor, { ...body, consortiumId: params.id, keyTask: number, origin });
      });
      return reply.code(201).send(task);
    },
  });

  app.get('/api/consortia/:id/meetings/:meetingId/minutes', {
    schema: { tags, summary: '会议纪要最新一版和各人意见', params: MeetingParams, response: { 200: MinutesView } },
    handler: async ({ actor, params }) =>
      db.readAs(actor, async (tx) => {
        const { reads } = await mustKnowCouncil(tx, params.id);
        if (!reads) throw new Refusal('not-found');
        return { minutes: (await readMinutes(tx, { ...params, consortiumId: params.id })) ?? null };
      }),
  });

  app.post('/api/consortia/:id/meetings/:meetingId/minutes', {
    schema: {
      tags,
      summary: '形成会议纪要的一版，请出席人员确认',
      params: MeetingParams,
      body: MinutesBody,
      response: { 201: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }, reply) => {
      const target = { ...params, consortiumId: params.id };
      const written = await actOnMotions(context, actor, target, async (tx) => {
        const { name } = await mustManageCouncil(tx, params.id);
        return writeMinutes(tx, actor, target, name, body);
      });
      return reply.code(201).send(written);
    },
  });

  app.post('/api/consortia/:id/meetings/:meetingId/minutes/:version/conclusion', {
    schema: {
      tags,
      summary: '会议纪要定稿：出席人员都已确认，或期限已过且无人提出异议；同时成为会议台账的证据材料',
      params: MeetingParams.extend({ version: z.coerce.number().int().min(1) }),
      response: done,
    },
    handler: async ({ actor, params }, reply) => {
      await concludeMinutes(context, actor, { ...params, consortiumId: params.id }, params.version);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/meetings/:meetingId/minutes.:format', {
    schema: { tags, summary: '会议纪要（Word、PDF）', params: MeetingParams.extend({ format: Format }) },
    handler: async ({ actor, params }, reply) => {
      const document = await db.readAs(actor, (tx) => readMinutesDocument(tx, { ...params, consortiumId: params.id }));
      return sendFile(reply, await fileOf(context, document, params.format));
    },
  });
}
