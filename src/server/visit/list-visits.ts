import type { Actor } from '#server/access/actor.ts';
import { selectApplications } from '#server/application/application-row.ts';
import type { Context } from '#server/context.ts';
import { readResults } from '#server/review/read-results.ts';
import { readReviewedBatch } from '#server/review/reviewed-batch.ts';
import { gatherDoubts } from './gather-doubts.ts';
import { readVisits } from './read-visits.ts';
import { readVisitors } from './visit-team.ts';

/**
 * A batch's visits, who may be sent, and the applications that could be visited with what speaks for it: how far their readers differ and what
 * is open. The same few queries, however many. Those are proposed whose readers differ by more than the batch allows, or that have questions open.
 */
export async function listVisits(context: Context, actor: Actor, batchId: string) {
  return context.db.readAs(actor, async (tx) => {
    const { pack, title } = await readReviewedBatch(context, tx, batchId);
    const batch = await tx
      .selectFrom('batch')
      .select(['weights', 'spread_limit'])
      .where('id', '=', batchId)
      .executeTakeFirstOrThrow();
    const visits = await readVisits(tx, batchId);
    const rows = await selectApplications(tx)
      .where('application.batch_id', '=', batchId)
      .where('application.state', '=', 'admitted')
      .execute();
    const doubts = await gatherDoubts(context, tx, rows);
    const chosen = new Set(visits.map(({ id }) => id));
    const candidates = (await readResults(tx, { id: batchId, weights: batch.weights, pack }))
      .filter(({ applicationId, state }) => state === 'admitted' && !chosen.has(applicationId))
      .map(({ applicationId, consortium, province, spread, score }) => {
        const open = doubts.get(applicationId) ?? [];
        const questions = open.filter(({ source }) => source === 'question').length;
        const isProposed = questions > 0 || (spread !== null && spread > Number(batch.spread_limit));
        return { id: applicationId, consortium, province, score, spread, questions, doubts: open.length, isProposed };
      });
    return {
      batch: { id: batchId, title },
      visits: [...visits],
      people: await readVisitors(tx, batchId),
      candidates: candidates.sort((one, other) => weightOf(other) - weightOf(one)),
    };
  });
}

/** What is proposed comes first, then whose readers differ most, then what has most open. */
function weightOf({ isProposed, spread, doubts }: { isProposed: boolean; spread: number | null; doubts: number }) {
  return (isProposed ? 1e6 : 0) + (spread ?? 0) * 1e3 + doubts;
}
