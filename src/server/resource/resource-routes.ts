import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { closeTime, openTime } from './close-times.ts';
import { listResources } from './list-resources.ts';
import {
  BlackoutBody,
  BlackoutParams,
  ResourceBody,
  ResourceChange,
  ResourceDetail,
  ResourcePage,
  ResourceParams,
  WeekQuery,
} from './resource-views.ts';
import { viewOneResource } from './view-resource.ts';
import { changeResource, shareResource } from './write-resource.ts';

const tags = ['共享资源'];

/** The catalogue of what members share, and when each is closed. */
export async function resourceRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/resources', {
    schema: {
      tags,
      summary: '联合体的共享资源目录：按名称、地点、说明、提供单位查找',
      params: ConsortiumParams,
      querystring: z.object({
        q: z.string().max(100).default(''),
        kind: z.string().max(50).optional(),
        all: z.stringbool().default(false),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: ResourcePage },
    },
    handler: async ({ actor, params, query: { kind, ...search } }) =>
      listResources(context, actor, params.id, { ...search, kind }),
  });

  app.post('/api/consortia/:id/resources', {
    schema: {
      tags,
      summary: '成员共享一项资源；注明共建的同时记入相应台账；秘书处可以代办',
      params: ConsortiumParams,
      body: ResourceBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await shareResource(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/resources/:resourceId', {
    schema: {
      tags,
      summary: '一项资源：使用条件、开放时间、自某日起一周的占用，以及我能看到的预约',
      params: ResourceParams,
      querystring: WeekQuery,
      response: { 200: ResourceDetail },
    },
    handler: async ({ actor, params, query }) =>
      viewOneResource(context, actor, { consortiumId: params.id, resourceId: params.resourceId }, query.from),
  });

  app.put('/api/consortia/:id/resources/:resourceId', {
    schema: {
      tags,
      summary: '修改或停止共享一项资源；已有预约不变；version 是修改前看到的版本',
      params: ResourceParams,
      body: ResourceChange,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) =>
      changeResource(context, actor, { consortiumId: params.id, resourceId: params.resourceId }, body),
  });

  app.post('/api/consortia/:id/resources/:resourceId/closed-times', {
    schema: {
      tags,
      summary: '设置停用时段；答复其中已有多少预约，由提供单位处理',
      params: ResourceParams,
      body: BlackoutBody,
      response: { 201: z.object({ id: z.string(), booked: z.int() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply
        .code(201)
        .send(await closeTime(context, actor, { consortiumId: params.id, resourceId: params.resourceId }, body)),
  });

  app.delete('/api/consortia/:id/resources/:resourceId/closed-times/:blackoutId', {
    schema: { tags, summary: '取消停用时段，等候的依次递补', params: BlackoutParams, response: { 204: z.null() } },
    handler: async ({ actor, params: { id, ...place } }, reply) => {
      await openTime(context, actor, { consortiumId: id, ...place });
      return reply.code(204).send(null);
    },
  });
}
