import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { answerQuestion, askQuestion, placeBid, scoreBid, takeBidBack } from './bid.ts';
import { attachBidFile, readBidFile, removeBidFile } from './bid-files.ts';
import type { CallTarget } from './call-row.ts';
import {
  AnswerBody,
  BidBody,
  BidderParams,
  BidFileParams,
  BidParams,
  CallActBody,
  CallBody,
  CallPage,
  CallParams,
  CallView,
  JudgeBody,
  QuestionBody,
  QuestionParams,
  ScoreBody,
} from './call-views.ts';
import { sendStored } from './take-upload.ts';
import { listCalls, viewCall } from './view-call.ts';
import { actOnCall, nameJudge, publishCall } from './write-call.ts';

const tags = ['技术服务'];
const Made = z.object({ id: z.string() });
const done = { 204: z.null() };
const callOf = ({ id, callId }: { id: string; callId: string }): CallTarget => ({ consortiumId: id, callId });

/** Open calls: published from a need, questions, sealed bids, their opening, experts' scores, and the choice. */
export async function callRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/technology-calls', {
    schema: {
      tags,
      summary: '联合体的揭榜挂帅',
      params: ConsortiumParams,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: CallPage },
    },
    handler: async ({ actor, params, query }) => listCalls(context, actor, params.id, query),
  });

  app.post('/api/consortia/:id/technology-calls', {
    schema: {
      tags,
      summary: '由一项技术需求发布揭榜挂帅，通知能力相符的单位',
      params: ConsortiumParams,
      body: CallBody,
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await publishCall(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/technology-calls/:callId', {
    schema: {
      tags,
      summary: '一次揭榜：要求、问答、可见的标书、评审、现在可以做什么；开启之前只见本单位的标书',
      params: CallParams,
      response: { 200: CallView },
    },
    handler: async ({ actor, params }) => viewCall(context, actor, callOf(params)),
  });

  app.post('/api/consortia/:id/technology-calls/:callId/acts', {
    schema: {
      tags,
      summary: '延长、开启标书（截止之后）、确定中榜单位、终止',
      params: CallParams,
      body: CallActBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => actOnCall(context, actor, callOf(params), body),
  });

  app.post('/api/consortia/:id/technology-calls/:callId/questions', {
    schema: {
      tags,
      summary: '提问；各单位都能看到，不显示提问单位',
      params: CallParams,
      body: QuestionBody,
      response: done,
    },
    handler: async ({ actor, params, body: { memberId, text } }, reply) => {
      await askQuestion(context, actor, { ...callOf(params), memberId }, text);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/consortia/:id/technology-calls/:callId/questions/:questionId', {
    schema: { tags, summary: '答复提问', params: QuestionParams, body: AnswerBody, response: done },
    handler: async ({ actor, params, body }, reply) => {
      const { questionId } = params;
      await answerQuestion(context, actor, { ...callOf(params), questionId }, body.answer);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/consortia/:id/technology-calls/:callId/bidders/:memberId', {
    schema: {
      tags,
      summary: '提交或更换本单位的标书；截止之前密封',
      params: BidderParams,
      body: BidBody,
      response: { 200: Made },
    },
    handler: async ({ actor, params, body }) =>
      placeBid(context, actor, { ...callOf(params), memberId: params.memberId }, body),
  });

  app.delete('/api/consortia/:id/technology-calls/:callId/bidders/:memberId', {
    schema: { tags, summary: '截止之前撤回本单位的标书', params: BidderParams, response: done },
    handler: async ({ actor, params }, reply) => {
      await takeBidBack(context, actor, { ...callOf(params), memberId: params.memberId });
      return reply.code(204).send(null);
    },
  });

  const bidOf = (params: z.infer<typeof BidParams>) => ({ ...callOf(params), bidId: params.bidId });
  const attachments = '/api/consortia/:id/technology-calls/:callId/bids/:bidId/attachments';

  app.post(attachments, {
    schema: {
      tags,
      summary: '截止之前把一个传完的文件附到本单位的标书上，与标书一样密封',
      params: BidParams,
      body: z.object({ uploadId: z.uuid() }),
      response: { 201: Made },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await attachBidFile(context, actor, bidOf(params), body.uploadId)),
  });

  app.get(`${attachments}/:fileId`, {
    exposeHeadRoute: false,
    schema: {
      tags,
      summary: '标书的附件；开启之前只给投标单位，开启之后给可以看标书的人并留下记录',
      params: BidFileParams,
    },
    handler: async ({ actor, params }, reply) =>
      sendStored(reply, await readBidFile(context, actor, bidOf(params), params.fileId)),
  });

  app.delete(`${attachments}/:fileId`, {
    schema: { tags, summary: '截止之前去掉标书的附件', params: BidFileParams, response: done },
    handler: async ({ actor, params }, reply) => {
      await removeBidFile(context, actor, bidOf(params), params.fileId);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/consortia/:id/technology-calls/:callId/judges', {
    schema: {
      tags,
      summary: '开启之后由秘书处指定评审专家；所在单位参加揭榜的应当回避',
      params: CallParams,
      body: JudgeBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await nameJudge(context, actor, callOf(params), body);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/consortia/:id/technology-calls/:callId/scores/:bidId', {
    schema: { tags, summary: '专家为一份标书评分并写明理由', params: BidParams, body: ScoreBody, response: done },
    handler: async ({ actor, params, body }, reply) => {
      await scoreBid(context, actor, { ...callOf(params), bidId: params.bidId }, body);
      return reply.code(204).send(null);
    },
  });
}
