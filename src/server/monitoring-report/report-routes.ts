import { sql } from 'kysely';
import { z } from 'zod';
import { mustWatch } from '#server/alert/read-alerts.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { yearInChina } from '#server/figure/close-year.ts';
import type { App } from '#server/http/app.ts';
import { beginJob } from '#server/job/begin-job.ts';
import { JobView, selectJobs, viewJob } from '#server/job/job-routes.ts';

const tags = ['监测报告'];
const UnitParams = z.object({ id: z.uuid() });
const mostShown = 20;

export async function monitoringReportRoutes(app: App, context: Context): Promise<void> {
  const { db } = context;

  app.get('/api/monitoring-reports', {
    schema: {
      tags,
      summary: '我可以生成年度监测报告的单位，以及我近期生成的报告',
      response: {
        200: z.object({
          year: z.int(),
          units: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
          jobs: z.array(JobView),
        }),
      },
    },
    handler: async ({ actor }) =>
      db.readAs(actor, async (tx) => {
        const { rows: units } = await sql<{ id: string; name: string; kind: string }>`
          select id, name, kind from unit where id in (select scope('read-ledger')) and kind <> 'member'
          order by array_position(array['ministry', 'province', 'consortium'], kind), name, id`.execute(tx);
        const jobs = await selectJobs(tx)
          .where('kind', '=', 'monitoring-report')
          .where('created_by', '=', actor.personId)
          .orderBy('created_at', 'desc')
          .limit(mostShown)
          .execute();
        return { year: yearInChina(Date.now()), units, jobs: jobs.map(viewJob) };
      }),
  });

  app.post('/api/units/:id/monitoring-reports', {
    schema: {
      tags,
      summary: '生成一个单位的年度监测报告（Word和PDF）；each为真时，其中每个联合体的报告一并生成，打包下载',
      params: UnitParams,
      body: z.object({
        year: z.int().min(2000).max(2999),
        each: z.boolean().default(false),
        basis: z.enum(['ledger', 'approved']).default('ledger').meta({ description: '台账实时，或部级核定的数据' }),
      }),
      response: { 202: z.object({ jobId: z.string() }) },
    },
    handler: async ({ actor, params, body }, reply) => {
      await db.asActor(actor, async (tx) => {
        await mustWatch(tx, params.id);
        await recordSystemAudit(tx, params.id, 'report.made', params.id, body);
      });
      const parameters = { unitId: params.id, ...body };
      const jobId = await beginJob(context, actor, { consortiumId: params.id, kind: 'monitoring-report', parameters });
      return reply.code(202).send({ jobId });
    },
  });
}
