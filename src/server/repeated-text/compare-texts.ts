import { z } from 'zod';
import { valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { BatchText, Passage, Place } from '#core/review/repeated-text.ts';
import { recordOf } from '#server/application/view-application.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import type { JobHandler } from '#server/job/job-kind.ts';
import { runInThread } from '#server/job/job-thread.ts';
import type { TextsStart } from './text-worker.ts';

const worker = new URL('./text-worker.ts', import.meta.url);
const megabytes = 2_000;
/** Passages that are kept; beyond them, the batch is one single copy. */
const mostKept = 20_000;
const around = 30;

const Parameters = z.object({ batchId: z.string(), least: z.int(), most: z.int() });

/** Compares the long texts of a batch with each other in a thread of its own, and keeps what they share in place of what was found before. */
export function compareTexts(context: Context): JobHandler {
  return async (job) => {
    const { batchId, least, most } = Parameters.parse(job.parameters);
    const { texts, known, numbers } = await context.db.asOwner((tx) => readTexts(context, tx, batchId));
    await job.report(0, null, `正在比对${numbers.size}份申报的文字`);
    const start: TextsStart = { texts, measure: { least, most, known } };
    const found = (await runInThread(worker, start, job, { megabytes })).passages as readonly Passage[];
    const kept = found.slice(0, mostKept);
    const textAt = new Map(texts.map((each) => [`${each.application} ${each.cell}`, each.text]));
    const sideOf = (place: Place) => quoted(textAt.get(`${place.application} ${place.cell}`) ?? '', place);
    const rows = kept.flatMap(({ length, first, second }) =>
      [[first, second] as const, [second, first] as const].map(([own, other]) => {
        const here = sideOf(own);
        const there = sideOf(other);
        return {
          consortium_id: numbers.get(own.application)?.consortiumId ?? '',
          application_id: own.application,
          batch_id: batchId,
          number: numbers.get(own.application)?.number ?? 0,
          cell: own.cell,
          start: own.start,
          ...here,
          length,
          other_consortium_id: numbers.get(other.application)?.consortiumId ?? '',
          other_application_id: other.application,
          other_cell: other.cell,
          other_before: there.before,
          other_text: there.text,
          other_after: there.after,
        };
      }),
    );
    await context.db.asOwner(async (tx) => {
      await tx.deleteFrom('repeated_text').where('batch_id', '=', batchId).execute();
      for (let from = 0; from < rows.length; from += 500)
        await tx
          .insertInto('repeated_text')
          .values(rows.slice(from, from + 500))
          .execute();
      const said = {
        compared_by: job.personId,
        compared_at: new Date(),
        applications: numbers.size,
        passages: found.length,
        least,
        most,
      };
      await tx
        .insertInto('text_comparison')
        .values({ batch_id: batchId, ...said })
        .onConflict((conflict) => conflict.column('batch_id').doUpdateSet(said))
        .execute();
    });
    return { applications: numbers.size, passages: found.length };
  };
}

/** The passage, and what stands before and after it. */
function quoted(text: string, { start, end }: Place) {
  return {
    before: text.slice(Math.max(0, start - around), start),
    text: text.slice(start, end),
    after: text.slice(end, end + around),
  };
}

/** The texts of several lines of each application's latest revision, and what the notice itself says. */
async function readTexts({ packs }: Context, tx: Tx, batchId: string) {
  const rows = await tx
    .selectFrom('application')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.consortium_id', '=', 'application.consortium_id')
        .onRef('revision.application_id', '=', 'application.id')
        .onRef('revision.number', '=', 'application.latest_revision'),
    )
    .select(['application.id', 'application.consortium_id', 'revision.number', 'revision.answers'])
    .select('revision.pack_digest')
    .where('application.batch_id', '=', batchId)
    .orderBy('application.id')
    .execute();
  const texts: BatchText[] = [];
  const known = new Set<string>();
  for (const { id, answers, pack_digest } of rows) {
    const { pack } = await packs.byDigest(pack_digest);
    for (const text of textsOf(pack)) known.add(text);
    const said = recordOf(answers);
    for (const { path, type } of cellsOf(pack.form).values()) {
      const text = type.kind === 'text' && type.lines === 'many' ? valueAt(said, path) : undefined;
      if (typeof text === 'string' && text !== '') texts.push({ application: id, cell: path, text });
    }
  }
  const numbers = new Map(rows.map(({ id, consortium_id, number }) => [id, { consortiumId: consortium_id, number }]));
  return { texts, known: [...known], numbers };
}

const textsOf = ({ indicators }: Pack) => indicators.indicators.flatMap(({ points }) => points.map(({ text }) => text));
