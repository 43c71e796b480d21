import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { CaseView, OutcomeId } from './acceptance-views.ts';
import { actAgain } from './act-again.ts';
import { actDocument, actFiles } from './act-documents.ts';
import { Texts } from './case-row.ts';
import { decideOutcome } from './decide-outcome.ts';
import { giveOpinion } from './give-opinion.ts';
import { endLook, keepLook } from './keep-look.ts';
import { LookPoint } from './look-row.ts';
import { saveTexts } from './save-texts.ts';
import { sendRectification } from './send-rectification.ts';
import { sendReport } from './send-report.ts';
import { viewCase } from './view-case.ts';

const tags = ['验收'];
const Params = z.object({ id: z.uuid() });
const Kept = z.object({ version: z.int() });
/** `version`: of the consortium's acceptance as the actor saw it. */
const Seen = z.object({ batchId: z.uuid(), version: z.int().min(0) });

/** `seen`: the save of the visit's record that the actor saw; 0 before there is one. */
const Looked = z.object({ batchId: z.uuid(), seen: z.int().min(0) });
const Edited = z.object({ edit: z.int() });
const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

export async function caseRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/acceptance', {
    schema: {
      tags,
      summary: '一个联合体的验收：自评报告、意见、结论、整改；默认为最近一次',
      params: Params,
      querystring: z.object({ batch: z.uuid().optional() }),
      response: { 200: CaseView },
    },
    handler: async ({ actor, params, query }) => viewCase(context, actor, params.id, query.batch),
  });

  app.put('/api/consortia/:id/acceptance/texts', {
    schema: {
      tags,
      summary: '保存自评报告的文字；数据由台账和已审核的报送自动填入',
      params: Params,
      body: Seen.extend({ texts: Texts }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body }) => saveTexts(context, actor, { consortiumId: params.id, ...body }),
  });

  app.post('/api/consortia/:id/acceptance/report', {
    schema: { tags, summary: '报送自评报告，只能一次', params: Params, body: Seen, response: { 200: Kept } },
    handler: async ({ actor, params, body }) => sendReport(context, actor, { consortiumId: params.id, ...body }),
  });

  app.post('/api/consortia/:id/acceptance/opinion', {
    schema: {
      tags,
      summary: '出具省级意见，只能一次',
      params: Params,
      body: Seen.extend({ supports: z.boolean(), text: text(5000) }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body }) => giveOpinion(context, actor, { consortiumId: params.id, ...body }),
  });

  app.post('/api/consortia/:id/acceptance/rectification', {
    schema: {
      tags,
      summary: '报送整改报告及其证据材料',
      params: Params,
      body: Seen.extend({ text: text(5000), evidence: z.array(z.uuid()).min(1).max(50) }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body }) => sendRectification(context, actor, { consortiumId: params.id, ...body }),
  });

  app.put('/api/consortia/:id/acceptance/look', {
    schema: {
      tags,
      summary: '整改复核之前的考察：安排日期和人员，或填写核对结论和复核意见；版本不符时告知现在的内容',
      params: Params,
      body: Looked.extend({
        reason: text(2000),
        day: z.iso.date(),
        place: text(200),
        people: text(500),
        conclusion: z.string().trim().max(5000).default(''),
        points: z
          .array(LookPoint.pick({ id: true, outcome: true }).extend({ note: z.string().trim().max(2000).default('') }))
          .max(100)
          .default([]),
      }),
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => keepLook(context, actor, { consortiumId: params.id, ...body }),
  });

  app.post('/api/consortia/:id/acceptance/look/end', {
    schema: {
      tags,
      summary: '完成复核考察记录：每个问题都有结论，并已写明复核意见；此后不再改变',
      params: Params,
      body: Looked,
      response: { 200: Edited },
    },
    handler: async ({ actor, params, body }) => endLook(context, actor, { consortiumId: params.id, ...body }),
  });

  app.get('/api/consortia/:id/acceptance/acts/:version/:file', {
    schema: {
      tags,
      summary: '一次结论的通知（Word、PDF），或整改复核考察记录（Word、PDF）',
      params: Params.extend({ version: z.coerce.number().int().min(1), file: z.enum(actFiles) }),
      querystring: z.object({ batch: z.uuid() }),
    },
    handler: async ({ actor, params: { id, version, file }, query }, reply) => {
      const { bytes, name } = await actDocument(context, actor, {
        consortiumId: id,
        batchId: query.batch,
        version,
        file,
      });
      return reply
        .type(mediaTypes[file.endsWith('.pdf') ? 'pdf' : 'docx'])
        .header('content-disposition', `attachment; filename="${file}"; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(bytes);
    },
  });

  app.post('/api/consortia/:id/acceptance/outcomes', {
    schema: {
      tags,
      summary: '作出结论（公布前可重新作出），或在公布后以整改复核、申诉复核作出新的结论',
      params: Params,
      body: z.object({
        batchId: z.uuid(),
        seen: z.int().min(0),
        act: z.enum(['decision', 'second-look', 'appeal']),
        outcome: OutcomeId,
        reason: text(5000),
        dueOn: z.iso.date().optional(),
        number: text(100).or(z.literal('')).default(''),
      }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body: { act, ...body } }) =>
      act === 'decision'
        ? decideOutcome(context, actor, { consortiumId: params.id, ...body })
        : actAgain(context, actor, { consortiumId: params.id, act, ...body }),
  });
}
