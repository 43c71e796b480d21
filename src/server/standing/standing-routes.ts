import { z } from 'zod';
import { standings } from '#core/standing/standing.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams, Day } from '#server/member/member-views.ts';
import { liftStanding } from './lift-standing.ts';
import { StandingCause } from './record-standing.ts';
import { viewStanding } from './view-standing.ts';

const tags = ['资格状态'];

const Span = z.object({
  standing: z.enum(standings).nullable(),
  label: z.string(),
  from: z.string(),
  until: z.string().nullable(),
});

const StandingView = z.object({
  now: Span.extend({ standing: z.enum(standings), since: z.string() }).nullable(),
  canLift: z.boolean(),
  canOpenCase: z.boolean(),
  spans: z.array(Span),
  events: z.array(
    Span.extend({
      id: z.string(),
      reason: z.string(),
      document: z.string(),
      cause: StandingCause,
      at: z.string(),
      by: z.string(),
    }),
  ),
  /** What hangs on the standing: benefits, commitments, open returns and changes. */
  hanging: z.array(z.object({ kind: z.string(), id: z.string(), text: z.string() })).readonly(),
  /** What a member filed and which figures stand on it. */
  member: z
    .object({
      id: z.string(),
      name: z.string(),
      leftOn: z.string().nullable(),
      entries: z.int(),
      evidence: z.int(),
      certificates: z.int(),
      figures: z
        .array(
          z.object({
            figure: z.string(),
            label: z.string(),
            unit: z.string(),
            year: z.int(),
            amount: z.string(),
            entries: z.int(),
          }),
        )
        .readonly(),
    })
    .nullable(),
});

export async function standingRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/standing', {
    schema: {
      tags,
      summary: '联合体的资格状态、历次决定和与之相关的事项；member 为某成员单位时，另列与其相关的数据',
      params: ConsortiumParams,
      querystring: z.object({ member: z.uuid().optional() }),
      response: { 200: StandingView },
    },
    handler: async ({ actor, params, query }) => viewStanding(context, actor, params.id, query.member),
  });

  app.post('/api/consortia/:id/standing/lifting', {
    schema: {
      tags,
      summary: '解除限期整改或暂停，恢复此前的状态（部级）',
      params: ConsortiumParams,
      body: z.object({
        fromDay: Day,
        reason: text(5000),
        document: text(100).or(z.literal('')).default(''),
      }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await liftStanding(context, actor, { consortiumId: params.id, ...body });
      return reply.code(204).send(null);
    },
  });
}
