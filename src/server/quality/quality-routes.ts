import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { actOnFinding, assignFinding } from './act-on-finding.ts';
import { checkConsortium } from './check-consortium.ts';
import { KeptView, QualityView } from './quality-views.ts';
import { viewQuality } from './view-quality.ts';

const tags = ['数据质量'];
const ConsortiumParams = z.object({ id: z.uuid() });
const FindingParams = z.object({ id: z.uuid(), findingId: z.uuid() });
const Year = z.coerce.number().int().min(2000).max(2999);
const Version = z.int().min(1);
const Versioned = z.object({ version: z.int() });

/** The quality of one consortium's figures and texts. */
export async function qualityRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/quality', {
    schema: {
      tags,
      summary: '联合体一个年度的数据质量：得分及其构成、各项发现和如何解决',
      params: ConsortiumParams,
      querystring: z.object({ year: Year.optional() }),
      response: { 200: QualityView },
    },
    handler: async ({ actor, params, query }) => viewQuality(context, actor, params.id, query.year),
  });

  app.post('/api/consortia/:id/quality/check', {
    schema: {
      tags,
      summary: '立即检查本联合体，例如报送之前；与同类的比较按最近一次全面检查',
      params: ConsortiumParams,
      response: { 200: KeptView },
    },
    handler: async ({ actor, params }) => checkConsortium(context, actor, params.id),
  });

  app.post('/api/consortia/:id/quality/findings/:findingId/answer', {
    schema: {
      tags,
      summary: '说明一项发现',
      params: FindingParams,
      body: z.object({ text: text(5000), version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) =>
      actOnFinding(context, actor, refOf(params, body.version), 'answer', body.text),
  });

  app.post('/api/consortia/:id/quality/findings/:findingId/decision', {
    schema: {
      tags,
      summary: '上级关闭一项发现、不予关闭，或重新打开；须写明理由',
      params: FindingParams,
      body: z.object({ decision: z.enum(['accept', 'keep', 'reopen']), text: text(5000), version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) =>
      actOnFinding(context, actor, refOf(params, body.version), body.decision, body.text),
  });

  app.put('/api/consortia/:id/quality/findings/:findingId/assignee', {
    schema: {
      tags,
      summary: '秘书处把一项发现转交成员单位，或收回（memberId 为 null）',
      params: FindingParams,
      body: z.object({ memberId: z.uuid().nullable(), version: Version }),
      response: { 200: Versioned },
    },
    handler: async ({ actor, params, body }) =>
      assignFinding(context, actor, refOf(params, body.version), body.memberId),
  });
}

const refOf = ({ id, findingId }: z.infer<typeof FindingParams>, version: number) => ({
  consortiumId: id,
  id: findingId,
  version,
});
