import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import {
  AnswersView,
  ApplicationParams,
  ConfirmationView,
  FindingView,
  PersonView,
  ProgressView,
} from './form-views.ts';
import { viewApplication } from './view-application.ts';

const ApplicationView = z.object({
  id: z.string(),
  consortium: z.object({ id: z.string(), name: z.string() }),
  batch: z.object({ id: z.string(), title: z.string(), deadline: z.string(), open: z.boolean() }),
  packId: z.string(),
  packDigest: z.string(),
  state: z.string(),
  stateLabel: z.string(),
  sequence: z.int(),
  answers: AnswersView,
  versions: z.record(z.string(), z.int()),
  findings: z.array(FindingView).readonly(),
  progress: ProgressView,
  remarks: z.array(
    z.object({ cell: z.string().nullable(), text: z.string(), by: PersonView, at: z.string(), revision: z.int() }),
  ),
  reasons: z.record(z.string(), z.string()),
  actions: z.array(z.object({ action: z.string(), label: z.string() })),
  canEdit: z.boolean(),
  latestRevision: z.int().nullable(),
  confirmations: z.array(ConfirmationView),
  previous: AnswersView.nullable(),
  /** What the ledgers say of each cell. */
  ledger: z.record(
    z.string(),
    z.object({
      value: z.unknown(),
      figure: z.string().optional(),
      year: z.int(),
      rate: z.object({ amount: z.string(), base: z.string() }).optional(),
      confirmed: z.int(),
      oneSided: z.int(),
      disputed: z.int(),
      binding: z.boolean(),
    }),
  ),
});

export async function applicationRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/applications/:id', {
    schema: {
      tags: ['推荐书'],
      summary: '一份推荐书：内容、版本、检查结果、意见、可进行的操作',
      params: ApplicationParams,
      response: { 200: ApplicationView },
    },
    handler: async ({ actor, params }) => viewApplication(context, actor, params.id),
  });
}
