import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { applyForClause, decideApplication } from './apply-for-clause.ts';
import { giveGrant, withdrawGrant } from './give-grant.ts';
import { grantsWorkbook } from './grants-workbook.ts';
import { keyOf } from './policy-routes.ts';
import {
  ApplicationBody,
  ApplicationParams,
  DecisionBody,
  GrantBody,
  GrantParams,
  PolicyParams,
} from './policy-views.ts';

const tags = ['支持政策'];
const Made = z.object({ id: z.string() });

/** What members ask of policies, and what they were granted. */
export async function grantRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/consortia/:id/policies/:policyId/applications', {
    schema: {
      tags,
      summary: '申请一个条款（成员单位）；保存当日是否符合条件',
      params: PolicyParams,
      body: ApplicationBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await applyForClause(context, actor, keyOf(params), body)),
  });

  app.post('/api/consortia/:id/policies/:policyId/applications/:applicationId/acts', {
    schema: {
      tags,
      summary: '成员单位撤回申请，或秘书处不予通过（须写理由）；通过的登记兑现',
      params: ApplicationParams,
      body: DecisionBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      const key = { ...keyOf(params), applicationId: params.applicationId };
      await decideApplication(context, actor, key, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/policies/:policyId/grants', {
    schema: {
      tags,
      summary: '登记兑现（秘书处）：给谁、何时、多少、凭证；答复申请，并写入政策的台账记录',
      params: PolicyParams,
      body: GrantBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await giveGrant(context, actor, keyOf(params), body)),
  });

  app.post('/api/consortia/:id/policies/:policyId/grants/:grantId/withdrawal', {
    schema: {
      tags,
      summary: '撤回误登的兑现',
      params: GrantParams,
      body: z.object({ reason: text(500) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await withdrawGrant(context, actor, { ...keyOf(params), grantId: params.grantId }, body.reason);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/policy-grants.xlsx', {
    schema: {
      tags,
      summary: '政策兑现明细（Excel），只含可见的兑现',
      params: ConsortiumParams,
      querystring: z.object({
        year: z.coerce.number().int().min(1990).max(2999).optional(),
        field: z.string().max(20).optional(),
      }),
    },
    handler: async ({ actor, params, query }, reply) => {
      const { bytes, name } = await grantsWorkbook(context, actor, params.id, query);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header(
          'content-disposition',
          `attachment; filename="grants.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(Buffer.from(bytes));
    },
  });
}
