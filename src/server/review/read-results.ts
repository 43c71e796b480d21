import type { Pack } from '#core/pack/pack.ts';
import { type ApplicationResult, type ReadApplication, resultsOf, scoredPoints } from '#core/review/results.ts';
import { stateOf } from '#server/application/application-row.ts';
import { weightsOf } from '#server/batch/view-batch.ts';
import type { Tx } from '#server/db/database.ts';

const read = ['admitted', 'listed', 'unlisted'] as const;

/**
 * The results of a batch's applications that passed the formal review, the highest score first, as far as the actor runs the review: four
 * queries. A reader's total is known once its reading was handed in.
 */
export async function readResults(
  tx: Tx,
  batch: { id: string; weights: unknown; pack: Pack },
): Promise<readonly ApplicationResult[]> {
  return resultsOf(await readScores(tx, batch), scoredPoints(batch.pack.indicators), weightsOf(batch.weights));
}

async function readScores(tx: Tx, { id, pack }: { id: string; pack: Pack }): Promise<readonly ReadApplication[]> {
  const applications = await tx
    .selectFrom('application')
    .innerJoin('unit', 'unit.id', 'application.consortium_id')
    .innerJoin('unit as province', 'province.id', 'unit.parent_id')
    .select(['application.id', 'application.consortium_id', 'application.state'])
    .select(['unit.name as consortium', 'province.name as province'])
    .where('application.batch_id', '=', id)
    .where('application.state', 'in', [...read])
    .execute();
  const readers = await tx
    .selectFrom('reader')
    .select(['application_id', 'expert_id', 'submitted_at'])
    .where('batch_id', '=', id)
    .where('removed_at', 'is', null)
    .orderBy('assigned_at')
    .orderBy('expert_id')
    .execute();
  const scores = await tx
    .selectFrom('reading_score')
    .innerJoin('application', (join) =>
      join
        .onRef('application.consortium_id', '=', 'reading_score.consortium_id')
        .onRef('application.id', '=', 'reading_score.application_id'),
    )
    .select(['reading_score.application_id', 'expert_id', 'point', 'score'])
    .where('application.batch_id', '=', id)
    .where('score', 'is not', null)
    .execute();
  const deductions = await tx
    .selectFrom('deduction')
    .innerJoin('application', (join) =>
      join
        .onRef('application.consortium_id', '=', 'deduction.consortium_id')
        .onRef('application.id', '=', 'deduction.application_id'),
    )
    .select(({ fn }) => ['deduction.application_id', fn.sum<string>('points').as('points')])
    .where('application.batch_id', '=', id)
    .where('withdrawn_at', 'is', null)
    .groupBy('deduction.application_id')
    .execute();
  const scoresOf = Map.groupBy(scores, ({ application_id, expert_id }) => `${application_id} ${expert_id}`);
  const readersOf = Map.groupBy(readers, ({ application_id }) => application_id);
  const deducted = new Map(deductions.map(({ application_id, points }) => [application_id, Number(points)]));
  return applications.map((row) => ({
    applicationId: row.id,
    consortiumId: row.consortium_id,
    consortium: row.consortium,
    province: row.province,
    state: stateOf(pack, row.state),
    deduction: deducted.get(row.id) ?? 0,
    readers: (readersOf.get(row.id) ?? []).map(({ expert_id, submitted_at }) => ({
      expertId: expert_id,
      isSubmitted: submitted_at !== null,
      scores: new Map((scoresOf.get(`${row.id} ${expert_id}`) ?? []).map(({ point, score }) => [point, Number(score)])),
    })),
  }));
}
