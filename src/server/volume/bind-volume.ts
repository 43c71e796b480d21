import { join } from 'node:path';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { resultFile } from '#server/job/job-folder.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import { gatherPieces } from './gather-pieces.ts';
import type { VolumeStart } from './volume-worker.ts';

export const VolumeParameters = z.object({
  title: z.string(),
  evidence: z.array(z.string()).optional(),
  points: z.array(z.string()).optional(),
});

const script = new URL('./volume-worker.ts', import.meta.url);
const megabytes = 512;
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Binds evidence into one PDF, as the person who began it sees it now. Begun again, it starts from the first piece. */
export function bindVolume(context: Pick<Context, 'db' | 'directories' | 'config'>): JobHandler {
  return async (job) => {
    const { db, config } = context;
    const { title, evidence, points } = VolumeParameters.parse(job.parameters);
    const pieces = await gatherPieces(context, job, { consortiumId: job.consortiumId, ids: evidence, points });
    if (pieces.length === 0) throw new Refusal('not-found', { detail: '没有可以装订的材料：材料须关联记录或观测点。' });
    const unit = await db.readAs(job, (tx) =>
      tx.selectFrom('unit').select('name').where('id', '=', job.consortiumId).executeTakeFirstOrThrow(),
    );
    const { dataDir, s3 } = config;
    const path = join(job.folder, resultFile);
    const start: VolumeStart = { title, consortium: unit.name, day: day.format(new Date()), pieces, path, dataDir, s3 };
    const { bound } = await runInThread(script, start, job, { megabytes });
    return { bound, pieces: pieces.length, file: { name: `${title}.pdf`, mediaType: 'application/pdf' } };
  };
}
