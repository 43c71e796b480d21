import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { takeUploads } from '#server/evidence/take-uploads.ts';
import type { App } from '#server/http/app.ts';
import { beginDiscUpload, mustOwnDisc } from './disc-uploads.ts';
import { IntakeDetail, IntakeList } from './intake-views.ts';
import { orderIntake } from './take-disc.ts';
import { listIntakes, viewIntake } from './view-intake.ts';

const tags = ['光盘接收'];
const Params = z.object({ id: z.uuid() });
const UploadParams = Params.extend({ uploadId: z.uuid() });

export async function intakeRoutes(app: App, context: Context): Promise<void> {
  const answer = takeUploads(app, context.discUploads, context.log);
  const folderOf = (batchId: string) => `/api/batches/${batchId}/disc-uploads`;

  app.post('/api/batches/:id/disc-uploads', {
    schema: {
      tags,
      summary:
        '开始上传一个光盘映像（tus 1.0.0 协议，可断点续传）；请求头 Upload-Length 为字节数，Upload-Metadata 含 filename',
      params: Params,
    },
    handler: async (request, reply) => {
      const { actor, params, headers } = request;
      const id = randomUUID();
      await beginDiscUpload(context, actor, params.id, { id, length: String(headers['upload-length'] ?? '') });
      return answer(request, reply, { id, folder: folderOf(params.id) });
    },
  });

  const summaries = { HEAD: '已传到的位置（Upload-Offset）', PATCH: '从已传到的位置继续上传' } as const;
  for (const method of ['HEAD', 'PATCH'] as const) {
    app.route({
      method,
      url: '/api/batches/:id/disc-uploads/:uploadId',
      schema: { tags, summary: summaries[method], params: UploadParams },
      handler: async (request, reply) => {
        const { id, uploadId } = request.params;
        await mustOwnDisc(context, request.actor, id, uploadId);
        return answer(request, reply, { id: uploadId, folder: folderOf(id) });
      },
    });
  }

  app.post('/api/batches/:id/intakes', {
    schema: {
      tags,
      summary: '核验一个已上传的光盘映像；返回后台工作的编号，完成后同一编号即接收记录',
      params: Params,
      body: z.object({ uploadId: z.uuid() }),
      response: { 202: z.object({ jobId: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(202).send({ jobId: await orderIntake(context, actor, params.id, body.uploadId) }),
  });

  app.get('/api/batches/:id/intakes', {
    schema: { tags, summary: '本批次已接收的光盘，各省报送的到齐情况', params: Params, response: { 200: IntakeList } },
    handler: async ({ actor, params }) => listIntakes(context, actor, params.id),
  });

  app.get('/api/batches/:id/intakes/:intakeId', {
    schema: {
      tags,
      summary: '一张光盘的核验结果，及其中各份申报与在线数据的逐项对照',
      params: Params.extend({ intakeId: z.uuid() }),
      response: { 200: IntakeDetail },
    },
    handler: async ({ actor, params }) => viewIntake(context, actor, params.id, params.intakeId),
  });
}
