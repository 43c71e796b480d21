import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import {
  DifferenceView,
  DocumentBody,
  DocumentList,
  DocumentParams,
  DocumentView,
  FoundList,
} from './document-views.ts';
import { listDocuments } from './list-documents.ts';
import { searchDocuments } from './search-documents.ts';
import { compareVersions, viewDocument } from './view-document.ts';
import { beginVersion, changeDocument, openDocument } from './write-document.ts';

const tags = ['制度文件'];

export async function governingDocumentRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/governing-documents', {
    schema: {
      tags,
      summary: '联合体的章程和制度：现行版本、在办版本、是否需要本人阅读',
      params: ConsortiumParams,
      response: { 200: DocumentList },
    },
    handler: async ({ actor, params }) => listDocuments(context, actor, params.id),
  });

  app.post('/api/consortia/:id/governing-documents', {
    schema: {
      tags,
      summary: '新的制度，附一个空白的第1版草案（秘书处）',
      params: ConsortiumParams,
      body: DocumentBody,
      response: { 201: z.object({ id: z.string(), versionId: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await openDocument(context, actor, params.id, body)),
  });

  app.get('/api/governing-documents/search', {
    schema: {
      tags,
      summary: '在可见的制度全文中查找：各词以空格分开，须全部出现；标题命中的在前，其次现行有效的',
      querystring: z.object({
        q: z.string().max(300).default(''),
        consortium: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(50).default(20),
        offset: z.coerce.number().int().min(0).max(100_000).default(0),
      }),
      response: { 200: FoundList },
    },
    handler: async ({ actor, query }) => searchDocuments(context, actor, query),
  });

  app.get('/api/governing-documents/:documentId', {
    schema: { tags, summary: '一件制度及其各版本', params: DocumentParams, response: { 200: DocumentView } },
    handler: async ({ actor, params }) => viewDocument(context, actor, params.documentId),
  });

  app.put('/api/governing-documents/:documentId', {
    schema: {
      tags,
      summary: '改变与谁有关；送审之前也可以改名称和类型',
      params: DocumentParams,
      body: DocumentBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await changeDocument(context, actor, params.documentId, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/governing-documents/:documentId/versions', {
    schema: {
      tags,
      summary: '起草新版本，从上一版的文字开始',
      params: DocumentParams,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params }, reply) =>
      reply.code(201).send(await beginVersion(context, actor, params.documentId)),
  });

  app.get('/api/governing-documents/:documentId/difference', {
    schema: {
      tags,
      summary: '两个版本的差异，按顺序',
      params: DocumentParams,
      querystring: z.object({ from: z.uuid(), to: z.uuid() }),
      response: { 200: DifferenceView },
    },
    handler: async ({ actor, params, query }) => compareVersions(context, actor, params.documentId, query),
  });
}
