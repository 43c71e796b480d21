import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import { mustBeOpen } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { findRecommendation, type Recommended, readCandidates } from './read-recommendation.ts';

export type RankOrder = {
  batchId: string;
  unitId: string;
  /** The version that the officer saw. */
  version: number;
  items: readonly Recommended[];
  opinion: string;
};

/**
 * Keeps a province's ranking as it is being made. Throws `Refusal('stale')` with the list as it stands where a colleague changed it meanwhile,
 * `Refusal('action-not-possible')` once it was handed in, `Refusal('invalid')` for applications that are not verified or named twice.
 */
export async function rankRecommendation(
  { db }: Context,
  actor: Actor,
  order: RankOrder,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    await mustBeOpen(tx, order.batchId, 'recommendation');
    const { rows } = await sql<{ may: boolean }>`select has_right('recommend', ${order.unitId}) as may`.execute(tx);
    if (!rows[0]?.may) throw new Refusal('not-found');
    const before = await findRecommendation(tx, order.batchId, order.unitId);
    if (before?.submitted_at) throw new Refusal('action-not-possible', { state: 'submitted' });
    const verified = new Set(
      (await readCandidates(tx, order.batchId, order.unitId))
        .filter(({ state }) => state === 'verified')
        .map(({ id }) => id),
    );
    const ids = order.items.map(({ applicationId }) => applicationId);
    const wrong = ids.filter((id, at) => !verified.has(id) || ids.indexOf(id) !== at);
    if (wrong.length > 0)
      throw new Refusal('invalid', { fields: wrong, detail: '只有已完成核实的申报可以推荐，每份一次。' });
    const next = {
      items: JSON.stringify(order.items),
      opinion: order.opinion,
      version: order.version + 1,
      changed_by: actor.personId,
      changed_at: new Date(),
    };
    const kept = before
      ? await tx
          .updateTable('recommendation')
          .set(next)
          .where('batch_id', '=', order.batchId)
          .where('unit_id', '=', order.unitId)
          .where('version', '=', order.version)
          .returning('version')
          .executeTakeFirst()
      : await tx
          .insertInto('recommendation')
          .values({ batch_id: order.batchId, unit_id: order.unitId, ...next })
          .onConflict((conflict) => conflict.columns(['batch_id', 'unit_id']).doNothing())
          .returning('version')
          .executeTakeFirst();
    if (!kept) {
      const now = await findRecommendation(tx, order.batchId, order.unitId);
      throw new Refusal('stale', { version: now?.version, items: now?.items, opinion: now?.opinion });
    }
    await recordSystemAudit(tx, order.unitId, 'recommendation.ranked', order.batchId, { version: kept.version, ids });
    return kept;
  });
}
