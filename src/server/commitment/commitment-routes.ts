import { z } from 'zod';
import { decimalOf } from '#core/quantity/decimal.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { closingDocument } from './closing-document.ts';
import { CommitmentsView, RequestsView, SharesView } from './commitment-views.ts';
import { explainCommitment } from './explain-commitment.ts';
import { listRequests, requestStates } from './list-requests.ts';
import { listShares } from './list-shares.ts';
import { askForChange, decideRequest, giveOpinion, Opinion, RequestDecision, withdrawRequest } from './requests.ts';
import { splitCommitment } from './split-commitment.ts';
import { viewCommitments } from './view-commitments.ts';

const tags = ['承诺'];
const Year = z.coerce.number().int().min(1900).max(2999);
const Params = z.object({ id: z.uuid() });
const CommitmentParams = Params.extend({ figure: z.string().max(100), year: Year });
const Version = z.int().min(0);
const Kept = z.object({ version: z.int() });
/** An exact decimal text from 0, with at most four digits after the point. */
const Value = z
  .string()
  .regex(/^\d{1,11}(\.\d{1,4})?$/)
  .transform((value) => value.replace(/^0+(?=\d)/, ''));
const refOf = ({ id, figure, year }: z.infer<typeof CommitmentParams>) => ({ consortiumId: id, figure, year });

export async function commitmentRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/commitments', {
    schema: {
      tags,
      summary: '承诺与实际：数据年度的实际、以后年度的承诺、台账的实际、兑现率、进度和年底预测',
      params: Params,
      response: { 200: CommitmentsView },
    },
    handler: async ({ actor, params }) => viewCommitments(context, actor, params.id),
  });

  app.get('/api/consortia/:id/commitment-shares', {
    schema: {
      tags,
      summary: '分解到成员单位的承诺，以及各单位有份的台账记录之和；成员单位只看到自己的',
      params: Params,
      querystring: z.object({ figure: z.string().max(100).optional(), year: Year.optional() }),
      response: { 200: SharesView },
    },
    handler: async ({ actor, params, query }) => ({ items: await listShares(context, actor, params.id, query) }),
  });

  app.put('/api/consortia/:id/commitments/:figure/:year/shares', {
    schema: {
      tags,
      summary: '把一项承诺分解到成员单位（秘书处）；余下的仍由联合体承担；版本不符时告知他人何时改动',
      params: CommitmentParams,
      body: z.object({
        version: Version,
        shares: z.array(z.object({ memberId: z.uuid(), value: Value })).max(2000),
      }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body }) => {
      const shares = body.shares.filter(({ value }) => decimalOf(value) > 0n);
      return splitCommitment(context, actor, refOf(params), { version: body.version, shares });
    },
  });

  app.put('/api/consortia/:id/commitments/:figure/:year/explanation', {
    schema: {
      tags,
      summary: '说明一项承诺的兑现情况（秘书处），写入承诺兑现单',
      params: CommitmentParams,
      body: z.object({ version: Version, text: text(2000).or(z.literal('')) }),
      response: { 200: Kept },
    },
    handler: async ({ actor, params, body }) => explainCommitment(context, actor, refOf(params), body),
  });

  app.post('/api/consortia/:id/commitments/:figure/:year/requests', {
    schema: {
      tags,
      summary: '申请调整一项承诺：新的数值、理由和证据材料',
      params: CommitmentParams,
      body: z.object({
        version: Version,
        value: Value,
        reason: text(5000),
        evidence: z.array(z.uuid()).max(50).default([]),
      }),
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) =>
      reply.code(201).send(await askForChange(context, actor, refOf(params), body)),
  });

  app.get('/api/commitment-requests', {
    schema: {
      tags,
      summary: '承诺调整申请：在办的在前',
      querystring: z.object({
        state: z.enum(['open', ...requestStates]).optional(),
        consortium: z.uuid().optional(),
        request: z.uuid().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).default(0),
      }),
      response: { 200: RequestsView },
    },
    handler: async ({ actor, query }) => listRequests(context, actor, query),
  });

  app.post('/api/commitment-requests/:id/opinion', {
    schema: {
      tags,
      summary: '对一件承诺调整申请提出意见（省级）',
      params: Params,
      body: z.object({ version: Version, opinion: Opinion, text: text(5000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await giveOpinion(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/commitment-requests/:id/decision', {
    schema: {
      tags,
      summary: '决定一件承诺调整申请（部级，在省级意见之后）；批准即改变承诺值',
      params: Params,
      body: z.object({ version: Version, decision: RequestDecision, text: text(5000) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await decideRequest(context, actor, params.id, body);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/commitment-requests/:id/withdrawal', {
    schema: {
      tags,
      summary: '撤回一件尚未决定的承诺调整申请',
      params: Params,
      body: z.object({ version: Version }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await withdrawRequest(context, actor, params.id, body.version);
      return reply.code(204).send(null);
    },
  });

  app.get('/api/consortia/:id/commitment-closings/:closingId/:document', {
    schema: {
      tags,
      summary: '承诺兑现单（Word、PDF）',
      params: Params.extend({ closingId: z.uuid(), document: z.enum(['closing.docx', 'closing.pdf']) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { id, closingId, document } = params;
      const format = document === 'closing.pdf' ? 'pdf' : 'docx';
      const { bytes, name, mediaType } = await closingDocument(context, actor, { id, closingId, format });
      return reply
        .type(mediaType)
        .header(
          'content-disposition',
          `attachment; filename="${document}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes);
    },
  });
}
