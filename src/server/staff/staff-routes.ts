import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { changeStaff, endStaff, hireStaff, listStaff } from './staff.ts';
import { StaffBody, StaffChangeBody, StaffEndBody, StaffList, StaffParams } from './staff-views.ts';

const tags = ['人员与岗位'];
const keyOf = ({ id, staffId }: z.infer<typeof StaffParams>) => ({ consortiumId: id, staffId });

export async function staffRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/staff', {
    schema: { tags, summary: '秘书处人员：专职、兼职', params: ConsortiumParams, response: { 200: StaffList } },
    handler: async ({ actor, params }) => listStaff(context, actor, params.id),
  });

  app.post('/api/consortia/:id/staff', {
    schema: {
      tags,
      summary: '登记秘书处人员（秘书处）',
      params: ConsortiumParams,
      body: StaffBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await hireStaff(context, actor, params.id, body)),
  });

  app.put('/api/consortia/:id/staff/:staffId', {
    schema: {
      tags,
      summary: '更正在任人员的信息',
      params: StaffParams,
      body: StaffChangeBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await changeStaff(context, actor, keyOf(params), body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/staff/:staffId/end', {
    schema: { tags, summary: '人员离任', params: StaffParams, body: StaffEndBody, response: { 204: z.null() } },
    handler: async ({ actor, params, body }, reply) => {
      await endStaff(context, actor, keyOf(params), body);
      return reply.code(204).send(null);
    },
  });
}
