import { z } from 'zod';
import { currentPack } from '#packs/packs.ts';
import type { Context } from '#server/context.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import { type Kept, keepBands, keepQuality } from './keep-quality.ts';
import { examinationNow, qualityRules } from './quality-book.ts';
import type { QualityOutcome, QualityStart } from './quality-worker.ts';
import { readExamined } from './read-examined.ts';

const Parameters = z.object({ unitId: z.string() });
const worker = new URL('./quality-worker.ts', import.meta.url);
const megabytes = 2_000;

/**
 * Looks at every consortium of the nation together, in a thread of its own, and keeps what it finds of those in the unit's own scope: only all of them
 * together show what is unlike, and who has copied whom.
 */
export function runQuality({ db, packs }: Pick<Context, 'db' | 'packs'>): JobHandler {
  return async (job) => {
    const { unitId } = Parameters.parse(job.parameters);
    const book = qualityRules();
    const examination = examinationNow(book);
    await job.report(0, null, '正在读取各联合体的数据和文字');
    const { consortia, own } = await db.asOwner(async (tx) => {
      const within = await tx.selectFrom('unit_within').select('unit_id').where('ancestor_id', '=', unitId).execute();
      return {
        consortia: await readExamined(tx, packs, examination.years),
        own: new Set(within.map(({ unit_id }) => unit_id)),
      };
    });
    await job.report(0, null, `正在比较${consortia.length}个联合体`);
    const start: QualityStart = { consortia, rules: book, examination, known: clauses() };
    const outcome = (await runInThread(worker, start, job, { megabytes })) as QualityOutcome;
    const kept: Kept = { found: 0, opened: 0, gone: 0 };
    const wanted = outcome.examined.filter(({ id }) => own.has(id));
    for (const [at, { id, group, findings, measures }] of wanted.entries()) {
      const one = await db.asActor(job, (tx) =>
        keepQuality(tx, book, {
          consortiumId: id,
          rules: book.rules.map(({ id }) => id),
          years: examination.years,
          findings,
          measures,
          compared: { group },
        }),
      );
      kept.found += one.found;
      kept.opened += one.opened;
      kept.gone += one.gone;
      if (at % 10 === 9) await job.report(at + 1, wanted.length, `已检查${at + 1}个联合体`);
    }
    await db.asActor(job, async (tx) => {
      await keepBands(tx, unitId, outcome.bands, book.peers.least);
      await tx
        .insertInto('quality_run')
        .values({ unit_id: unitId, id: job.id, consortia: wanted.length, ...kept, person_id: job.personId })
        .onConflict((conflict) => conflict.columns(['unit_id', 'id']).doNothing())
        .execute();
    });
    return { consortia: wanted.length, ...kept };
  };
}

/** What the notice itself says is nobody's own. */
const clauses = () => currentPack.indicators.indicators.flatMap(({ points }) => points.map(({ text }) => text));
