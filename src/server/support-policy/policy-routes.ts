import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { listPolicies } from './list-policies.ts';
import { readOwnPolicies, viewMemberPolicies } from './member-policies.ts';
import {
  FittingQuery,
  FittingView,
  MemberPoliciesView,
  OwnPoliciesView,
  PoliciesView,
  PolicyBody,
  PolicyParams,
  PolicyVersion,
  PolicyView,
} from './policy-views.ts';
import { conditionChoices } from './policy-words.ts';
import { listFitting, viewPolicy } from './view-policy.ts';
import { changePolicy, enterPolicy, remindFitting, withdrawPolicy } from './write-policy.ts';

const tags = ['支持政策'];
export const keyOf = ({ id, policyId }: z.infer<typeof PolicyParams>) => ({ consortiumId: id, policyId });
const Told = z.object({ members: z.int(), people: z.int(), mails: z.int() });

const Choice = z.object({ id: z.string(), label: z.string() });
const ConditionChoices = z.object({
  categories: z.array(Choice),
  traits: z.array(Choice.extend({ unit: z.string(), ledger: z.string(), options: z.array(z.string()) })),
  figures: z.array(Choice.extend({ unit: z.string() })),
  kinds: z.array(
    Choice.extend({
      choices: z.array(z.object({ field: z.string(), label: z.string(), options: z.array(z.string()) })),
    }),
  ),
  periods: z.array(Choice),
});

/** Support policies: what they give and to whom; whom they fit, and why. */
export async function policyRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/me/policies', {
    schema: {
      tags,
      summary: '我所填报的成员单位现在可以申请、还没有申请的政策条款，先截止的在前',
      response: { 200: OwnPoliciesView },
    },
    handler: async ({ actor }) => ({ items: await readOwnPolicies(context, actor) }),
  });

  app.get('/api/policy-conditions', {
    schema: {
      tags,
      summary: '适用条件可以选择的内容：单位类别、行业、规模、台账数据和记录',
      response: { 200: ConditionChoices },
    },
    handler: async () => conditionChoices(),
  });

  app.get('/api/consortia/:id/policies', {
    schema: {
      tags,
      summary: '联合体的支持政策、兑现情况和覆盖面；成员单位看到是否适合自己、自己的和公开的兑现',
      params: ConsortiumParams,
      response: { 200: PoliciesView },
    },
    handler: async ({ actor, params }) => listPolicies(context, actor, params.id),
  });

  app.post('/api/consortia/:id/policies', {
    schema: {
      tags,
      summary: '登记支持政策及其条款（秘书处），写入台账，并告知适合的成员单位',
      params: ConsortiumParams,
      body: PolicyBody,
      response: { 201: z.object({ id: z.string(), told: Told }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await enterPolicy(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/member-policies/:memberId', {
    schema: {
      tags,
      summary: '一个成员单位适合哪些政策条款、为什么、还差什么，以及已经兑现的',
      params: ConsortiumParams.extend({ memberId: z.uuid() }),
      response: { 200: MemberPoliciesView },
    },
    handler: async ({ actor, params }) => viewMemberPolicies(context, actor, params.id, params.memberId),
  });

  app.get('/api/consortia/:id/policies/:policyId', {
    schema: {
      tags,
      summary: '一项支持政策：条款、适用条件、申请和兑现',
      params: PolicyParams,
      response: { 200: PolicyView },
    },
    handler: async ({ actor, params }) => viewPolicy(context, actor, keyOf(params)),
  });

  app.put('/api/consortia/:id/policies/:policyId', {
    schema: {
      tags,
      summary: '修改支持政策；已有申请或兑现的条款不能删除；版本不符时告知现在的版本',
      params: PolicyParams,
      body: PolicyBody.extend({ version: PolicyVersion }),
      response: { 200: z.object({ version: z.int(), told: Told }) },
    },
    handler: async ({ actor, params, body }) => changePolicy(context, actor, keyOf(params), body),
  });

  app.post('/api/consortia/:id/policies/:policyId/withdrawal', {
    schema: {
      tags,
      summary: '撤销误登的支持政策，台账记录随之撤回',
      params: PolicyParams,
      body: z.object({ version: PolicyVersion, reason: text(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await withdrawPolicy(context, actor, keyOf(params), body);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/policies/:policyId/fitting', {
    schema: {
      tags,
      summary: '一个条款适合哪些成员单位、为什么；可以只看还没有申请的',
      params: PolicyParams,
      querystring: FittingQuery,
      response: { 200: FittingView },
    },
    handler: async ({ actor, params, query }) => listFitting(context, actor, keyOf(params), query),
  });

  app.post('/api/consortia/:id/policies/:policyId/reminders', {
    schema: {
      tags,
      summary: '再次告知适合而还没有申请的成员单位，每天至多一次',
      params: PolicyParams,
      response: { 200: Told },
    },
    handler: async ({ actor, params }) => remindFitting(context, actor, keyOf(params)),
  });
}
