import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { MeetingParams } from '#server/council/meeting-views.ts';
import type { App } from '#server/http/app.ts';
import { Version } from '#server/member/member-views.ts';
import { listMotions } from './list-motions.ts';
import {
  AmendmentActBody,
  AmendmentBody,
  AmendmentParams,
  MotionBody,
  MotionEditBody,
  MotionParams,
  MotionsView,
  RecusalBody,
  RecusalParams,
} from './vote-views.ts';
import {
  actOnAmendment,
  actOnMotions,
  amendMotion,
  editMotion,
  putMotion,
  recuse,
  unrecuse,
  withdrawMotion,
} from './write-motion.ts';

const tags = ['理事会'];
const Made = z.object({ id: z.string() });
const done = { 204: z.null() };

export async function motionRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/meetings/:meetingId/motions', {
    schema: { tags, summary: '会议的议案、修正案、回避和表决', params: MeetingParams, response: { 200: MotionsView } },
    handler: async ({ actor, params }) => listMotions(context, actor, { ...params, consortiumId: params.id }),
  });

  app.post('/api/consortia/:id/meetings/:meetingId/motions', {
    schema: { tags, summary: '提出议案', params: MeetingParams, body: MotionBody, response: { 201: Made } },
    handler: async ({ actor, params, body }, reply) => {
      const target = { ...params, consortiumId: params.id };
      return reply
        .code(201)
        .send(await actOnMotions(context, actor, target, (tx) => putMotion(tx, actor, target, body)));
    },
  });

  app.put('/api/consortia/:id/meetings/:meetingId/motions/:motionId', {
    schema: {
      tags,
      summary: '修改议案；已有修正案或表决的，只能以修正案修改',
      params: MotionParams,
      body: MotionEditBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      const target = { ...params, consortiumId: params.id };
      await actOnMotions(context, actor, target, (tx) => editMotion(tx, target, body));
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/meetings/:meetingId/motions/:motionId/withdrawal', {
    schema: {
      tags,
      summary: '撤回议案',
      params: MotionParams,
      body: z.object({ version: Version }),
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      const target = { ...params, consortiumId: params.id };
      await actOnMotions(context, actor, target, (tx) => withdrawMotion(tx, target, body.version));
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/meetings/:meetingId/motions/:motionId/amendments', {
    schema: {
      tags,
      summary: '提出修正案：修改后的全文',
      params: MotionParams,
      body: AmendmentBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) => {
      const target = { ...params, consortiumId: params.id };
      return reply
        .code(201)
        .send(await actOnMotions(context, actor, target, (tx) => amendMotion(tx, actor, target, body)));
    },
  });

  app.post('/api/consortia/:id/meetings/:meetingId/motions/:motionId/amendments/:amendmentId/acts', {
    schema: {
      tags,
      summary: '无异议采纳、不采纳或撤回修正案；有异议的付诸表决',
      params: AmendmentParams,
      body: AmendmentActBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      const target = { ...params, consortiumId: params.id };
      await actOnMotions(context, actor, target, (tx) => actOnAmendment(tx, target, body.action));
      return reply.code(204).send(null);
    },
  });

  app.put('/api/consortia/:id/meetings/:meetingId/motions/:motionId/recusals/:seatId', {
    schema: { tags, summary: '登记回避', params: RecusalParams, body: RecusalBody, response: done },
    handler: async ({ actor, params, body }, reply) => {
      const target = { ...params, consortiumId: params.id };
      await actOnMotions(context, actor, target, (tx) => recuse(tx, target, body.reason));
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/consortia/:id/meetings/:meetingId/motions/:motionId/recusals/:seatId', {
    schema: { tags, summary: '撤销误登的回避', params: RecusalParams, response: done },
    handler: async ({ actor, params }, reply) => {
      const target = { ...params, consortiumId: params.id };
      await actOnMotions(context, actor, target, (tx) => unrecuse(tx, target));
      return reply.code(204).send(null);
    },
  });
}
