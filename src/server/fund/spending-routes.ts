import { z } from 'zod';
import { spendingStates } from '#core/fund/fund-rules.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { actOnSpending } from './act-on-spending.ts';
import { askSpending } from './ask-spending.ts';
import { SpendingActBody, SpendingBody, SpendingParams, SpendingView, WaitingSpendings } from './fund-views.ts';
import { viewSpending } from './view-spending.ts';
import { readWaiting } from './waiting-spendings.ts';

const tags = ['运行经费'];
const keyOf = ({ id, spendingId }: z.infer<typeof SpendingParams>) => ({ consortiumId: id, spendingId });

/** Requests to spend: asked by one, approved by others step by step, paid. */
export async function spendingRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/me/spendings', {
    schema: { tags, summary: '等待我审批的支出申请，最早的在前', response: { 200: WaitingSpendings } },
    handler: async ({ actor }) => readWaiting(context, actor),
  });

  app.post('/api/consortia/:id/spendings', {
    schema: {
      tags,
      summary: '提出支出申请：金额不能超过预算科目的可用余额，按金额逐级审批',
      params: ConsortiumParams,
      body: SpendingBody,
      response: { 201: z.object({ id: z.string(), number: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await askSpending(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/spendings/:spendingId', {
    schema: {
      tags,
      summary: '一件支出申请：各级审批、办理经过，以及现在可以做什么',
      params: SpendingParams,
      response: { 200: SpendingView },
    },
    handler: async ({ actor, params }) => viewSpending(context, actor, keyOf(params)),
  });

  app.post('/api/consortia/:id/spendings/:spendingId/acts', {
    schema: {
      tags,
      summary: '办理支出申请：同意、不同意、登记支付、撤销；申请人不能审批，同一人不能审批两级',
      params: SpendingParams,
      body: SpendingActBody,
      response: { 200: z.object({ version: z.int(), state: z.enum(spendingStates) }) },
    },
    handler: async ({ actor, params, body }) => actOnSpending(context, actor, keyOf(params), body),
  });
}
