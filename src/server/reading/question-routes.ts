import { z } from 'zod';
import { ApplicationParams } from '#server/application/form-views.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { answerInquiry, askQuestion, listInquiries, listQuestions, releaseInquiry, sendInquiry } from './questions.ts';
import { InquiryList, QuestionList } from './reading-views.ts';

const tags = ['专家提问'];
const InquiryParams = z.object({ id: z.uuid(), inquiryId: z.uuid() });

export async function questionRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/applications/:id/reading/questions', {
    schema: {
      tags,
      summary: '专家提出问题，由部里转秘书处或直接答复',
      params: ApplicationParams,
      body: z.object({ id: z.uuid(), point: z.string().max(20).optional(), text: text(2000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await askQuestion(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/batches/:id/questions', {
    schema: { tags, summary: '本批次专家的提问及办理情况', params: ApplicationParams, response: { 200: QuestionList } },
    handler: async ({ actor, params }) => ({ items: await listQuestions(context, actor, params.id) }),
  });

  app.get('/api/applications/:id/inquiries', {
    schema: { tags, summary: '部里转来的问题', params: ApplicationParams, response: { 200: InquiryList } },
    handler: async ({ actor, params }) => ({ items: await listInquiries(context, actor, params.id) }),
  });

  app.post('/api/applications/:id/inquiries', {
    schema: {
      tags,
      summary: '转给秘书处（可改写），或由部里直接答复全体审阅专家',
      params: ApplicationParams,
      body: z.object({ questionId: z.uuid(), text: text(2000), answer: text(5000).optional() }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await sendInquiry(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/applications/:id/inquiries/:inquiryId/answer', {
    schema: {
      tags,
      summary: '秘书处答复部里转来的问题',
      params: InquiryParams,
      body: z.object({ text: text(5000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await answerInquiry(context, actor, params.id, params.inquiryId, body.text);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/applications/:id/inquiries/:inquiryId/release', {
    schema: {
      tags,
      summary: '把秘书处的答复发给全体审阅专家',
      params: InquiryParams,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params }, reply) => {
      await releaseInquiry(context, actor, params.id, params.inquiryId);
      return reply.code(204).send(null);
    },
  });
}
