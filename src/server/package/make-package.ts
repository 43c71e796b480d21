import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mediumBytes } from '#documents/disc/medium.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beginJob } from '#server/job/begin-job.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import { ensureDiscKey, openDiscKeys } from './disc-key.ts';
import { gatherPackage } from './gather-package.ts';
import type { PackageStart } from './package-worker.ts';
import { readPackage } from './read-package.ts';
import { mustRecommend, type PackageRef, readPapers } from './signed-papers.ts';

const PackageParameters = z.object({
  batchId: z.uuid(),
  /** `disc`: images that are signed and ready to burn; `zip`: the same files with what is to be printed. */
  as: z.enum(['disc', 'zip']),
  medium: z.string(),
});

export type PackageOrder = Omit<z.infer<typeof PackageParameters>, 'batchId'>;

const script = new URL('./package-worker.ts', import.meta.url);
const megabytes = 512;

/**
 * Has a province's package made, once its list is handed in. Throws `Refusal('not-found')` for whoever does not recommend for it, `Refusal('invalid')`
 * for a medium that is none, `Refusal('action-not-possible')` while the list may still change.
 */
export async function orderPackage(
  context: Context,
  actor: Actor,
  { batchId, unitId }: PackageRef,
  order: PackageOrder,
): Promise<string> {
  if (mediumBytes(order.medium) === undefined) throw new Refusal('invalid', { fields: ['medium'] });
  await context.db.asActor(actor, async (tx) => {
    await mustRecommend(tx, unitId);
    const { list } = await readPackage(tx, context.packs, batchId, unitId);
    if (!list.submitted_at) throw new Refusal('action-not-possible', { detail: '推荐名单还没有提交。' });
    if (order.as === 'disc') await ensureDiscKey(tx, context, actor, unitId);
  });
  return beginJob(context, actor, { consortiumId: unitId, kind: 'package', parameters: { batchId, ...order } });
}

/** Sets what is to be set, then binds, digests and writes in a thread. Begun again, it starts from the beginning. */
export function makePackage(context: Context): JobHandler {
  return async (job) => {
    const { db, config, packs } = context;
    const { batchId, as, medium } = PackageParameters.parse(job.parameters);
    const unitId = job.consortiumId;
    const folder = join(job.folder, 'work');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    try {
      await job.report(0, null, '正在生成各份文件');
      const { found, papers } = await db.readAs(job, async (tx) => {
        await mustRecommend(tx, unitId);
        return {
          found: await readPackage(tx, packs, batchId, unitId),
          papers: await readPapers(tx, { batchId, unitId }),
        };
      });
      const gathered = await gatherPackage(context, job, found, papers, { folder, isForPrinting: as === 'zip' });
      job.signal.throwIfAborted();
      const start: PackageStart = {
        ...gathered,
        dataDir: config.dataDir,
        s3: config.s3,
        folder,
        target: job.folder,
        about: {
          title: `${found.unit.name}推荐材料`,
          province: found.unit.name,
          batch: found.batch.title,
          madeAt: new Date(),
        },
        ...(as === 'disc'
          ? { as, medium: mediumBytes(medium) ?? 0, keys: await openDiscKeys(context, unitId) }
          : { as }),
      };
      const result = await runInThread(script, start, job, { megabytes });
      const { set = null, files } = result;
      await db.asActor(job, (tx) =>
        recordSystemAudit(tx, unitId, as === 'disc' ? 'package.disc-made' : 'package.exported', batchId, {
          job: job.id,
          set,
          files: files?.length ?? 0,
        }),
      );
      return result;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
