import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import {
  CandidateParams,
  CandidatesBody,
  MarksBody,
  SessionActBody,
  SessionBody,
  SessionParams,
  SessionsView,
  SessionView,
} from './session-views.ts';
import { listSessions, type SessionTarget, viewSession } from './skill-sessions.ts';
import { actOnSession, addCandidates, markCandidate, openSession } from './write-session.ts';

const tags = ['培训'];
const Edited = z.object({ version: z.int() });
const path = '/api/consortia/:id/training/sessions';
const targetOf = ({ id, sessionId }: { id: string; sessionId: string }): SessionTarget => ({
  consortiumId: id,
  sessionId,
});

/** 技能等级认定: sessions with their candidates, marks and certificates. */
export async function skillSessionRoutes(app: App, context: Context): Promise<void> {
  app.get(path, {
    schema: { tags, summary: '技能等级认定，最近的在前', params: ConsortiumParams, response: { 200: SessionsView } },
    handler: async ({ actor, params }) => listSessions(context, actor, params.id),
  });

  app.post(path, {
    schema: {
      tags,
      summary: '安排一场技能等级认定',
      params: ConsortiumParams,
      body: SessionBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await openSession(context, actor, params.id, body)),
  });

  app.get(`${path}/:sessionId`, {
    schema: { tags, summary: '一场认定：考生、成绩、证书', params: SessionParams, response: { 200: SessionView } },
    handler: async ({ actor, params }) => viewSession(context, actor, targetOf(params)),
  });

  app.post(`${path}/:sessionId/candidates`, {
    schema: {
      tags,
      summary: '登记考生',
      params: SessionParams,
      body: CandidatesBody,
      response: { 201: z.object({ added: z.int() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await addCandidates(context, actor, targetOf(params), body)),
  });

  app.put(`${path}/:sessionId/candidates/:candidateId`, {
    schema: {
      tags,
      summary: '登记一名考生的理论和实操成绩，或缺考',
      params: CandidateParams,
      body: MarksBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) =>
      markCandidate(context, actor, targetOf(params), params.candidateId, body),
  });

  app.post(`${path}/:sessionId/acts`, {
    schema: {
      tags,
      summary: '公布结果（发证书、计入台账），或取消',
      params: SessionParams,
      body: SessionActBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => actOnSession(context, actor, targetOf(params), body),
  });
}
