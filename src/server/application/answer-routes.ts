import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { ApplicationParams, FindingView, PersonView, ProgressView } from './form-views.ts';
import { readHistory } from './read-history.ts';
import { saveAnswers } from './save-answers.ts';

const Cell = z.string().min(1).max(200);
const CellParams = ApplicationParams.extend({ cell: Cell });
const Version = z.int().min(0).max(1e9);
const How = z.enum(['typed', 'import', 'restored', 'ledger']).default('typed');
const Outcome = { sequence: z.int(), findings: z.array(FindingView).readonly(), progress: ProgressView };

const HistoryItem = z.object({
  version: z.int(),
  from: z.unknown(),
  to: z.unknown(),
  by: PersonView,
  at: z.string(),
  how: z.string(),
});

export async function answerRoutes(app: App, context: Context): Promise<void> {
  app.put('/api/applications/:id/answers/:cell', {
    bodyLimit: 200_000,
    schema: {
      tags: ['推荐书'],
      summary: '保存一项填报内容；baseVersion 不是当前版本时答复 409 和现值',
      params: CellParams,
      body: z.object({ value: z.unknown(), baseVersion: Version, how: How }),
      response: { 200: z.object({ cell: z.string(), version: z.int(), ...Outcome }) },
    },
    handler: async ({ actor, params: { id, cell }, body }) => {
      const changes = [{ cell, value: body.value, baseVersion: body.baseVersion }];
      const { sequence, versions, form } = await saveAnswers(context, actor, id, changes, body.how);
      return { cell, version: versions[cell] ?? 0, sequence, findings: form.findings, progress: form.progress };
    },
  });

  app.post('/api/applications/:id/answers', {
    bodyLimit: 2_000_000,
    schema: {
      tags: ['推荐书'],
      summary: '一并保存多项内容，全部成功或全部不变',
      params: ApplicationParams,
      body: z.object({
        changes: z
          .array(z.object({ cell: Cell, value: z.unknown(), baseVersion: Version }))
          .min(1)
          .max(1000),
        how: How,
      }),
      response: { 200: z.object({ versions: z.record(z.string(), z.int()), ...Outcome }) },
    },
    handler: async ({ actor, params, body }) => {
      const { sequence, versions, form } = await saveAnswers(context, actor, params.id, body.changes, body.how);
      return { versions, sequence, findings: form.findings, progress: form.progress };
    },
  });

  app.get('/api/applications/:id/history/:cell', {
    schema: {
      tags: ['推荐书'],
      summary: '一项内容的全部修改记录，由近及远',
      params: CellParams,
      response: { 200: z.object({ items: z.array(HistoryItem) }) },
    },
    handler: async ({ actor, params }) => ({
      items: await context.db.readAs(actor, (tx) => readHistory(tx, params.id, params.cell)),
    }),
  });
}
