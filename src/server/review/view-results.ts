import { calibrate } from '#core/review/calibrate.ts';
import { outliersOf } from '#core/review/outliers.ts';
import { type ApplicationResult, scoredPoints } from '#core/review/results.ts';
import type { Actor } from '#server/access/actor.ts';
import { weightsOf } from '#server/batch/view-batch.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readResults } from './read-results.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

/**
 * What the readers of a batch came to, the highest score first: each application's totals, mean and calibrated mean, spread and who stands
 * apart; and how severe each reader is. The same few queries, however many. Throws `Refusal` for who does not run the review.
 */
export async function viewResults(context: Context, actor: Actor, batchId: string) {
  return context.db.readAs(actor, async (tx) => {
    const { pack, ...batch } = await readReviewedBatch(context, tx, batchId);
    const rules = await tx
      .selectFrom('batch')
      .select(['weights', 'spread_limit'])
      .where('id', '=', batchId)
      .executeTakeFirstOrThrow();
    const results = await readResults(tx, { id: batchId, weights: rules.weights, pack });
    const readers = await readReaderNames(tx, batchId);
    const weights = weightsOf(rules.weights);
    const spreadLimit = Number(rules.spread_limit);
    return {
      batch: { id: batch.id, title: batch.title },
      spreadLimit,
      points: scoredPoints(pack.indicators).map(({ id, text }) => ({ id, text, weight: weights[id] ?? 1 })),
      experts: expertsOf(results, readers),
      items: results.map(({ state, readers: totals, ...result }) => {
        const counted = totals.filter(({ isCounted }) => isCounted);
        const apart = outliersOf(counted.map(({ total }) => total ?? 0));
        const outliers = new Set(counted.filter((_, at) => apart[at]).map(({ expertId }) => expertId));
        return {
          ...result,
          state,
          stateLabel: pack.workflow.states[state].label,
          isFinished: totals.length > 0 && totals.every(({ isCounted }) => isCounted),
          needsReader: result.spread !== null && result.spread > spreadLimit,
          readers: totals.map((reader) => ({
            ...reader,
            name: readers.get(reader.expertId) ?? '',
            isOutlier: outliers.has(reader.expertId),
          })),
        };
      }),
    };
  });
}

async function readReaderNames(tx: Tx, batchId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('expert')
    .select(['id', 'name'])
    .where('id', 'in', (from) => from.selectFrom('reader').select('expert_id').where('batch_id', '=', batchId))
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Each reader with how much it reads, how much of it is done, and how far it gives above (mild) or below (severe) the others. */
function expertsOf(results: readonly ApplicationResult[], names: ReadonlyMap<string, string>) {
  const readings = results.flatMap(({ applicationId, readers }) =>
    readers.map((reader) => ({ application: applicationId, reader: reader.expertId, score: reader.total })),
  );
  const done = readings.flatMap(({ score, ...reading }) => (score === null ? [] : [{ ...reading, score }]));
  const { severities } = calibrate(done);
  return [...Map.groupBy(readings, ({ reader }) => reader)]
    .map(([id, own]) => {
      const severity = severities.get(id);
      return {
        id,
        name: names.get(id) ?? '',
        readings: own.length,
        finished: own.filter(({ score }) => score !== null).length,
        severity: severity === undefined ? null : Math.round(severity * 100) / 100,
      };
    })
    .sort((a, b) => (a.severity ?? 0) - (b.severity ?? 0) || (a.name < b.name ? -1 : 1));
}
