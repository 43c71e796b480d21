import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { passAllowance as config, PassParams } from '#server/council/pass-routes.ts';
import type { App } from '#server/http/app.ts';
import { PositionSearchQuery } from '#server/talent/talent-views.ts';
import { actOnOwnApplication, agreeToMarket, applyFor, changeProfile, eraseProfile } from './market-pass.ts';
import {
  ApplyBody,
  MarketPassView,
  PassActBody,
  PassApplicationParams,
  PassPaperParams,
  ProfileChange,
  RecommendedView,
} from './market-views.ts';
import { ownOfferPaper, sendPaper } from './offer-paper.ts';
import { positionsForPass, viewMarketPass } from './view-market-pass.ts';

const tags = ['人才供需'];
const done = { 204: z.null() };
const Edited = z.object({ version: z.int() });

/** A student's profile and applications as seen with its own pass, or a guardian's: no account, no name in the address. */
export async function marketPassRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/public/market/:token', {
    config,
    schema: {
      tags,
      summary: '持链接的学生或监护人看到的档案和投递',
      params: PassParams,
      response: { 200: MarketPassView },
    },
    handler: async ({ params }) => viewMarketPass(context, params.token),
  });

  app.get('/api/public/market/:token/positions', {
    config,
    schema: {
      tags,
      summary: '推荐给本人的岗位和理由；填了条件的，是查找的结果',
      params: PassParams,
      querystring: PositionSearchQuery.omit({ all: true }),
      response: { 200: z.object({ items: z.array(RecommendedView), total: z.int() }) },
    },
    handler: async ({ params, query }) => positionsForPass(context, params.token, { ...query, all: false }),
  });

  app.put('/api/public/market/:token/agreement', {
    config,
    schema: {
      tags,
      summary: '学生同意所投企业看到本人档案；未成年人的监护人同意求职',
      params: PassParams,
      response: done,
    },
    handler: async ({ params }, reply) => {
      await agreeToMarket(context, params.token);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/public/market/:token/profile', {
    config,
    schema: {
      tags,
      summary: '修改本人的技能和意向地点；version 是修改前看到的版本',
      params: PassParams,
      body: ProfileChange,
      response: { 200: Edited },
    },
    handler: async ({ params, body }) => changeProfile(context, params.token, body),
  });

  app.post('/api/public/market/:token/applications', {
    config,
    schema: {
      tags,
      summary: '投递一个岗位',
      params: PassParams,
      body: ApplyBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ params, body }, reply) => reply.code(201).send(await applyFor(context, params.token, body)),
  });

  app.post('/api/public/market/:token/applications/:applicationId/acts', {
    config,
    schema: {
      tags,
      summary: '撤回投递、接受或谢绝录用；监护人同意',
      params: PassApplicationParams,
      body: PassActBody,
      response: { 200: Edited },
    },
    handler: async ({ params, body }) => actOnOwnApplication(context, params.token, params.applicationId, body),
  });

  app.get('/api/public/market/:token/applications/:applicationId/:document', {
    config,
    schema: { tags, summary: '本人达成的录用：就业协议书或录用确认书（Word、PDF）', params: PassPaperParams },
    handler: async ({ params: { token, applicationId, document } }, reply) =>
      sendPaper(reply, document, await ownOfferPaper(context, token, applicationId, document)),
  });

  app.delete('/api/public/market/:token', {
    config,
    schema: { tags, summary: '删除本人信息', params: PassParams, response: done },
    handler: async ({ params }, reply) => {
      await eraseProfile(context, params.token);
      return reply.code(204).send(null);
    },
  });
}
