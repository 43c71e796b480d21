import { mediumNames } from '#documents/disc/medium.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { selectJobs, viewJob } from '#server/job/job-routes.ts';
import { hasOpinionPage } from './opinion-page.ts';
import { type ProvincePackage, readPackage } from './read-package.ts';
import { type PackageRef, readPapers, type SignedPaper } from './signed-papers.ts';

/** A province's package: of what it consists, what is missing, whose key signs its discs, and what was made of it so far. */
export async function viewPackage({ db, packs }: Context, actor: Actor, { batchId, unitId }: PackageRef) {
  return db.readAs(actor, async (tx) => {
    const found = await readPackage(tx, packs, batchId, unitId);
    const papers = await readPapers(tx, { batchId, unitId });
    const key = await tx
      .selectFrom('disc_key')
      .select(['fingerprint', 'made_at'])
      .where('unit_id', '=', unitId)
      .executeTakeFirst();
    const evidence = await countEvidence(tx, found);
    const jobs = await selectJobs(tx)
      .where('job.consortium_id', '=', unitId)
      .where('job.kind', '=', 'package')
      .orderBy('job.created_at', 'desc')
      .limit(20)
      .execute();
    const scansOf = (applicationId: string | null) =>
      papers
        .filter((paper) => paper.applicationId === applicationId)
        .map(({ id, kind, name, bytes }) => ({ id, kind, name, bytes }));
    return {
      batch: found.batch,
      unit: found.unit,
      submittedAt: found.list.submitted_at?.toISOString() ?? null,
      applications: found.items.map((item) => ({
        id: item.id,
        consortium: { id: item.consortiumId, name: item.consortium },
        rank: item.rank,
        revision: item.number,
        figures: item.verdicts.size,
        corrected: [...item.verdicts.values()].filter(({ verdict }) => verdict !== 'true').length,
        evidence: evidence.get(item.consortiumId) ?? 0,
        hasOpinionPage: hasOpinionPage(item),
        papers: scansOf(item.id),
      })),
      letters: scansOf(null),
      missing: [...missingOf(found, papers, evidence)],
      key: key ? { fingerprint: key.fingerprint, madeAt: key.made_at.toISOString() } : null,
      media: [...mediumNames],
      jobs: jobs.map(viewJob).filter(({ parameters }) => parameters.batchId === batchId),
    };
  });
}

async function countEvidence(tx: Tx, { items }: ProvincePackage): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('evidence')
    .select(['consortium_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where(
      'consortium_id',
      'in',
      items.map(({ consortiumId }) => consortiumId),
    )
    .where('withdrawn_at', 'is', null)
    .groupBy('consortium_id')
    .execute();
  return new Map(rows.map(({ consortium_id, count }) => [consortium_id, count]));
}

/** What a package still lacks, each in words that say what to do. */
function missingOf(
  { list, items }: ProvincePackage,
  papers: readonly SignedPaper[],
  evidence: ReadonlyMap<string, number>,
): readonly string[] {
  const has = (kind: SignedPaper['kind'], applicationId: string | null) =>
    papers.some((paper) => paper.kind === kind && paper.applicationId === applicationId);
  return [
    ...(list.submitted_at ? [] : ['推荐名单还没有提交：提交后才能制作光盘。']),
    ...(has('letter', null) ? [] : ['推荐函的签字盖章扫描件。']),
    ...items.flatMap((item) => [
      ...(item.opinion.trim() === '' ? [`${item.consortium}：推荐意见是空的。`] : []),
      ...(has('form', item.id) ? [] : [`${item.consortium}：推荐书的签字盖章扫描件。`]),
      ...(has('opinion', item.id) || !hasOpinionPage(item) ? [] : [`${item.consortium}：意见页的签字盖章扫描件。`]),
      ...((evidence.get(item.consortiumId) ?? 0) > 0 ? [] : [`${item.consortium}：没有支撑材料。`]),
    ]),
  ];
}
