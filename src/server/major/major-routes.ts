import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import type { CaseTarget } from './case-row.ts';
import { listMajors } from './list-majors.ts';
import {
  CaseActBody,
  FindingBody,
  MajorCaseParams,
  MajorCaseView,
  MajorsView,
  OpenCaseBody,
  OutcomeBody,
  OutcomeParams,
} from './major-views.ts';
import { actOnCase, addFinding, openCase } from './run-case.ts';
import { viewCase } from './view-case.ts';
import { tellOutcome } from './write-outcome.ts';

const tags = ['人才供需'];
const Made = z.object({ id: z.string() });
const Edited = z.object({ version: z.int() });
const targetOf = ({ id, caseId }: { id: string; caseId: string }): CaseTarget => ({ consortiumId: id, caseId });

/** 专业预警与动态调整. */
export async function majorRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/majors', {
    schema: {
      tags,
      summary: '专业预警：各校专业的供需、就业、报到、与主导产业的匹配，理由和调整档案',
      params: ConsortiumParams,
      response: { 200: MajorsView },
    },
    handler: async ({ actor, params }) => listMajors(context, actor, params.id),
  });

  app.put('/api/consortia/:id/programmes/:programmeId/outcome', {
    schema: {
      tags,
      summary: '学校填报一届专业的招生和就业人数；version是修改前看到的版本，首次为0',
      params: OutcomeParams,
      body: OutcomeBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) =>
      tellOutcome(context, actor, { consortiumId: params.id, programmeId: params.programmeId }, body),
  });

  app.post('/api/consortia/:id/major-cases', {
    schema: {
      tags,
      summary: '为一个专业建立调整档案，当时的数据一并保存',
      params: ConsortiumParams,
      body: OpenCaseBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await openCase(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/major-cases/:caseId', {
    schema: {
      tags,
      summary: '一份专业调整档案：立档、论证、决定、成效',
      params: MajorCaseParams,
      response: { 200: MajorCaseView },
    },
    handler: async ({ actor, params }) => viewCase(context, actor, targetOf(params)),
  });

  app.post('/api/consortia/:id/major-cases/:caseId/findings', {
    schema: {
      tags,
      summary: '增加一条论证意见，可附证据材料',
      params: MajorCaseParams,
      body: FindingBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await addFinding(context, actor, targetOf(params), body)),
  });

  app.post('/api/consortia/:id/major-cases/:caseId/acts', {
    schema: {
      tags,
      summary: '登记学校或理事会的决定（调整的计入台账）；决定满一年后登记成效并办结',
      params: MajorCaseParams,
      body: CaseActBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => actOnCase(context, actor, targetOf(params), body),
  });
}
