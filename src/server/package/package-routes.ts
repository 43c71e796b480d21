import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveNamedFile } from '#server/http/receive-file.ts';
import { JobView } from '#server/job/job-routes.ts';
import { orderPackage } from './make-package.ts';
import { packageDocument } from './package-document.ts';
import { keepPaper, mustRecommend, openPaper, paperKinds, removePaper } from './signed-papers.ts';
import { viewPackage } from './view-package.ts';

const tags = ['报送材料'];
const Params = z.object({ id: z.uuid(), unitId: z.uuid() });
const PaperParams = Params.extend({ paperId: z.uuid() });
const PaperView = z.object({ id: z.string(), kind: z.enum(paperKinds), name: z.string(), bytes: z.int() });

const PackageView = z.object({
  batch: z.object({ id: z.string(), title: z.string() }),
  unit: z.object({ id: z.string(), name: z.string() }),
  submittedAt: z.string().nullable(),
  applications: z.array(
    z.object({
      id: z.string(),
      consortium: z.object({ id: z.string(), name: z.string() }),
      rank: z.int(),
      revision: z.int(),
      figures: z.int(),
      corrected: z.int(),
      evidence: z.int(),
      hasOpinionPage: z.boolean(),
      papers: z.array(PaperView),
    }),
  ),
  letters: z.array(PaperView),
  missing: z.array(z.string()),
  key: z.object({ fingerprint: z.string(), madeAt: z.string() }).nullable(),
  media: z.array(z.string()),
  jobs: z.array(JobView),
});

export async function packageRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/packages/:unitId', {
    schema: {
      tags,
      summary: '一个省的报送材料：由哪些文件组成，还缺什么，用哪个密钥签名，已制作的光盘和压缩包',
      params: Params,
      response: { 200: PackageView },
    },
    handler: async ({ actor, params }) => viewPackage(context, actor, { batchId: params.id, unitId: params.unitId }),
  });

  app.get('/api/batches/:id/packages/:unitId/applications/:applicationId/:document', {
    schema: {
      tags,
      summary: '一份推荐的意见页（Word、PDF）、核实记录（Word）、双面打印的推荐书（PDF）',
      params: Params.extend({
        applicationId: z.uuid(),
        document: z.enum(['opinion.docx', 'opinion.pdf', 'verification.docx', 'booklet.pdf']),
      }),
    },
    handler: async ({ actor, params }, reply) => {
      const { id, unitId, applicationId, document } = params;
      const { bytes, name, mediaType } = await packageDocument(
        context,
        actor,
        { batchId: id, unitId },
        applicationId,
        document,
      );
      return reply
        .type(mediaType)
        .header(
          'content-disposition',
          `attachment; filename="${document}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(Buffer.from(bytes));
    },
  });

  app.post('/api/batches/:id/packages/:unitId/papers', {
    schema: {
      tags,
      summary: '上传签字盖章的扫描件（PDF或图片）：推荐书、意见页须指明申报，推荐函不须',
      params: Params,
      consumes: ['multipart/form-data'],
      querystring: z.object({ kind: z.enum(paperKinds), application: z.uuid().optional() }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async (request, reply) => {
      const { actor, params, query } = request;
      const ref = { batchId: params.id, unitId: params.unitId };
      await context.db.readAs(actor, (tx) => mustRecommend(tx, params.unitId));
      const file = await receiveNamedFile(request);
      const paper = { kind: query.kind, applicationId: query.application ?? null, file };
      return reply.code(201).send(await keepPaper(context, actor, ref, paper));
    },
  });

  app.get('/api/batches/:id/packages/:unitId/papers/:paperId', {
    schema: { tags, summary: '一个扫描件', params: PaperParams },
    handler: async ({ actor, params }, reply) => {
      const ref = { batchId: params.id, unitId: params.unitId };
      const { content, mediaType, bytes } = await openPaper(context, actor, ref, params.paperId);
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('content-length', bytes)
        .type(mediaType)
        .send(content);
    },
  });

  app.delete('/api/batches/:id/packages/:unitId/papers/:paperId', {
    schema: { tags, summary: '从报送材料中移除一个扫描件', params: PaperParams, response: { 204: z.null() } },
    handler: async ({ actor, params }, reply) => {
      await removePaper(context, actor, { batchId: params.id, unitId: params.unitId }, params.paperId);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/batches/:id/packages/:unitId/jobs', {
    schema: {
      tags,
      summary: '制作光盘映像（ISO，带签名，装不下时分盘）或压缩包；返回后台工作的编号',
      params: Params,
      body: z.object({ as: z.enum(['disc', 'zip']), medium: z.string().max(20).default('4.7GB') }),
      response: { 202: z.object({ jobId: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) => {
      const ref = { batchId: params.id, unitId: params.unitId };
      return reply.code(202).send({ jobId: await orderPackage(context, actor, ref, body) });
    },
  });
}
