import { z } from 'zod';
import { ApplicationParams } from '#server/application/form-views.ts';
import type { Context } from '#server/context.ts';
import { FindingBody, FindingParams } from '#server/finding/finding-views.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { readVisits } from './read-visits.ts';
import { endVisit, recordVisitFinding, saveConclusion } from './report-visit.ts';
import { viewVisit } from './view-visit.ts';
import { addPoint, judgePoint } from './visit-points.ts';
import { writeVisitReport } from './visit-report.ts';
import { OwnVisitsView, VisitView } from './visit-views.ts';

const tags = ['实地考察'];
const Version = z.int().min(0);
const Versioned = z.object({ version: z.int() });
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What whoever visits does there. */
export async function visitWorkRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/me/visits', {
    schema: { tags, summary: '我组织或参加的实地考察', response: { 200: OwnVisitsView } },
    handler: async ({ actor }) => ({ items: await context.db.readAs(actor, (tx) => readVisits(tx)) }),
  });

  app.get('/api/applications/:id/visit', {
    schema: {
      tags,
      summary: '一处实地考察：日程、人员、核对清单、现场发现和考察意见',
      params: ApplicationParams,
      response: { 200: VisitView },
    },
    handler: async ({ actor, params }) => viewVisit(context, actor, params.id),
  });

  app.post('/api/applications/:id/visit/points', {
    schema: {
      tags,
      summary: '在核对清单中加一个问题',
      params: ApplicationParams,
      body: z.object({ text: text(5000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await addPoint(context, actor, params.id, body.text);
      return reply.code(204).send(null);
    },
  });

  app.put('/api/applications/:id/visit/points/:pointId', {
    schema: {
      tags,
      summary: '记录一个问题的核对结论；版本不符时告知现在的结论',
      params: ApplicationParams.extend({ pointId: z.uuid() }),
      body: z.object({
        outcome: z.enum(['settled', 'unsettled']),
        note: z.string().trim().max(5000).default(''),
        version: Version,
      }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params: { id, pointId }, body }) =>
      judgePoint(context, actor, { applicationId: id, pointId }, body),
  });

  app.put('/api/applications/:id/visit/findings/:findingId', {
    schema: {
      tags,
      summary: '记录考察中的发现；编号由记录的设备生成，重复发送不会重复',
      params: FindingParams,
      body: FindingBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body: { revision, ...order } }, reply) => {
      await recordVisitFinding(context, actor, params.id, { ...order, id: params.findingId, number: revision });
      return reply.code(204).send(null);
    },
  });

  app.put('/api/applications/:id/visit/conclusion', {
    schema: {
      tags,
      summary: '保存考察意见；版本不符时告知现在的意见',
      params: ApplicationParams,
      body: z.object({ text: z.string().trim().max(20_000), version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) => saveConclusion(context, actor, params.id, body),
  });

  app.post('/api/applications/:id/visit/end', {
    schema: {
      tags,
      summary: '完成考察报告：每个问题都有结论，并已写明考察意见',
      params: ApplicationParams,
      body: z.object({ version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) => endVisit(context, actor, params.id, body),
  });

  app.get('/api/applications/:id/visit/report.docx', {
    schema: { tags, summary: '实地考察报告（Word），含现场照片', params: ApplicationParams },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name } = await writeVisitReport(context, actor, params.id);
      return reply
        .type(docx)
        .header(
          'content-disposition',
          `attachment; filename="report.docx"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes);
    },
  });
}
