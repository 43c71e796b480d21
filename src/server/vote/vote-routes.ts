import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { mustKnowCouncil } from '#server/council/council-right.ts';
import type { App } from '#server/http/app.ts';
import { closeVote } from './close-vote.ts';
import { listBallots } from './list-motions.ts';
import { openVote } from './open-vote.ts';
import { BallotsView, MotionParams, VoteBody, VoteParams, VoteResult } from './vote-views.ts';

const tags = ['理事会'];

export async function voteRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/consortia/:id/meetings/:meetingId/motions/:motionId/votes', {
    schema: {
      tags,
      summary: '对议案或修正案开始表决（公开、记名、无记名）；可表决的席位和所需票数自此不变',
      params: MotionParams,
      body: VoteBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await openVote(context, actor, { ...params, consortiumId: params.id, ...body })),
  });

  app.post('/api/consortia/:id/meetings/:meetingId/votes/:voteId/close', {
    schema: {
      tags,
      summary: '结束表决并计票；其间人数不足的，表决无效',
      params: VoteParams,
      response: { 200: VoteResult },
    },
    handler: async ({ actor, params }) => closeVote(context, actor, { ...params, consortiumId: params.id }),
  });

  app.get('/api/consortia/:id/meetings/:meetingId/votes/:voteId/ballots', {
    schema: {
      tags,
      summary: '无记名投票结束后的全部选票，以票号列出，供各人核对',
      params: VoteParams,
      response: { 200: BallotsView },
    },
    handler: async ({ actor, params }) =>
      context.db.readAs(actor, async (tx) => {
        await mustKnowCouncil(tx, params.id);
        return listBallots(tx, params);
      }),
  });
}
