import { z } from 'zod';
import { ApplicationParams } from '#server/application/form-views.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { decideFormal } from './decide-formal.ts';
import { FormalListView, FormalView, MarkKind } from './formal-views.ts';
import { listFormal } from './list-formal.ts';
import { answerItem, markItem } from './mark-item.ts';
import { viewFormal } from './view-formal.ts';

const tags = ['形式审查'];
const ItemParams = z.object({ id: z.uuid(), item: z.string().max(100) });
const Reason = text(2000).or(z.literal('')).default('');
const Version = z.int().min(0);

export async function formalRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/formal', {
    schema: {
      tags,
      summary: '本批次被推荐的申报及形式审查的进度',
      params: ApplicationParams,
      response: { 200: FormalListView },
    },
    handler: async ({ actor, params }) => ({ items: await listFormal(context, actor, params.id) }),
  });

  app.get('/api/applications/:id/formal', {
    schema: {
      tags,
      summary: '一份申报的形式审查：逐项的要求、程序检查的结果和依据、人工意见',
      params: ApplicationParams,
      response: { 200: FormalView },
    },
    handler: async ({ actor, params }) => viewFormal(context, actor, params.id),
  });

  app.put('/api/applications/:id/formal/items/:item', {
    schema: {
      tags,
      summary: '对一项给出人工意见：符合、不符合、需补正；版本不符时告知现在的意见',
      params: ItemParams,
      body: z.object({ result: MarkKind, reason: Reason, version: Version }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) =>
      markItem(context, actor, { applicationId: params.id, item: params.item }, body),
  });

  app.post('/api/applications/:id/formal/items/:item/answer', {
    schema: {
      tags,
      summary: '省级对需补正的一项作出说明',
      params: ItemParams,
      body: z.object({ text: text(5000), version: Version }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) =>
      answerItem(context, actor, { applicationId: params.id, item: params.item }, body),
  });

  app.post('/api/applications/:id/formal/decision', {
    schema: {
      tags,
      summary: '形式审查的结论：通过或不通过；同一结论重复提交不会重复',
      params: ApplicationParams,
      body: z.object({ decision: z.enum(['admitted', 'rejected']), reason: Reason }),
      response: { 200: z.object({ state: z.string() }) },
    },
    handler: async ({ actor, params, body }) => decideFormal(context, actor, params.id, body),
  });
}
