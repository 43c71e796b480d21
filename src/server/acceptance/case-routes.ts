import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { CaseView, OutcomeId } from './acceptance-views.ts';
import { actAgain } from './act-again.ts';
import { Texts } from './case-row.ts';
import { decideOutcome } from './decide-outcome.ts';
import { giveOpinion } from './give-opinion.ts';
import { saveTexts } from './save-texts.ts';
import { sendRectification } from './send-rectification.ts';
import { sendReport } from './send-report.ts';
import { viewCase } from './view-case.ts';

const tags = ['验收'];
const Params = z.object({ id: z.uuid() });
const Kept = z.object({ version: z.int() });
/** `version`: of the consortium's acceptance as the actor saw it. */
const Seen = z.object({ batchId: z.uuid(), version: z.int().min(0) });

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
