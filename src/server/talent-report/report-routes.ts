import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ownAddress } from '#server/http/own-address.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { actOnReport } from './act-on-report.ts';
import { reportPaper } from './report-paper.ts';
import type { ReportTarget } from './report-row.ts';
import {
  NewReportBody,
  PaperParams,
  ReportActBody,
  ReportChange,
  ReportsView,
  TalentReportParams,
  TalentReportView,
  TextBody,
  TextParams,
} from './report-views.ts';
import { listReports, viewReport } from './view-report.ts';
import { changeReport, draftReport, writeText } from './write-report.ts';

const tags = ['人才供需'];
const Edited = z.object({ version: z.int() });
const targetOf = ({ id, reportId }: { id: string; reportId: string }): ReportTarget => ({
  consortiumId: id,
  reportId,
});

/** 人才需求报告: drafted from the figures, written on by people, published. */
export async function talentReportRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/talent-reports', {
    schema: { tags, summary: '联合体的人才需求报告', params: ConsortiumParams, response: { 200: ReportsView } },
    handler: async ({ actor, params }) => listReports(context, actor, params.id),
  });

  app.post('/api/consortia/:id/talent-reports', {
    schema: {
      tags,
      summary: '按现有数据起草一个年度的人才需求报告',
      params: ConsortiumParams,
      body: NewReportBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await draftReport(context, actor, params.id, body)),
  });

  app.get('/api/consortia/:id/talent-reports/:reportId', {
    schema: {
      tags,
      summary: '一份报告，逐段列出：按数据写成的和修改过的；发布后为发布的内容',
      params: TalentReportParams,
      response: { 200: TalentReportView },
    },
    handler: async ({ actor, params }) => viewReport(context, actor, targetOf(params)),
  });

  app.put('/api/consortia/:id/talent-reports/:reportId', {
    schema: {
      tags,
      summary: '修改报告的名称和发布单位',
      params: TalentReportParams,
      body: ReportChange,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => changeReport(context, actor, targetOf(params), body),
  });

  app.put('/api/consortia/:id/talent-reports/:reportId/texts/:part', {
    schema: {
      tags,
      summary: '修改一段；text为null时恢复按数据写成的，version是这一段修改前的版本',
      params: TextParams,
      body: TextBody,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => writeText(context, actor, targetOf(params), params.part, body),
  });

  app.post('/api/consortia/:id/talent-reports/:reportId/acts', {
    schema: {
      tags,
      summary: '更新数据、发布（数据随之固定，计入台账）、撤回',
      params: TalentReportParams,
      body: ReportActBody,
      response: { 200: Edited },
    },
    handler: async (request) => {
      const { actor, params, body } = request;
      return actOnReport(context, actor, targetOf(params), body, ownAddress(context.config, request));
    },
  });

  app.get('/api/consortia/:id/talent-reports/:reportId/:document', {
    schema: { tags, summary: '报告（Word、PDF）', params: PaperParams },
    handler: async ({ actor, params }, reply) => {
      const { document } = params;
      const { bytes, name, mediaType } = await reportPaper(context, actor, targetOf(params), document);
      const attached = `attachment; filename="${document}"; filename*=UTF-8''${encodeURIComponent(name)}`;
      return reply.type(mediaType).header('content-disposition', attached).send(bytes);
    },
  });
}
