import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { passAllowance as config, PassParams } from '#server/council/pass-routes.ts';
import type { App } from '#server/http/app.ts';
import { agree, erase, wish } from './fair-pass.ts';
import { FairPassView, WishesBody } from './fair-views.ts';
import { viewFairPass } from './view-fair-pass.ts';

const tags = ['双选会'];
const done = { 204: z.null() };

/** The fair as seen with a student's own pass, or a guardian's: no account, no name in the address. */
export async function fairPassRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/public/fair/:token', {
    config,
    schema: {
      tags,
      summary: '持链接者看到的双选会：岗位、本人志愿，出结果后逐个志愿说明缘由',
      params: PassParams,
      response: { 200: FairPassView },
    },
    handler: async ({ params }) => viewFairPass(context, params.token),
  });

  app.put('/api/public/fair/:token/wishes', {
    config,
    schema: {
      tags,
      summary: '填报志愿，最想去的在前；mate 是想同去的同伴的编号，双方互填才算，且不影响录取',
      params: PassParams,
      body: WishesBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ params, body }) => wish(context, params.token, body),
  });

  app.put('/api/public/fair/:token/agreement', {
    config,
    schema: {
      tags,
      summary: '学生同意所填岗位的企业看到本人信息；未成年人的监护人同意参加',
      params: PassParams,
      response: done,
    },
    handler: async ({ params }, reply) => {
      await agree(context, params.token);
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/public/fair/:token', {
    config,
    schema: { tags, summary: '删除本人信息并退出', params: PassParams, response: done },
    handler: async ({ params }, reply) => {
      await erase(context, params.token);
      return reply.code(204).send(null);
    },
  });
}
