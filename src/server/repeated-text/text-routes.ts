import { z } from 'zod';
import { cellsOf } from '#core/form/cells.ts';
import { ApplicationParams } from '#server/application/form-views.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { beginJob } from '#server/job/begin-job.ts';
import { RepeatedView } from '#server/reading/reading-views.ts';
import { readReviewedBatch } from '#server/review/reviewed-batch.ts';

const tags = ['重复文字'];
const mostShown = 500;

const ComparisonView = z.object({
  comparison: z
    .object({ comparedAt: z.string(), applications: z.int(), passages: z.int(), least: z.int(), most: z.int() })
    .nullable(),
  items: z.array(
    RepeatedView.extend({
      applicationId: z.string(),
      consortium: z.string(),
      label: z.string(),
      otherApplicationId: z.string(),
      otherConsortium: z.string(),
      otherLabel: z.string(),
    }),
  ),
});

export async function textRoutes(app: App, context: Context): Promise<void> {
  const { db } = context;
  app.post('/api/batches/:id/text-comparison', {
    schema: {
      tags,
      summary: '比对本批次全部申报的文字',
      params: ApplicationParams,
      body: z.object({ least: z.int().min(10).max(500).default(20), most: z.int().min(2).max(100).default(3) }),
      response: { 202: z.object({ jobId: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) => {
      const unitId = await db.asActor(actor, async (tx) => {
        const batch = await readReviewedBatch(context, tx, params.id);
        await recordSystemAudit(tx, batch.unitId, 'texts.compared', params.id, body);
        return batch.unitId;
      });
      const parameters = { batchId: params.id, ...body };
      const jobId = await beginJob(context, actor, { consortiumId: unitId, kind: 'text-comparison', parameters });
      return reply.code(202).send({ jobId });
    },
  });

  app.get('/api/batches/:id/text-comparison', {
    schema: {
      tags,
      summary: '本批次中两份申报相同的文字，最长的在前',
      params: ApplicationParams,
      response: { 200: ComparisonView },
    },
    handler: async ({ actor, params }) =>
      db.readAs(actor, async (tx) => {
        const { pack } = await readReviewedBatch(context, tx, params.id);
        const cells = cellsOf(pack.form);
        const last = await tx
          .selectFrom('text_comparison')
          .select(['compared_at', 'applications', 'passages', 'least', 'most'])
          .where('batch_id', '=', params.id)
          .executeTakeFirst();
        const rows = await tx
          .selectFrom('repeated_text as r')
          .innerJoin('unit', 'unit.id', 'r.consortium_id')
          .innerJoin('unit as other', 'other.id', 'r.other_consortium_id')
          .select(['r.id', 'r.cell', 'r.before', 'r.text', 'r.after', 'r.length', 'r.other_cell as otherCell'])
          .select(['r.other_before as otherBefore', 'r.other_text as otherText', 'r.other_after as otherAfter'])
          .select(['r.application_id as applicationId', 'r.other_application_id as otherApplicationId'])
          .select(['unit.name as consortium', 'other.name as otherConsortium'])
          .where('r.batch_id', '=', params.id)
          // Each passage is kept once from either side.
          .whereRef('r.application_id', '<', 'r.other_application_id')
          .orderBy('r.length', 'desc')
          .orderBy('r.id')
          .limit(mostShown)
          .execute();
        const labelOf = (cell: string) => cells.get(cell)?.label ?? cell;
        return {
          comparison: last
            ? {
                comparedAt: last.compared_at.toISOString(),
                applications: last.applications,
                passages: last.passages,
                least: last.least,
                most: last.most,
              }
            : null,
          items: rows.map((row) => ({ ...row, label: labelOf(row.cell), otherLabel: labelOf(row.otherCell) })),
        };
      }),
  });
}
