import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams, Version } from '#server/member/member-views.ts';
import { applyForPost, declineApplication, withdrawApplication } from './apply-for-post.ts';
import { appoint, endAppointment } from './appoint.ts';
import { callPost, changePost } from './call-post.ts';
import { listPosts } from './list-posts.ts';
import {
  ApplicationParams,
  ApplyBody,
  AppointBody,
  AppointmentParams,
  EndBody,
  PostBody,
  PostChangeBody,
  PostList,
  PostParams,
} from './post-views.ts';

const tags = ['人员与岗位'];
const done = { 204: z.null() };
const made = { 201: z.object({ id: z.string() }) };
const path = '/api/consortia/:id/posts/:postId';
const keyOf = ({ id, postId }: z.infer<typeof PostParams>) => ({ consortiumId: id, postId });

export async function postRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/posts', {
    schema: {
      tags,
      summary: '固定岗、流动岗：招聘、申请（各单位只看到自己的）、聘任',
      params: ConsortiumParams,
      response: { 200: PostList },
    },
    handler: async ({ actor, params }) => listPosts(context, actor, params.id),
  });

  app.post('/api/consortia/:id/posts', {
    schema: { tags, summary: '设岗并发布招聘（秘书处）', params: ConsortiumParams, body: PostBody, response: made },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await callPost(context, actor, params.id, body)),
  });

  app.put(path, {
    schema: {
      tags,
      summary: '修改岗位和招聘；聘过人以后，岗位类型、单位和课程不变',
      params: PostParams,
      body: PostChangeBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await changePost(context, actor, keyOf(params), body);
      return reply.code(204).send(null);
    },
  });

  app.post(`${path}/applications`, {
    schema: {
      tags,
      summary: '成员单位为本单位的人申请岗位，须经本人同意',
      params: PostParams,
      body: ApplyBody,
      response: made,
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await applyForPost(context, actor, keyOf(params), body)),
  });

  app.post(`${path}/applications/:applicationId/withdrawal`, {
    schema: {
      tags,
      summary: '撤回还没有决定的申请',
      params: ApplicationParams,
      body: z.object({ version: Version }),
      response: done,
    },
    handler: async ({ actor, params: { applicationId, ...params }, body }, reply) => {
      await withdrawApplication(context, actor, { ...keyOf(params), applicationId }, body.version);
      return reply.code(204).send(null);
    },
  });

  app.post(`${path}/applications/:applicationId/refusal`, {
    schema: {
      tags,
      summary: '不聘任；申请的说明随即删除',
      params: ApplicationParams,
      body: z.object({ version: Version }),
      response: done,
    },
    handler: async ({ actor, params: { applicationId, ...params }, body }, reply) => {
      await declineApplication(context, actor, { ...keyOf(params), applicationId }, body.version);
      return reply.code(204).send(null);
    },
  });

  app.post(`${path}/appointments`, {
    schema: {
      tags,
      summary: '聘任：聘期、课时；任课的随即记入兼职教师台账',
      params: PostParams,
      body: AppointBody,
      response: made,
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await appoint(context, actor, keyOf(params), body)),
  });

  app.post(`${path}/appointments/:appointmentId/end`, {
    schema: { tags, summary: '聘期未满而解聘', params: AppointmentParams, body: EndBody, response: done },
    handler: async ({ actor, params: { appointmentId, ...params }, body }, reply) => {
      await endAppointment(context, actor, { ...keyOf(params), appointmentId }, body);
      return reply.code(204).send(null);
    },
  });
}
