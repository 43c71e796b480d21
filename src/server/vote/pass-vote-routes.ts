import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { actAsPass, passOf, readPassSeat } from '#server/council/as-pass.ts';
import { PassParams, passAllowance } from '#server/council/pass-routes.ts';
import type { App } from '#server/http/app.ts';
import { castBallot, castVotes, issueBallot } from './cast-vote.ts';
import { fileOf, formats, readMinutesDocument } from './council-documents.ts';
import { listBallots, listPassMotions } from './list-motions.ts';
import { MinutesView, WordBody } from './minutes-views.ts';
import { giveWord, readMinutes } from './read-minutes.ts';
import { sendFile } from './send-file.ts';
import {
  BallotBody,
  BallotsView,
  CastBody,
  IssueBody,
  PassMotionParams,
  PassMotionsView,
  PassVoteParams,
  RecusalBody,
} from './vote-views.ts';
import { recuse } from './write-motion.ts';

const tags = ['参会'];
const done = { 204: z.null() };
const config = passAllowance;

/** What a seat's own pass does with motions, votes and minutes; and the one address at which a ballot is cast by nobody. */
export async function passVoteRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/public/meet/:token/motions', {
    config,
    schema: {
      tags,
      summary: '会议的议案和表决，以及本席位（含受托）在各次表决中投了什么',
      params: PassParams,
      response: { 200: PassMotionsView },
    },
    handler: async ({ params }) => listPassMotions(context, params.token),
  });

  app.post('/api/public/meet/:token/votes/:voteId/casts', {
    config,
    schema: {
      tags,
      summary: '投票：本席位和受托的席位，一次投完；重复同样的投票仍是一票',
      params: PassVoteParams,
      body: CastBody,
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await castVotes(context, params.token, params.voteId, body.votes);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/public/meet/:token/votes/:voteId/issues', {
    config,
    schema: {
      tags,
      summary: '领取一张无记名选票：对看不见的票号盲签（RFC 9474）',
      params: PassVoteParams,
      body: IssueBody,
      response: { 200: z.object({ signed: z.string() }) },
    },
    handler: async ({ params, body }) => issueBallot(context, params.token, params.voteId, body),
  });

  app.post('/api/public/votes/:voteId/ballots', {
    // A hall has one address, and whose ballot it is nobody may ask.
    config: { rateLimit: { max: 6000, keyGenerator: (request: { ip: string }) => `ballots ${request.ip}` } },
    schema: {
      tags,
      summary: '投出无记名选票，不带任何身份；重复投同一张仍是一票',
      params: z.object({ voteId: z.uuid() }),
      body: BallotBody,
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await castBallot(context, params.voteId, body);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/public/meet/:token/votes/:voteId/ballots', {
    config,
    schema: {
      tags,
      summary: '无记名投票结束后的全部选票，以票号列出，供核对自己的一票',
      params: PassVoteParams,
      response: { 200: BallotsView },
    },
    handler: async ({ params }) =>
      context.db.readAs(passOf(params.token), async (tx) => {
        const { meetingId } = await readPassSeat(tx);
        return listBallots(tx, { meetingId, voteId: params.voteId });
      }),
  });

  app.put('/api/public/meet/:token/motions/:motionId/recusal', {
    config,
    schema: { tags, summary: '申明回避', params: PassMotionParams, body: RecusalBody, response: done },
    handler: async ({ params, body }, reply) => {
      await actAsPass(context, params.token, (tx, seat) =>
        recuse(tx, { ...seat, motionId: params.motionId }, body.reason),
      );
      return reply.code(204).send(null);
    },
  });

  app.get('/api/public/meet/:token/minutes', {
    config,
    schema: { tags, summary: '会议纪要最新一版和各人意见', params: PassParams, response: { 200: MinutesView } },
    handler: async ({ params }) =>
      context.db.readAs(passOf(params.token), async (tx) => ({
        minutes: (await readMinutes(tx, await readPassSeat(tx))) ?? null,
      })),
  });

  app.get('/api/public/meet/:token/minutes.:format', {
    config,
    schema: { tags, summary: '会议纪要（Word、PDF）', params: PassParams.extend({ format: z.enum(formats) }) },
    handler: async ({ params }, reply) => {
      const document = await context.db.readAs(passOf(params.token), async (tx) =>
        readMinutesDocument(tx, await readPassSeat(tx)),
      );
      return sendFile(reply, await fileOf(context, document, params.format));
    },
  });

  app.put('/api/public/meet/:token/minutes/word', {
    config,
    schema: { tags, summary: '确认会议纪要，或提出异议', params: PassParams, body: WordBody, response: done },
    handler: async ({ params, body }, reply) => {
      await actAsPass(context, params.token, (tx, seat) => giveWord(tx, seat, body));
      return reply.code(204).send(null);
    },
  });
}
