import { z } from 'zod';
import type { ReportValues } from '#core/monitoring-report/report-values.ts';
import { currentPack } from '#packs/packs.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { withCodes } from './draw-report-codes.ts';
import { readReportValues } from './read-report-values.ts';
import type { ReportStart } from './report-worker.ts';

const ReportParameters = z.object({
  unitId: z.string(),
  year: z.int(),
  each: z.boolean(),
  basis: z.enum(['ledger', 'approved']).default('ledger'),
});

const script = new URL('./report-worker.ts', import.meta.url);
const megabytes = 1024;

/** Makes the yearly monitoring report of a unit, and where asked for that of each consortium in it, as its person may read them at this moment. */
export function makeReports({ db }: Pick<Context, 'db'>): JobHandler {
  return async (job) => {
    const { report: rules, standings } = currentPack.monitoring ?? {};
    if (!rules || !standings) throw new Refusal('action-not-possible');
    const order = ReportParameters.parse(job.parameters);
    const now = new Date();
    await job.report(0, null, '正在汇总数据');
    const read = await db.readAs(job, (tx) => readReportValues(tx, standings, order, now, beijingToday(now)));
    const values: ReportValues[] = [];
    for (const one of read) values.push(await withCodes(db, job, one));
    const start: ReportStart = { rules, values, folder: job.folder };
    return runInThread(script, start, job, { megabytes });
  };
}
