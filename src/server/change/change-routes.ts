import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams, Day, Version } from '#server/member/member-views.ts';
import { actOnChange, ChangeAction } from './act-on-change.ts';
import { askChange } from './ask-change.ts';
import { listChanges, viewChanges } from './list-changes.ts';

const tags = ['变更'];

const Change = z.object({
  id: z.string(),
  consortium: z.object({ id: z.string(), name: z.string() }),
  kind: z.string(),
  label: z.string(),
  isMajor: z.boolean(),
  state: z.enum(['asked', 'supported', 'opposed', 'in-force', 'refused', 'withdrawn']),
  from: z.string(),
  to: z.string(),
  fromDay: z.string(),
  reason: z.string(),
  version: z.int(),
  by: z.string(),
  at: z.string(),
  /** What the actor may do with it now. */
  actions: z.array(ChangeAction),
  acts: z.array(z.object({ action: ChangeAction, text: z.string(), by: z.string(), at: z.string() })),
});

const ChangesView = z.object({
  canAsk: z.boolean(),
  kinds: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      isMajor: z.boolean(),
      /** False where there is nothing to be named, such as a dissolution. */
      isNamed: z.boolean(),
      now: z.string(),
    }),
  ),
  items: z.array(Change),
});

export async function changeRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/changes', {
    schema: { tags, summary: '各联合体的变更，待办的在前', response: { 200: z.object({ items: z.array(Change) }) } },
    handler: async ({ actor }) => listChanges(context, actor),
  });

  app.get('/api/consortia/:id/changes', {
    schema: {
      tags,
      summary: '联合体的牵头单位、负责人、秘书处等现在是谁，以及历次变更',
      params: ConsortiumParams,
      response: { 200: ChangesView },
    },
    handler: async ({ actor, params }) => viewChanges(context, actor, params.id),
  });

  app.post('/api/consortia/:id/changes', {
    schema: {
      tags,
      summary: '提出变更：一般变更即时生效并告知省级部门，重大变动须经批准',
      params: ConsortiumParams,
      body: z.object({
        kind: z.string().max(50),
        to: text(500).or(z.literal('')).default(''),
        fromDay: Day,
        reason: text(2000),
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await askChange(context, actor, { consortiumId: params.id, ...body })),
  });

  app.post('/api/consortia/:id/changes/:changeId/acts', {
    schema: {
      tags,
      summary: '重大变动的省级意见、部级决定或联合体撤回',
      params: ConsortiumParams.extend({ changeId: z.uuid() }),
      body: z.object({ version: Version, action: ChangeAction, text: text(2000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await actOnChange(context, actor, { consortiumId: params.id, changeId: params.changeId, ...body });
      return reply.code(204).send(null);
    },
  });
}
