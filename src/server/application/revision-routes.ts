import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { text } from '#server/http/text.ts';
import { readApplication } from './application-row.ts';
import { confirmRevision } from './confirm-revision.ts';
import { AnswersView, ApplicationParams, ConfirmationView, PersonView, RevisionParams } from './form-views.ts';
import { changedCells, readRevision, readRevisions } from './read-revisions.ts';
import { returnApplication } from './return-application.ts';
import { submitApplication } from './submit-application.ts';
import { recordOf, textsOf } from './view-application.ts';

const tags = ['提交与版本'];
const Digest = z.string().regex(/^[0-9a-f]{64}$/);

const ReceiptView = z.object({
  revision: z.int(),
  digest: z.string(),
  takenAt: z.string(),
  receiptNumber: z.string(),
  deadline: z.string(),
});

const RevisionItem = z.object({
  number: z.int(),
  digest: z.string(),
  takenAt: z.string(),
  receiptNumber: z.string(),
  by: PersonView,
  state: z.string(),
  confirmations: z.array(ConfirmationView),
});

const RevisionView = z.object({
  number: z.int(),
  digest: z.string(),
  takenAt: z.string(),
  packId: z.string(),
  packDigest: z.string(),
  answers: AnswersView,
  reasons: z.record(z.string(), z.string()),
  findings: z.unknown(),
});

const ChangeItem = z.object({ cell: z.string(), label: z.string(), from: z.unknown(), to: z.unknown() });

export async function revisionRoutes(app: App, context: Context): Promise<void> {
  const { db, packs } = context;

  app.post('/api/applications/:id/submission', {
    schema: {
      tags,
      summary: '提交推荐书，取得回执；同一 Idempotency-Key 或同一 sequence 再次提交得到同一回执',
      params: ApplicationParams,
      headers: z.looseObject({ 'idempotency-key': z.string().min(1).max(200).optional() }),
      body: z.object({ reasons: z.record(z.string().max(2000), text(2000)).default({}), sequence: z.int().min(0) }),
      response: { 200: ReceiptView },
    },
    handler: async ({ actor, params, body, headers }) =>
      submitApplication(context, actor, {
        applicationId: params.id,
        sequence: body.sequence,
        reasons: body.reasons,
        idempotencyKey: headers['idempotency-key'],
      }),
  });

  app.get('/api/applications/:id/revisions', {
    schema: {
      tags,
      summary: '各次提交的版本',
      params: ApplicationParams,
      response: { 200: z.object({ items: z.array(RevisionItem) }) },
    },
    handler: async ({ actor, params }) =>
      db.readAs(actor, async (tx) => {
        const row = await readApplication(tx, params.id);
        const { pack } = await packs.byDigest(row.pack_digest);
        return { items: await readRevisions(tx, row, pack) };
      }),
  });

  app.get('/api/applications/:id/revisions/:n', {
    schema: { tags, summary: '一次提交的版本，自提交起不变', params: RevisionParams, response: { 200: RevisionView } },
    handler: async ({ actor, params }) =>
      db.readAs(actor, async (tx) => {
        const revision = await readRevision(tx, await readApplication(tx, params.id), params.n);
        const { pack } = await packs.byDigest(revision.pack_digest);
        return {
          number: revision.number,
          digest: revision.digest,
          takenAt: revision.taken_at.toISOString(),
          packId: pack.id,
          packDigest: revision.pack_digest,
          answers: recordOf(revision.answers),
          reasons: textsOf(revision.reasons),
          findings: revision.findings,
        };
      }),
  });

  app.get('/api/applications/:id/revisions/:n/changes', {
    schema: {
      tags,
      summary: '与先前一版（since，默认上一版）相比改了什么',
      params: RevisionParams,
      querystring: z.object({ since: z.coerce.number().int().min(0).max(100_000).optional() }),
      response: { 200: z.object({ items: z.array(ChangeItem) }) },
    },
    handler: async ({ actor, params, query }) =>
      db.readAs(actor, async (tx) => {
        const row = await readApplication(tx, params.id);
        const since = query.since ?? params.n - 1;
        const before = since === 0 ? {} : recordOf((await readRevision(tx, row, since)).answers);
        const after = await readRevision(tx, row, params.n);
        const { pack } = await packs.byDigest(after.pack_digest);
        return { items: changedCells(pack, before, recordOf(after.answers)) };
      }),
  });

  app.post('/api/applications/:id/revisions/:n/confirmation', {
    schema: {
      tags,
      summary: '牵头单位确认这一版本',
      params: RevisionParams,
      body: z.object({ digest: Digest }),
      response: { 200: z.object({ confirmations: z.array(ConfirmationView).readonly(), state: z.string() }) },
    },
    handler: async ({ actor, params, body }) => confirmRevision(context, actor, params.id, params.n, body.digest),
  });

  app.post('/api/applications/:id/return', {
    schema: {
      tags,
      summary: '省级退回，附总体意见和逐项意见',
      params: ApplicationParams,
      body: z.object({
        text: text(5000).or(z.literal('')).default(''),
        remarks: z
          .array(z.object({ cell: z.string().max(200).nullable(), text: text(5000) }))
          .max(500)
          .default([]),
      }),
      response: { 200: z.object({ state: z.string() }) },
    },
    handler: async ({ actor, params, body }) => returnApplication(context, actor, params.id, body),
  });
}
