import { outliersOf } from '#core/review/outliers.ts';
import { scoredPoints } from '#core/review/results.ts';
import type { Actor } from '#server/access/actor.ts';
import { readApplication } from '#server/application/application-row.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { incidentsOf, readDeductions } from './deductions.ts';
import { freeExperts } from './further-reader.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

/** One application's results by observation point: what each reader gave and why, who stands apart; deductions, and who could read it further. */
export async function viewApplicationResults(context: Context, actor: Actor, id: string) {
  return context.db.readAs(actor, async (tx) => {
    const row = await readApplication(tx, id);
    const batch = await readReviewedBatch(context, tx, row.batch_id);
    const readers = await tx
      .selectFrom('reader')
      .innerJoin('expert', 'expert.id', 'reader.expert_id')
      .select(['expert.id', 'expert.name', 'reader.how', 'reader.submitted_at'])
      .where('reader.consortium_id', '=', row.consortium_id)
      .where('reader.application_id', '=', id)
      .where('reader.removed_at', 'is', null)
      .orderBy('reader.assigned_at')
      .orderBy('expert.id')
      .execute();
    const scores = await readScores(tx, row);
    return {
      application: { id, consortium: { id: row.consortium_id, name: row.consortium }, state: row.state },
      batch: { id: batch.id, title: batch.title },
      readers: readers.map(({ submitted_at, ...reader }) => ({
        ...reader,
        submittedAt: submitted_at?.toISOString() ?? null,
      })),
      points: scoredPoints(batch.pack.indicators).map(({ id: point, text }) => {
        const own = scores.filter((each) => each.point === point);
        const apart = outliersOf(own.map(({ score }) => score));
        return {
          id: point,
          text,
          scores: own.map(({ expertId, score, reason }, at) => ({
            expertId,
            score,
            reason,
            isOutlier: apart[at] ?? false,
          })),
        };
      }),
      deductions: await readDeductions(tx, row),
      incidents: await incidentsOf(tx, batch.pack, row.consortium_id),
      candidates: await freeExperts(tx, batch, id),
    };
  });
}

async function readScores(tx: Tx, { id, consortium_id }: { id: string; consortium_id: string }) {
  const rows = await tx
    .selectFrom('reading_score')
    .select(['expert_id', 'point', 'score', 'reason'])
    .where('consortium_id', '=', consortium_id)
    .where('application_id', '=', id)
    .where('score', 'is not', null)
    .orderBy('expert_id')
    .execute();
  return rows.map(({ expert_id, point, score, reason }) => ({
    expertId: expert_id,
    point,
    score: Number(score),
    reason,
  }));
}
