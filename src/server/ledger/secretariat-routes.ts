import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { keepDistinct, mergeEntries, readDuplicates } from './duplicates.ts';
import { Reason, tags, Version } from './entry-routes.ts';
import { declareFiling, kindsOf, readFiling } from './filing.ts';

const ConsortiumParams = z.object({ id: z.uuid() });
const Year = z.coerce.number().int().min(1900).max(2999);
const Ref = z.object({ id: z.uuid(), version: Version });

/** What the secretariat chases and mends: who has filed what, and entries that may be one event. */
export async function secretariatRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/filing', {
    schema: {
      tags,
      summary: '填报进度：各单位各类台账当年的记录数、是否已报齐、待答复和被退回的记录数',
      params: ConsortiumParams,
      querystring: z.object({ year: Year }),
      response: {
        200: z.object({
          members: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              category: z.string(),
              kinds: z.record(z.string(), z.int()),
              /** Kinds that a member of its category may report. */
              expected: z.array(z.string()),
              entries: z.int(),
              awaiting: z.int(),
              returned: z.int(),
              disputed: z.int(),
              lastFiledAt: z.string().nullable(),
              declaredAt: z.string().nullable(),
              state: z.enum(['declared', 'filing', 'nothing']),
            }),
          ),
        }),
      },
    },
    handler: async ({ actor, params, query }) => {
      const members = await readFiling(context, actor, params.id, query.year);
      return {
        members: members.map((member) => ({ ...member, expected: kindsOf(member.category).map(({ id }) => id) })),
      };
    },
  });

  app.put('/api/consortia/:id/filing/:member/:year', {
    schema: {
      tags,
      summary: '单位声明某年度台账已报齐，或者重新打开',
      params: ConsortiumParams.extend({ member: z.uuid(), year: Year }),
      body: z.object({ complete: z.boolean() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await declareFiling(context, actor, {
        consortiumId: params.id,
        memberId: params.member,
        year: params.year,
        ...body,
      });
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/ledgers/:kind/duplicates', {
    schema: {
      tags,
      summary: '疑似重复：写法不同、日期相近、证书相同，或同一人同一时间出现在两处的记录',
      params: ConsortiumParams.extend({ kind: z.string().max(60) }),
      response: {
        200: z.object({
          items: z.array(z.object({ first: z.string(), second: z.string(), because: z.string() })),
          total: z.int(),
        }),
      },
    },
    handler: async ({ actor, params }) => {
      const found = await readDuplicates(context, actor, params.id, params.kind);
      return { items: found.slice(0, 200), total: found.length };
    },
  });

  app.post('/api/consortia/:id/ledgers/:kind/merges', {
    schema: {
      tags,
      summary: '把两条记录合并为一条：保留一条，另一条撤回，各方的填报并入保留的记录',
      params: ConsortiumParams.extend({ kind: z.string().max(60) }),
      body: z.object({ keep: Ref, drop: Ref, reason: Reason }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await mergeEntries(context, actor, { consortiumId: params.id, kind: params.kind, ...body });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/ledgers/:kind/distinctions', {
    schema: {
      tags,
      summary: '确认两条记录不是同一件事，不再提示',
      params: ConsortiumParams.extend({ kind: z.string().max(60) }),
      body: z.object({ first: z.uuid(), second: z.uuid() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await keepDistinct(context, actor, params.id, body.first, body.second);
      return reply.code(204).send(null);
    },
  });
}
