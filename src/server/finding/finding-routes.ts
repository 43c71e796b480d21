import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveNamedFile } from '#server/http/receive-file.ts';
import { text } from '#server/http/text.ts';
import { keepFindingFile, openFindingFile } from './finding-files.ts';
import { FindingParams } from './finding-views.ts';
import { answerFinding } from './findings.ts';

const tags = ['现场发现'];
const Digest = z.string().regex(/^[0-9a-f]{64}$/);

export async function findingRoutes(app: App, context: Context): Promise<void> {
  app.post('/api/applications/:id/findings/:findingId/files', {
    schema: {
      tags,
      summary: '现场发现的照片和文件',
      params: FindingParams,
      consumes: ['multipart/form-data'],
      response: { 201: z.object({ digest: z.string() }) },
    },
    handler: async (request, reply) => {
      const { actor, params } = request;
      const ref = { applicationId: params.id, findingId: params.findingId };
      return reply.code(201).send(await keepFindingFile(context, actor, ref, await receiveNamedFile(request)));
    },
  });

  app.get('/api/applications/:id/findings/:findingId/files/:digest', {
    schema: { tags, summary: '现场发现的一个文件', params: FindingParams.extend({ digest: Digest }) },
    handler: async ({ actor, params }, reply) => {
      const ref = { applicationId: params.id, findingId: params.findingId };
      const { content, media_type, bytes } = await openFindingFile(context, actor, ref, params.digest);
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('content-length', bytes)
        .type(media_type)
        .send(content);
    },
  });

  app.post('/api/applications/:id/findings/:findingId/answer', {
    schema: {
      tags,
      summary: '申报单位对现场发现的说明',
      params: FindingParams,
      body: z.object({ text: text(5000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await answerFinding(context, actor, params.id, params.findingId, body.text);
      return reply.code(204).send(null);
    },
  });
}
