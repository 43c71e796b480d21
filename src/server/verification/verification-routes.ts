import { z } from 'zod';
import { ApplicationParams } from '#server/application/form-views.ts';
import type { Context } from '#server/context.ts';
import { FindingBody, FindingParams } from '#server/finding/finding-views.ts';
import type { App } from '#server/http/app.ts';
import { finishVerification } from './finish-verification.ts';
import { giveVerdicts } from './give-verdicts.ts';
import { listVerifications } from './list-verifications.ts';
import { recordFinding } from './record-finding.ts';
import { drawSpotCheck, judgeEntry } from './spot-check.ts';
import { ListView, VerificationView } from './verification-views.ts';
import { rememberLook, viewVerification } from './view-verification.ts';

const tags = ['省级核实'];
const VerdictKind = z.enum(['true', 'corrected', 'rejected']);
const Revision = z.int().min(1).max(100_000);
const Remark = z
  .string()
  .max(2000)
  .transform((value) => value.trim())
  .default('');

export async function verificationRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/batches/:id/verifications', {
    schema: { tags, summary: '本批次我能看到的申报及核实进度', params: ApplicationParams, response: { 200: ListView } },
    handler: async ({ actor, params }) => ({ items: await listVerifications(context, actor, params.id) }),
  });

  app.get('/api/applications/:id/verification', {
    schema: {
      tags,
      summary: '一份申报的核实：数据、台账、抽查、发现和结论',
      params: ApplicationParams,
      response: { 200: VerificationView },
    },
    handler: async ({ actor, params }) => viewVerification(context, actor, params.id),
  });

  app.post('/api/applications/:id/look', {
    schema: {
      tags,
      summary: '记住我看到了哪一版',
      params: ApplicationParams,
      body: z.object({ revision: Revision }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await rememberLook(context, actor, params.id, body.revision);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/applications/:id/verdicts', {
    schema: {
      tags,
      summary: '逐项给出核实结论：属实、更正为、不予认可',
      params: ApplicationParams,
      body: z.object({
        revision: Revision,
        verdicts: z
          .array(
            z.object({
              cell: z.string().max(200),
              verdict: VerdictKind,
              value: z.number().min(0).max(1e12).optional(),
              reason: Remark,
            }),
          )
          .min(1)
          .max(500),
      }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body }, reply) => {
      await giveVerdicts(context, actor, params.id, body.revision, body.verdicts);
      return reply.code(204).send(null);
    },
  });

  app.post('/api/applications/:id/spot-check', {
    schema: {
      tags,
      summary: '抽取要核对的记录：先按风险，再按公开的种子随机；每个版本抽取一次',
      params: ApplicationParams,
      body: z.object({ revision: Revision, atRisk: z.int().min(0).max(200), random: z.int().min(0).max(200) }),
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body: { revision, ...order } }, reply) => {
      await drawSpotCheck(context, actor, params.id, { number: revision, ...order });
      return reply.code(204).send(null);
    },
  });

  app.put('/api/applications/:id/spot-check/:entryId', {
    schema: {
      tags,
      summary: '对抽查的记录给出结论',
      params: z.object({ id: z.uuid(), entryId: z.uuid() }),
      body: z.object({
        revision: Revision,
        verdict: VerdictKind,
        note: Remark,
        version: z.int().min(0),
        /** What a corrected entry should say, by field, as typed. */
        corrected: z.record(z.string().max(60), z.union([z.string().max(5000), z.number()])).optional(),
      }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async ({ actor, params, body: { revision, ...verdict } }) =>
      judgeEntry(context, actor, params.id, { number: revision, entryId: params.entryId }, verdict),
  });

  app.put('/api/applications/:id/findings/:findingId', {
    schema: {
      tags,
      summary: '记录现场发现；编号由记录的设备生成，重复发送不会重复',
      params: FindingParams,
      body: FindingBody,
      response: { 204: z.null() },
    },
    handler: async ({ actor, params, body: { revision, ...order } }, reply) => {
      await recordFinding(context, actor, params.id, { ...order, id: params.findingId, number: revision });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/applications/:id/verification', {
    schema: {
      tags,
      summary: '完成核实：每个数据和每条抽查的记录都有结论',
      params: ApplicationParams,
      body: z.object({ revision: Revision }),
      response: { 200: z.object({ state: z.string() }) },
    },
    handler: async ({ actor, params, body }) => finishVerification(context, actor, params.id, body.revision),
  });
}
