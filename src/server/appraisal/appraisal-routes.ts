import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ConsortiumParams, Version } from '#server/member/member-views.ts';
import { actOnAppraisal } from './act-on-appraisal.ts';
import { appraisalSheet, resultNotice } from './appraisal-files.ts';
import {
  AppraisalActBody,
  AppraisalBody,
  AppraisalList,
  AppraisalParams,
  AppraisalView,
  AppraisedParams,
  DecisionBody,
  HandScoreBody,
  ObjectionBody,
  ObjectionParams,
} from './appraisal-views.ts';
import { acceptResult, decideObjection, objectToScore, withdrawObjection } from './object.ts';
import { scoreByHand } from './score-by-hand.ts';
import { measureAgain, startAppraisal } from './start-appraisal.ts';
import { listAppraisals, viewAppraisal } from './view-appraisal.ts';

const tags = ['考核'];
const done = { 204: z.null() };
const path = '/api/consortia/:id/appraisals/:appraisalId';
const keyOf = ({ id, appraisalId }: z.infer<typeof AppraisalParams>) => ({ consortiumId: id, appraisalId });
const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export async function appraisalRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/appraisals', {
    schema: {
      tags,
      summary: '考核；成员单位和秘书处人员只看到自己的结果',
      params: ConsortiumParams,
      response: { 200: AppraisalList },
    },
    handler: async ({ actor, params }) => listAppraisals(context, actor, params.id),
  });

  app.post('/api/consortia/:id/appraisals', {
    schema: {
      tags,
      summary: '按方案的最新版本开始一次考核，能自动计算的指标随即计分（秘书处）',
      params: ConsortiumParams,
      body: AppraisalBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await startAppraisal(context, actor, { consortiumId: params.id, ...body })),
  });

  app.get(path, {
    schema: {
      tags,
      summary: '一次考核：各项得分及其由来、异议和答复，以及现在可以做什么',
      params: AppraisalParams,
      response: { 200: AppraisalView },
    },
    handler: async ({ actor, params }) => viewAppraisal(context, actor, keyOf(params)),
  });

  app.post(`${path}/measurements`, {
    schema: {
      tags,
      summary: '按现在的台账、任务和阅读情况重新计分；人工评分不变',
      params: AppraisalParams,
      response: done,
    },
    handler: async ({ actor, params }, reply) => {
      await measureAgain(context, actor, keyOf(params));
      return reply.code(204).send(null);
    },
  });

  app.put(`${path}/subjects/:subjectId/scores/:indicator`, {
    schema: {
      tags,
      summary: '人工评分，写明理由；不能给自己评分',
      params: AppraisedParams.extend({ indicator: z.string().max(40) }),
      body: HandScoreBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params: { subjectId, indicator, ...params }, body }) =>
      scoreByHand(context, actor, keyOf(params), { subjectId, indicator, ...body }),
  });

  app.post(`${path}/acts`, {
    schema: {
      tags,
      summary: '公布结果、作废、确定结果；公布后得分只随异议的答复改变',
      params: AppraisalParams,
      body: AppraisalActBody,
      response: { 200: z.object({ version: z.int(), state: z.string() }) },
    },
    handler: async ({ actor, params, body }) => actOnAppraisal(context, actor, keyOf(params), body),
  });

  app.post(`${path}/subjects/:subjectId/acceptance`, {
    schema: { tags, summary: '被考核的单位或人员对结果没有异议', params: AppraisedParams, response: done },
    handler: async ({ actor, params }, reply) => {
      await acceptResult(context, actor, keyOf(params), params.subjectId);
      return reply.code(204).send(null);
    },
  });

  app.post(`${path}/objections`, {
    schema: {
      tags,
      summary: '在异议期内对一项得分提出异议',
      params: AppraisalParams,
      body: ObjectionBody,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await objectToScore(context, actor, keyOf(params), body)),
  });

  app.post(`${path}/objections/:objectionId/withdrawal`, {
    schema: {
      tags,
      summary: '撤回还没有答复的异议',
      params: ObjectionParams,
      body: z.object({ version: Version }),
      response: done,
    },
    handler: async ({ actor, params: { objectionId, ...params }, body }, reply) => {
      await withdrawObjection(context, actor, { ...keyOf(params), objectionId }, body.version);
      return reply.code(204).send(null);
    },
  });

  app.post(`${path}/objections/:objectionId/decision`, {
    schema: {
      tags,
      summary: '答复异议：维持或改变得分，写明理由；由评分人以外的人答复',
      params: ObjectionParams,
      body: DecisionBody,
      response: done,
    },
    handler: async ({ actor, params: { objectionId, ...params }, body }, reply) => {
      await decideObjection(context, actor, { ...keyOf(params), objectionId }, body);
      return reply.code(204).send(null);
    },
  });

  app.get(`${path}/results.xlsx`, {
    schema: { tags, summary: '考核结果（Excel）', params: AppraisalParams },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name } = await appraisalSheet(context, actor, keyOf(params));
      return reply
        .type(mediaTypes.xlsx)
        .header('content-disposition', attached('results.xlsx', name))
        .send(Buffer.from(bytes));
    },
  });

  app.get(`${path}/notices/:format`, {
    schema: {
      tags,
      summary: '考核结果（Word、PDF）：给一个被考核对象的通知，或者全部结果',
      params: AppraisalParams.extend({ format: z.enum(['docx', 'pdf']) }),
      querystring: z.object({ subject: z.uuid().optional() }),
    },
    handler: async ({ actor, params, query }, reply) => {
      const { format } = params;
      const { bytes, name } = await resultNotice(context, actor, keyOf(params), { subjectId: query.subject, format });
      return reply
        .type(mediaTypes[format])
        .header('content-disposition', attached(`notice.${format}`, name))
        .send(Buffer.from(bytes));
    },
  });
}

const attached = (plain: string, name: string) =>
  `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
