import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveNamedFile } from '#server/http/receive-file.ts';
import { actOnVersion } from './act-on-version.ts';
import { openVersionFile, printedVersion } from './document-file.ts';
import { ActBody, DraftBody, ReadersView, VersionParams, VersionText } from './document-views.ts';
import { confirmRead, listReaders, remindReaders } from './readers.ts';
import { viewText } from './view-document.ts';
import { attachFile, saveDraft } from './write-document.ts';

const tags = ['制度文件'];
const done = { 204: z.null() };
const path = '/api/governing-documents/:documentId/versions/:versionId';
const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

export async function documentVersionRoutes(app: App, context: Context): Promise<void> {
  app.get(path, {
    schema: { tags, summary: '一个版本的正文', params: VersionParams, response: { 200: VersionText } },
    handler: async ({ actor, params }) => viewText(context, actor, params),
  });

  app.put(path, {
    schema: {
      tags,
      summary: '保存草案的正文和修订说明',
      params: VersionParams,
      body: DraftBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body }) => saveDraft(context, actor, params, body),
  });

  app.post(`${path}/file`, {
    schema: {
      tags,
      summary: '以Word（.docx）或PDF文件作为草案的正文；类型按内容识别',
      params: VersionParams,
      querystring: z.object({ version: z.coerce.number().int().min(0) }),
      response: { 201: z.object({ version: z.int(), characters: z.int(), notice: z.string().nullable() }) },
    },
    handler: async (request, reply) => {
      const file = await receiveNamedFile(request);
      const { params, query, actor } = request;
      return reply.code(201).send(await attachFile(context, actor, params, query.version, file));
    },
  });

  app.get(`${path}/file`, {
    schema: { tags, summary: '上传的原文件', params: VersionParams },
    handler: async ({ actor, params }, reply) => {
      const { name, mediaType, content } = await openVersionFile(context, actor, params);
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
        .header('cache-control', 'private, no-store')
        .type(mediaType)
        .send(content);
    },
  });

  app.get(`${path}/prints/:format`, {
    schema: {
      tags,
      summary: '按公文格式排印的正文（Word、PDF）',
      params: VersionParams.extend({ format: z.enum(['docx', 'pdf']) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { name, bytes } = await printedVersion(context, actor, params, params.format);
      return reply
        .type(mediaTypes[params.format])
        .header(
          'content-disposition',
          `attachment; filename="document.${params.format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(Buffer.from(bytes));
    },
  });

  app.post(`${path}/acts`, {
    schema: {
      tags,
      summary: '送审、作废、退回、批准、废止一个版本；批准后登记台账并留作证据',
      params: VersionParams,
      body: ActBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await actOnVersion(context, actor, { ...params, ...body });
      return reply.code(204).send(null);
    },
  });

  app.post(`${path}/receipt`, {
    schema: { tags, summary: '确认本人已阅读', params: VersionParams, response: done },
    handler: async ({ actor, params }, reply) => {
      await confirmRead(context, actor, params);
      return reply.code(204).send(null);
    },
  });

  app.get(`${path}/readers`, {
    schema: { tags, summary: '与谁有关、谁已阅读（秘书处）', params: VersionParams, response: { 200: ReadersView } },
    handler: async ({ actor, params }) => listReaders(context, actor, params),
  });

  app.post(`${path}/reminders`, {
    schema: {
      tags,
      summary: '提醒还没有阅读的人，每人每天一次',
      params: VersionParams,
      response: { 200: z.object({ people: z.int(), mails: z.int() }) },
    },
    handler: async ({ actor, params }) => remindReaders(context, actor, params),
  });
}
