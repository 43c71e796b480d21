import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { beginUpload, dropUpload, mustOwn } from './own-uploads.ts';
import { takeUploads } from './take-uploads.ts';

const tags = ['证据材料'];
const ConsortiumParams = z.object({ id: z.uuid() });
const UploadParams = ConsortiumParams.extend({ uploadId: z.uuid() });

/** Resumable uploads by the tus protocol 1.0.0 (https://tus.io). A finished upload becomes evidence by its id. */
export async function uploadRoutes(app: App, context: Context): Promise<void> {
  const answer = takeUploads(app, context.uploads, context.log);
  const folderOf = (consortiumId: string) => `/api/consortia/${consortiumId}/uploads`;

  app.post('/api/consortia/:id/uploads', {
    schema: {
      tags,
      summary:
        '开始上传一个文件（tus 1.0.0 协议，可断点续传）；请求头 Upload-Length 为字节数，Upload-Metadata 含 filename',
      params: ConsortiumParams,
    },
    handler: async (request, reply) => {
      const { actor, params, headers } = request;
      const id = randomUUID();
      await beginUpload(context, actor, params.id, { id, length: String(headers['upload-length'] ?? '') });
      return answer(request, reply, { id, folder: folderOf(params.id) });
    },
  });

  const summaries = { HEAD: '已传到的位置（Upload-Offset）', PATCH: '从已传到的位置继续上传' } as const;
  for (const method of ['HEAD', 'PATCH'] as const) {
    app.route({
      method,
      url: '/api/consortia/:id/uploads/:uploadId',
      schema: { tags, summary: summaries[method], params: UploadParams },
      handler: async (request, reply) => {
        const { id, uploadId } = request.params;
        await mustOwn(context, request.actor, id, uploadId);
        return answer(request, reply, { id: uploadId, folder: folderOf(id) });
      },
    });
  }

  app.delete('/api/consortia/:id/uploads/:uploadId', {
    schema: { tags, summary: '放弃一个没有登记的上传', params: UploadParams, response: { 204: z.null() } },
    handler: async ({ actor, params: { id, uploadId } }, reply) => {
      await mustOwn(context, actor, id, uploadId);
      await dropUpload(context, actor, id, uploadId);
      return reply.code(204).header('tus-resumable', '1.0.0').send(null);
    },
  });
}
