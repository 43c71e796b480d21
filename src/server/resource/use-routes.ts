import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { endResourceFeed, makeResourceFeed, readResourceFeed } from './resource-feed.ts';
import { resourceUse, settlementWorkbook } from './resource-use.ts';
import { PeriodQuery, ResourceParams, ResourceUse } from './resource-views.ts';

const tags = ['共享资源'];

/** How much resources are used, who owes whom for it, and their calendars for other programs. */
export async function useRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/resource-use', {
    schema: {
      tags,
      summary: '一个期间的资源使用率、闲置率和成员间结算；以确认已使用的预约为准',
      params: ConsortiumParams,
      querystring: PeriodQuery,
      response: { 200: ResourceUse },
    },
    handler: async ({ actor, params, query }) => resourceUse(context, actor, params.id, query),
  });

  app.get('/api/consortia/:id/resource-use/settlement.xlsx', {
    schema: { tags, summary: '成员间结算单（Excel）', params: ConsortiumParams, querystring: PeriodQuery },
    handler: async ({ actor, params, query }, reply) => {
      const { bytes, name } = await settlementWorkbook(context, actor, params.id, query);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header(
          'content-disposition',
          `attachment; filename="settlement.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes);
    },
  });

  app.put('/api/consortia/:id/resources/:resourceId/calendar', {
    schema: {
      tags,
      summary: '生成一项资源的日历订阅地址（只显示一次），旧地址随即失效',
      params: ResourceParams,
      response: { 200: z.object({ path: z.string() }) },
    },
    handler: async ({ actor, params }) =>
      makeResourceFeed(context, actor, { consortiumId: params.id, resourceId: params.resourceId }),
  });

  app.delete('/api/consortia/:id/resources/:resourceId/calendar', {
    schema: { tags, summary: '停用一项资源的日历订阅', params: ResourceParams, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      await endResourceFeed(context, actor, { consortiumId: params.id, resourceId: params.resourceId });
      return reply.code(204).send(null);
    },
  });

  app.get('/api/public/resource-calendars/:token/resource.ics', {
    schema: {
      tags,
      summary: '一项资源的日历（ICS），凭订阅地址读取；停用后不再可读',
      params: z.object({ token: z.string().max(100) }),
    },
    handler: async ({ params }, reply) =>
      reply
        .type('text/calendar; charset=utf-8')
        .header('cache-control', 'private, max-age=300')
        .send(await readResourceFeed(context, params.token)),
  });
}
