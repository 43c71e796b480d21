import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { listPositions, searchPositions, viewOnePosition } from './list-positions.ts';
import { addMajorOccupation, endMajorOccupation, listMajorOccupations } from './major-occupations.ts';
import {
  DemandBody,
  FoundPositions,
  MajorOccupationBody,
  MajorOccupationParams,
  MajorOccupationsView,
  PositionBody,
  PositionChange,
  PositionParams,
  PositionSearchQuery,
  PositionView,
  ProgrammeBody,
  ProgrammeChange,
  ProgrammeParams,
  TalentView,
} from './talent-views.ts';
import { viewTalent } from './view-talent.ts';
import { foreseeDemand } from './write-demand.ts';
import { changePosition, offerPosition } from './write-position.ts';
import { addProgramme, changeProgramme } from './write-programme.ts';

const tags = ['人才供需'];
const Made = z.object({ id: z.string() });
const Edited = z.object({ version: z.int() });

/** What enterprises offer and foresee, and what schools train for. */
export async function talentRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/talent', {
    schema: {
      tags,
      summary: '联合体的人才供需：需求预测、专业培养、双选会，以及我可以替哪些单位填报',
      params: ConsortiumParams,
      response: { 200: TalentView },
    },
    handler: async ({ actor, params }) => viewTalent(context, actor, params.id),
  });

  app.get('/api/consortia/:id/positions', {
    schema: {
      tags,
      summary: '联合体内的岗位：按岗位、职业、地点、企业、技能查找',
      params: ConsortiumParams,
      querystring: PositionSearchQuery,
      response: { 200: z.object({ items: z.array(PositionView), total: z.int(), isMore: z.boolean() }) },
    },
    handler: async ({ actor, params, query }) => listPositions(context, actor, params.id, query),
  });

  app.get('/api/positions', {
    schema: {
      tags,
      summary: '我能看到的各联合体的岗位；isMore为真时，实际比total数到的更多',
      querystring: PositionSearchQuery,
      response: { 200: FoundPositions },
    },
    handler: async ({ actor, query }) => searchPositions(context, actor, query),
  });

  app.post('/api/consortia/:id/positions', {
    schema: {
      tags,
      summary: '企业发布岗位；秘书处可以代办',
      params: ConsortiumParams,
      body: PositionBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await offerPosition(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/positions/:positionId', {
    schema: { tags, summary: '一个岗位', params: PositionParams, response: { 200: PositionView } },
    handler: async ({ actor, params }) => viewOnePosition(context, actor, params.id, params.positionId),
  });

  app.put('/api/consortia/:id/positions/:positionId', {
    schema: {
      tags,
      summary: '修改或撤下岗位；version 是修改前看到的版本',
      params: PositionParams,
      body: PositionChange,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) =>
      changePosition(context, actor, { consortiumId: params.id, positionId: params.positionId }, body),
  });

  app.put('/api/consortia/:id/demands', {
    schema: {
      tags,
      summary: '企业填报一个岗位的分年度需求预测，同时写入人才需求台账；0 表示收回这一年的预测',
      params: ConsortiumParams,
      body: DemandBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await foreseeDemand(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/programmes', {
    schema: {
      tags,
      summary: '学校登记一届专业：入学、毕业年份，人数，所学技能',
      params: ConsortiumParams,
      body: ProgrammeBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await addProgramme(context, actor, params.id, body)),
  });

  app.put('/api/consortia/:id/programmes/:programmeId', {
    schema: {
      tags,
      summary: '修改一届专业；version 是修改前看到的版本',
      params: ProgrammeParams,
      body: ProgrammeChange,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) =>
      changeProgramme(context, actor, { consortiumId: params.id, programmeId: params.programmeId }, body),
  });

  app.get('/api/consortia/:id/major-occupations', {
    schema: {
      tags,
      summary: '专业—职业对应：各专业面向哪些职业',
      params: ConsortiumParams,
      response: { 200: MajorOccupationsView },
    },
    handler: async ({ actor, params }) => listMajorOccupations(context, actor, params.id),
  });

  app.post('/api/consortia/:id/major-occupations', {
    schema: {
      tags,
      summary: '秘书处登记一个专业面向的职业，填代码或名称',
      params: ConsortiumParams,
      body: MajorOccupationBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await addMajorOccupation(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/consortia/:id/major-occupations/:major/:occupation', {
    schema: {
      tags,
      summary: '取消一项专业—职业对应',
      params: MajorOccupationParams,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params: { id, ...pair } }, reply) => {
      await endMajorOccupation(context, actor, id, pair);
      return reply.code(204).send(null);
    },
  });
}
