import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { TieKindName } from './batch-expert-routes.ts';
import { answerBatch, declareTie, readOwnInvitations } from './own-invitations.ts';

const tags = ['专家本人'];
const BatchParams = z.object({ id: z.uuid() });
const Answer = z.enum(['accepted', 'declined']);
const spoken = z.string().trim().max(1000).default('');

const InvitationView = z.object({
  batch: z.object({ id: z.string(), title: z.string() }),
  version: z.int(),
  answer: Answer.nullable(),
  reason: z.string(),
  load: z.int(),
  applicants: z.array(z.object({ id: z.string(), consortium: z.string(), province: z.string() })),
  declared: z.array(
    z.object({
      applicationId: z.string(),
      kind: TieKindName,
      kindLabel: z.string(),
      reason: z.string(),
      dismissed: z.string().nullable(),
    }),
  ),
});

export async function ownInvitationRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/me/expert-invitations', {
    schema: {
      tags,
      summary: '我被抽中的批次：是否参加、可审阅份数、申报单位和我申明的利益关系',
      response: { 200: z.object({ items: z.array(InvitationView) }) },
    },
    handler: async ({ actor }) => ({ items: await readOwnInvitations(context, actor) }),
  });

  app.put('/api/batches/:id/participation', {
    schema: {
      tags,
      summary: '答复是否参加本批次审阅，以及最多审阅几份',
      params: BatchParams,
      body: z.object({
        answer: Answer,
        reason: spoken,
        load: z.int().min(0).max(1000),
        version: z.int().min(0),
      }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => answerBatch(context, actor, params.id, body),
  });

  app.put('/api/batches/:id/declarations', {
    schema: {
      tags,
      summary: '申明与一份申报的利益关系；不写理由即撤回',
      params: BatchParams,
      body: z.object({ applicationId: z.uuid(), kind: TieKindName, reason: spoken }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await declareTie(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });
}
