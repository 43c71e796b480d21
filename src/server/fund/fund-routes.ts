import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams, Day } from '#server/member/member-views.ts';
import { askLine, askLineChange, decideLine } from './change-line.ts';
import { closeFundYear, openFundYear } from './change-year.ts';
import { endDeputy, nameDeputy } from './deputies.ts';
import {
  DeputyParams,
  FundsView,
  FundVersion,
  FundYear,
  LineChangeBody,
  LineChangeParams,
  LineParams,
  OwnFundsView,
  PlanBody,
  PlanParams,
  ReceiptBody,
  ReceiptParams,
  words,
  YearParams,
  Yuan,
} from './fund-views.ts';
import { changePlan, dropPlan, planFund } from './plan-fund.ts';
import { receiveFund, reverseReceipt } from './receive-fund.ts';
import { viewFunds, viewOwnFunds } from './view-funds.ts';

const tags = ['运行经费'];
const Made = z.object({ id: z.string() });
const planKey = ({ id, planId }: z.infer<typeof PlanParams>) => ({ consortiumId: id, planId });

/** A consortium's funds by year: plan, receipts, budget, and who stands in for whom. */
export async function fundRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/funds', {
    schema: {
      tags,
      summary:
        '联合体一个年度的经费：计划与到账、预算、支出、结转；plan 为一个经费来源时是其所在年度，都不写时为本年度或最近的年度',
      params: ConsortiumParams,
      querystring: z.object({ year: FundYear.optional(), plan: z.uuid().optional() }),
      response: { 200: FundsView },
    },
    handler: async ({ actor, params, query }) => viewFunds(context, actor, params.id, query),
  });

  app.get('/api/consortia/:id/own-funds', {
    schema: {
      tags,
      summary: '本单位承诺负担和已到账的经费',
      params: ConsortiumParams,
      response: { 200: OwnFundsView },
    },
    handler: async ({ actor, params }) => viewOwnFunds(context, actor, params.id),
  });

  app.post('/api/consortia/:id/fund-years', {
    schema: {
      tags,
      summary: '建立一个经费年度（秘书处）；第一个年度须写期初余额，以后的由上年结转',
      params: ConsortiumParams,
      body: z.object({ year: FundYear, opening: Yuan.default('0') }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await openFundYear(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/fund-years/:year/closing', {
    schema: {
      tags,
      summary: '办理年度结转（秘书处）：结余成为下一年度的期初余额，本年度不再变动',
      params: YearParams,
      response: { 200: z.object({ closing: z.string() }) },
    },
    handler: async ({ actor, params }) => closeFundYear(context, actor, params.id, params.year),
  });

  app.post('/api/consortia/:id/funds', {
    schema: {
      tags,
      summary: '在年度经费计划中增加一个来源（秘书处），同时写入台账',
      params: ConsortiumParams,
      body: PlanBody.extend({ year: FundYear }),
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await planFund(context, actor, params.id, body)),
  });

  app.put('/api/consortia/:id/funds/:planId', {
    schema: {
      tags,
      summary: '修改一个经费来源（秘书处）',
      params: PlanParams,
      body: PlanBody.extend({ version: FundVersion }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => changePlan(context, actor, planKey(params), body),
  });

  app.post('/api/consortia/:id/funds/:planId/removal', {
    schema: {
      tags,
      summary: '删除一个还没有到账的经费来源（秘书处）',
      params: PlanParams,
      body: z.object({ version: FundVersion, reason: words(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await dropPlan(context, actor, planKey(params), body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/funds/:planId/receipts', {
    schema: {
      tags,
      summary: '登记一笔到账（秘书处），同时写入台账',
      params: PlanParams,
      body: ReceiptBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await receiveFund(context, actor, planKey(params), body)),
  });

  app.post('/api/consortia/:id/funds/:planId/receipts/:receiptId/reversal', {
    schema: {
      tags,
      summary: '冲销一笔登记有误的到账（秘书处），须写明原因',
      params: ReceiptParams,
      body: z.object({ reason: text(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      const key = { ...planKey(params), receiptId: params.receiptId };
      await reverseReceipt(context, actor, key, body.reason);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/budget-lines', {
    schema: {
      tags,
      summary: '申请一个新的预算科目（秘书处），经批准后生效',
      params: ConsortiumParams,
      body: LineChangeBody.extend({ year: FundYear, name: text(100), department: text(100) }),
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await askLine(context, actor, params.id, body)),
  });

  app.post('/api/consortia/:id/budget-lines/:lineId/changes', {
    schema: {
      tags,
      summary: '申请调整一个预算科目的金额（秘书处），经批准后生效',
      params: LineParams,
      body: LineChangeBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply
        .code(201)
        .send(await askLineChange(context, actor, { consortiumId: params.id, lineId: params.lineId }, body)),
  });

  app.post('/api/consortia/:id/budget-changes/:changeId/decision', {
    schema: {
      tags,
      summary: '决定一项预算申请：理事会决议，或在限额内由秘书处负责人；提出的人不能决定',
      params: LineChangeParams,
      body: z.object({ approve: z.boolean(), authority: text(40), resolution: words(100), remark: words(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await decideLine(context, actor, { consortiumId: params.id, changeId: params.changeId }, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/fund-deputies', {
    schema: {
      tags,
      summary: '指定本人的审批代理人及起止日期',
      params: ConsortiumParams,
      body: z.object({ deputyId: z.uuid(), from: Day, to: Day }),
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await nameDeputy(context, actor, params.id, body)),
  });

  app.delete('/api/consortia/:id/fund-deputies/:deputyId', {
    schema: { tags, summary: '终止本人指定的审批代理', params: DeputyParams, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      await endDeputy(context, actor, { consortiumId: params.id, deputyId: params.deputyId });
      return reply.code(204).send(null);
    },
  });
}
