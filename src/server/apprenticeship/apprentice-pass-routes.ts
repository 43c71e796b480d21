import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { passAllowance as config, PassParams } from '#server/council/pass-routes.ts';
import type { App } from '#server/http/app.ts';
import { eraseApprentice, signAmendment, signAsApprentice, tellDay } from './apprentice-pass.ts';
import { ApprenticePassView, DayBody } from './apprenticeship-views.ts';
import { viewApprenticePass } from './view-apprentice-pass.ts';

const tags = ['学徒培养与实习'];
const done = { 204: z.null() };

/** The agreement as seen with a student's own pass, or a guardian's: no account, no name in the address. */
export async function apprenticePassRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/public/apprentice/:token', {
    config,
    schema: {
      tags,
      summary: '持链接的学生或监护人看到的三方协议和日志',
      params: PassParams,
      response: { 200: ApprenticePassView },
    },
    handler: async ({ params }) => viewApprenticePass(context, params.token),
  });

  app.put('/api/public/apprentice/:token/signature', {
    config,
    schema: {
      tags,
      summary: '签署协议；未成年人的监护人用自己的链接签署。text 是所读的稿次',
      params: PassParams,
      body: z.object({ text: z.int().min(1).max(32767) }),
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await signAsApprentice(context, params.token, body.text);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/public/apprentice/:token/amendment', {
    config,
    schema: {
      tags,
      summary: '签署补充协议；未成年人的监护人用自己的链接签署。number 是所读的第几份',
      params: PassParams,
      body: z.object({ number: z.int().min(1).max(32767) }),
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await signAmendment(context, params.token, body.number);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/public/apprentice/:token/days', {
    config,
    schema: {
      tags,
      summary: '记一天的考勤和日志，企业确认前可以修改',
      params: PassParams,
      body: DayBody,
      response: done,
    },
    handler: async ({ params, body }, reply) => {
      await tellDay(context, params.token, body);
      return reply.code(204).send(null);
    },
  });

  app.delete('/api/public/apprentice/:token', {
    config,
    schema: { tags, summary: '删除本人信息', params: PassParams, response: done },
    handler: async ({ params }, reply) => {
      await eraseApprentice(context, params.token);
      return reply.code(204).send(null);
    },
  });
}
