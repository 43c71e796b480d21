import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { actOnReturn } from './act-on-return.ts';
import { ReturnItem, ReturnParams, ReturnView } from './collection-views.ts';
import { returnDocument } from './return-document.ts';
import { saveCell } from './save-cell.ts';
import { listReturns, viewReturn } from './view-return.ts';

const tags = ['信息采集'];
const keyOf = (params: { id: string; collectionId: string }) => ({
  consortiumId: params.id,
  collectionId: params.collectionId,
});

export async function returnRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/returns', {
    schema: {
      tags,
      summary: '要求联合体报送的各期采集',
      params: z.object({ id: z.uuid() }),
      response: { 200: z.object({ items: z.array(ReturnItem) }) },
    },
    handler: async ({ actor, params }) => ({ items: await listReturns(context, actor, params.id) }),
  });

  app.get('/api/consortia/:id/returns/:collectionId', {
    schema: {
      tags,
      summary: '一份报送：数据、文字、意见，以及我上次审核以来的变化',
      params: ReturnParams,
      response: { 200: ReturnView },
    },
    handler: async ({ actor, params }) => viewReturn(context, actor, keyOf(params)),
  });

  app.put('/api/consortia/:id/returns/:collectionId/cells/:cell', {
    schema: {
      tags,
      summary: '保存一格：文字、计划数据或说明；版本不符时告知现在的内容',
      params: ReturnParams.extend({ cell: z.string().max(100) }),
      body: z.object({ value: z.string().max(10_000), version: z.int().min(0) }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => saveCell(context, actor, { ...keyOf(params), cell: params.cell }, body),
  });

  app.post('/api/consortia/:id/returns/:collectionId/acts', {
    schema: {
      tags,
      summary: '报送、审核通过、退回、解锁；重复提交得到同一结果',
      params: ReturnParams,
      body: z.object({
        action: z.enum(['send', 'approve', 'return', 'unlock', 'accept']),
        version: z.int().min(0),
        text: z
          .string()
          .max(5000)
          .transform((value) => value.trim())
          .default(''),
        remarks: z
          .array(z.object({ cell: z.string().max(100), text: text(2000) }))
          .max(200)
          .default([]),
        fulfilled: z.boolean().optional(),
      }),
      response: { 200: z.object({ state: z.string(), version: z.int(), revision: z.int().nullable() }) },
    },
    handler: async ({ actor, params, body }) => actOnReturn(context, actor, keyOf(params), body),
  });

  for (const format of ['docx', 'pdf'] as const)
    app.get(`/api/consortia/:id/returns/:collectionId/return.${format}`, {
      schema: {
        tags,
        summary: `报送的年度建设计划或自评报告（${format === 'pdf' ? 'PDF' : 'Word'}）`,
        params: ReturnParams,
      },
      handler: async ({ actor, params }, reply) => {
        const { bytes, name, mediaType } = await returnDocument(context, actor, keyOf(params), format);
        return reply
          .type(mediaType)
          .header(
            'content-disposition',
            `attachment; filename="return.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
          )
          .send(bytes);
      },
    });
}
