import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import {
  BalanceQuery,
  BalanceView,
  ForecastView,
  IndustriesView,
  IndustryBody,
  LeadingBody,
  RecordsQuery,
  RecordsView,
} from './balance-views.ts';
import { viewBalance, viewForecast, viewRecords } from './view-balance.ts';
import { sayIndustry, sayLeadingIndustries, viewIndustries } from './write-industry.ts';

const tags = ['人才供需'];

/** 供需分析: supply against demand, and demand foretold. */
export async function talentBalanceRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/talent-balance', {
    schema: {
      tags,
      summary: '一个年度的供需对比：按职业、行业或学历，缺口、过剩、满足率、薪酬区间，与上年相比',
      params: ConsortiumParams,
      querystring: BalanceQuery,
      response: { 200: BalanceView },
    },
    handler: async ({ actor, params, query: { year, by } }) => viewBalance(context, actor, params.id, { year, by }),
  });

  app.get('/api/consortia/:id/talent-balance/records', {
    schema: {
      tags,
      summary: '一行供需数据背后的记录：需求预测、岗位和各届专业，以及各计入多少人',
      params: ConsortiumParams,
      querystring: RecordsQuery,
      response: { 200: RecordsView },
    },
    handler: async ({ actor, params, query }) => viewRecords(context, actor, params.id, query),
  });

  app.get('/api/consortia/:id/talent-balance/forecast', {
    schema: {
      tags,
      summary: '按职业推算今后几年的需求，附区间和回测误差',
      params: ConsortiumParams,
      querystring: BalanceQuery.pick({ year: true }),
      response: { 200: ForecastView },
    },
    handler: async ({ actor, params, query }) => viewForecast(context, actor, params.id, query.year),
  });

  app.get('/api/consortia/:id/industries', {
    schema: {
      tags,
      summary: '各企业所属行业和园区主导产业',
      params: ConsortiumParams,
      response: { 200: IndustriesView },
    },
    handler: async ({ actor, params }) => viewIndustries(context, actor, params.id),
  });

  app.put('/api/consortia/:id/industries', {
    schema: {
      tags,
      summary: '秘书处设定园区的主导产业',
      params: ConsortiumParams,
      body: LeadingBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await sayLeadingIndustries(context, actor, params.id, body.industries);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/consortia/:id/members/:memberId/industry', {
    schema: {
      tags,
      summary: '登记一家企业所属的行业',
      params: ConsortiumParams.extend({ memberId: z.uuid() }),
      body: IndustryBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await sayIndustry(context, actor, { consortiumId: params.id, memberId: params.memberId }, body.industry);
      return reply.code(204).send(null);
    },
  });
}
