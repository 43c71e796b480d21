import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { mustManageTalent } from '#server/talent/talent-right.ts';
import { bringStudents, renewPass } from './bring-students.ts';
import { type FairTarget, readFair } from './fair-row.ts';
import {
  ApplicantsView,
  FairActBody,
  FairBody,
  FairChange,
  FairParams,
  FairPositionParams,
  FairPositionsBody,
  FairStudentParams,
  FairStudentsView,
  FairView,
  PassesView,
  RankingBody,
  StudentsBody,
} from './fair-views.ts';
import { readRecord } from './place-fair.ts';
import { rankStudents, viewApplicants } from './rank-students.ts';
import { listFairStudents, viewFair } from './view-fair.ts';
import { actOnFair, addFairPositions, changeFair, prepareFair } from './write-fair.ts';

const tags = ['双选会'];
const done = { 204: z.null() };
const Edited = z.object({ version: z.int() });
const targetOf = ({ id, fairId }: { id: string; fairId: string }): FairTarget => ({ consortiumId: id, fairId });

/** The fair 双选会: prepared by the secretariat, wished at by students' passes, ranked by enterprises, placed as a job. */
export async function fairRoutes(app: App, context: Context): Promise<void> {
  const addressOf = (request: { protocol: string; host: string }) =>
    context.config.publicUrl ?? `${request.protocol}://${request.host}`;

  app.post('/api/consortia/:id/fairs', {
    schema: {
      tags,
      summary: '筹备一场双选会，选定参加的岗位',
      params: ConsortiumParams,
      body: FairBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await prepareFair(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/fairs/:fairId', {
    schema: {
      tags,
      summary: '一场双选会：岗位、参加人数、现在可以做什么',
      params: FairParams,
      response: { 200: FairView },
    },
    handler: async ({ actor, params }) => viewFair(context, actor, targetOf(params)),
  });

  app.put('/api/consortia/:id/fairs/:fairId', {
    schema: { tags, summary: '修改名称和截止时间', params: FairParams, body: FairChange, response: { 200: Edited } },
    handler: async ({ actor, params, body }) => changeFair(context, actor, targetOf(params), body),
  });

  app.post('/api/consortia/:id/fairs/:fairId/acts', {
    schema: {
      tags,
      summary: '开始填报志愿、截止志愿、截止排序并录取；录取作为后台工作进行',
      params: FairParams,
      body: FairActBody,
      response: { 200: Edited.extend({ jobId: z.string().nullable() }) },
    },
    handler: async ({ actor, params, body }) => actOnFair(context, actor, targetOf(params), body),
  });

  app.post('/api/consortia/:id/fairs/:fairId/positions', {
    schema: {
      tags,
      summary: '增加参加的岗位，志愿截止前',
      params: FairParams,
      body: FairPositionsBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await addFairPositions(context, actor, targetOf(params), body.positionIds);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/fairs/:fairId/positions/:positionId/applicants', {
    schema: {
      tags,
      summary: '填报了这个岗位的学生（志愿截止后），以及岗位的排序和结果；不说明是第几志愿',
      params: FairPositionParams,
      response: { 200: ApplicantsView },
    },
    handler: async ({ actor, params }) =>
      viewApplicants(context, actor, { ...targetOf(params), positionId: params.positionId }),
  });

  app.put('/api/consortia/:id/fairs/:fairId/positions/:positionId/ranking', {
    schema: {
      tags,
      summary: '岗位对学生的排序和名额；没有列入排序的不录取',
      params: FairPositionParams,
      body: RankingBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) =>
      rankStudents(context, actor, { ...targetOf(params), positionId: params.positionId }, body),
  });

  app.get('/api/consortia/:id/fairs/:fairId/students', {
    schema: {
      tags,
      summary: '参加双选会的学生：秘书处看到全部，学校看到本校的',
      params: FairParams,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(500).default(50),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: FairStudentsView },
    },
    handler: async ({ actor, params, query }) => listFairStudents(context, actor, targetOf(params), query),
  });

  app.post('/api/consortia/:id/fairs/:fairId/students', {
    schema: {
      tags,
      summary: '登记一所学校参加的学生，得到各人的链接（未成年人另有监护人的）；链接只在这里给出一次',
      params: FairParams,
      body: StudentsBody,
      response: { 201: PassesView },
    },
    handler: async (request, reply) => {
      const { actor, params, body } = request;
      const passes = await bringStudents(context, actor, targetOf(params), body, addressOf(request));
      return reply.code(201).send({ passes });
    },
  });

  app.post('/api/consortia/:id/fairs/:fairId/students/:studentId/pass', {
    schema: { tags, summary: '换发链接，原来的失效', params: FairStudentParams, response: { 200: PassesView } },
    handler: async (request) => {
      const { actor, params } = request;
      return { passes: await renewPass(context, actor, targetOf(params), params.studentId, addressOf(request)) };
    },
  });

  app.get('/api/consortia/:id/fairs/:fairId/placement.json', {
    schema: {
      tags,
      summary: '志愿、排序、名额和结果（无姓名）：lianheti placement 可以离线复算',
      params: FairParams,
    },
    handler: async ({ actor, params }, reply) => {
      const target = targetOf(params);
      const record = await context.db.readAs(actor, async (tx) => {
        await mustManageTalent(tx, target.consortiumId);
        const { state } = await readFair(tx, target);
        if (state !== 'placed') throw new Refusal('action-not-possible', { state });
        return readRecord(tx, target);
      });
      return reply
        .type('application/json')
        .header('content-disposition', 'attachment; filename="placement.json"')
        .send(JSON.stringify(record));
    },
  });
}
