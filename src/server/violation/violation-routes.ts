import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { receiveNamedFile } from '#server/http/receive-file.ts';
import { text } from '#server/http/text.ts';
import { ConsortiumParams } from '#server/member/member-views.ts';
import { mustReadStanding } from '#server/standing/view-standing.ts';
import { appealDecision, decideAppeal } from './appeal-decision.ts';
import { keepCaseFile, openCaseFile } from './case-files.ts';
import {
  AppealDecisionBody,
  CaseList,
  CaseOrder,
  CaseParams,
  CaseView,
  DecisionBody,
  HearingBody,
  NoteBody,
} from './case-views.ts';
import { decideCase } from './decide-case.ts';
import { decisionDocument, decisionFiles } from './decision-document.ts';
import { answerHearing, hearConsortium, noteCase } from './investigate-case.ts';
import { openCase } from './open-case.ts';
import { listCases, viewCase } from './view-case.ts';

const tags = ['资格案件'];
const done = { 204: z.null() };
const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

export async function violationRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/violations', {
    schema: {
      tags,
      summary: '可能影响资格的案件：核查单位看全部，联合体看已听取陈述申辩或已处理的',
      querystring: z.object({
        consortium: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        offset: z.coerce.number().int().min(0).max(1e6).default(0),
      }),
      response: { 200: CaseList },
    },
    handler: async ({ actor, query }) => listCases(context, actor, query),
  });

  app.post('/api/consortia/:id/violations', {
    schema: {
      tags,
      summary: '立案（省级或部级工作人员）',
      params: ConsortiumParams,
      body: CaseOrder,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) => {
      const id = await context.db.asActor(actor, async (tx) => {
        await mustReadStanding(tx, params.id);
        return openCase(tx, { consortiumId: params.id, ...body });
      });
      context.db.bus.tell('lianheti_notice', params.id);
      return reply.code(201).send({ id });
    },
  });

  app.get('/api/violations/:caseId', {
    schema: { tags, summary: '一件案件', params: CaseParams, response: { 200: CaseView } },
    handler: async ({ actor, params }) => viewCase(context, actor, params.caseId),
  });

  app.post('/api/violations/:caseId/notes', {
    schema: { tags, summary: '核查记录；第一条即开始核查', params: CaseParams, body: NoteBody, response: done },
    handler: async ({ actor, params, body }, reply) => {
      await noteCase(context, actor, params.caseId, body.text);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/violations/:caseId/files', {
    schema: {
      tags,
      summary: '上传证据（图片、PDF、Word、Excel、文本）；核查单位和联合体各归各的',
      params: CaseParams,
      response: { 201: z.object({ digest: z.string() }) },
    },
    handler: async (request, reply) => {
      const file = await receiveNamedFile(request);
      return reply.code(201).send(await keepCaseFile(context, request.actor, request.params.caseId, file));
    },
  });

  app.get('/api/violations/:caseId/files/:digest', {
    schema: {
      tags,
      summary: '一份证据的内容',
      params: CaseParams.extend({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { content, media_type, bytes, name } = await openCaseFile(context, actor, params.caseId, params.digest);
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
        .header('cache-control', 'private, no-store')
        .header('content-length', bytes)
        .type(media_type)
        .send(content);
    },
  });

  app.post('/api/violations/:caseId/hearings', {
    schema: { tags, summary: '请联合体陈述申辩', params: CaseParams, body: HearingBody, response: done },
    handler: async ({ actor, params, body }, reply) => {
      await hearConsortium(context, actor, { caseId: params.caseId, ...body });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/violations/:caseId/hearings/:hearingId/answer', {
    schema: {
      tags,
      summary: '联合体的陈述申辩，只能一次',
      params: CaseParams.extend({ hearingId: z.uuid() }),
      body: NoteBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await answerHearing(context, actor, { ...params, ...body });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/violations/:caseId/decision', {
    schema: {
      tags,
      summary: '作出处理或不予处理，只能一次；影响资格的随即登入登记簿',
      params: CaseParams,
      body: DecisionBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await decideCase(context, actor, { caseId: params.caseId, ...body });
      return reply.code(204).send(null);
    },
  });

  app.get('/api/violations/:caseId/letters/:document', {
    schema: {
      tags,
      summary: '处理决定的正式文件（Word、PDF）',
      params: CaseParams.extend({ document: z.enum(decisionFiles) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name } = await decisionDocument(context, actor, params.caseId, params.document);
      return reply
        .type(params.document.endsWith('.pdf') ? mediaTypes.pdf : mediaTypes.docx)
        .header(
          'content-disposition',
          `attachment; filename="${params.document}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes);
    },
  });

  app.post('/api/violations/:caseId/appeal', {
    schema: {
      tags,
      summary: '联合体对处理决定提出申诉，在期限内一次',
      params: CaseParams,
      body: z.object({ text: text(5000) }),
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await appealDecision(context, actor, params.caseId, body.text);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/violations/:caseId/appeal/decision', {
    schema: {
      tags,
      summary: '对申诉作出决定（部级），只能一次；撤销的，原状态自生效之日起恢复',
      params: CaseParams,
      body: AppealDecisionBody,
      response: done,
    },
    handler: async ({ actor, params, body }, reply) => {
      await decideAppeal(context, actor, { caseId: params.caseId, ...body });
      return reply.code(204).send(null);
    },
  });
}
