import type { Actor } from '#server/access/actor.ts';
import { stateOf } from '#server/application/application-row.ts';
import { isOpen, readStage } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readVerified } from '#server/verification/read-verified.ts';
import { findRecommendation, readCandidates } from './read-recommendation.ts';

/** A province's ranking in a batch: what may be recommended, what stands on the list, and what is still open. */
export async function viewRecommendation({ db, packs }: Context, actor: Actor, batchId: string, unitId: string) {
  return db.readAs(actor, async (tx) => {
    const batch = await tx.selectFrom('batch').select(['title', 'quota']).where('id', '=', batchId).executeTakeFirst();
    const unit = await tx
      .selectFrom('unit')
      .select('name')
      .where('id', '=', unitId)
      .where('kind', '=', 'province')
      .executeTakeFirst();
    if (!batch || !unit) throw new Refusal('not-found');
    const stage = await readStage(tx, batchId, 'recommendation');
    const rows = await readCandidates(tx, batchId, unitId);
    const list = await findRecommendation(tx, batchId, unitId);
    const found = await readVerified(tx, rows);
    const candidates = [];
    for (const row of rows) {
      const { pack } = await packs.byDigest(row.pack_digest);
      const state = stateOf(pack, row.state);
      const verdicts = [...(found.get(row.id)?.verdicts.values() ?? [])];
      candidates.push({
        id: row.id,
        name: row.consortium,
        state,
        stateLabel: pack.workflow.states[state].label,
        corrected: verdicts.filter(({ verdict }) => verdict === 'corrected').length,
        rejected: verdicts.filter(({ verdict }) => verdict === 'rejected').length,
      });
    }
    return {
      batch: { id: batchId, title: batch.title },
      unit: { id: unitId, name: unit.name },
      quota: batch.quota,
      closesAt: stage.closesAt.toISOString(),
      isOpen: isOpen(stage) && !list?.submitted_at,
      version: list?.version ?? 0,
      items: [...(list?.items ?? [])],
      opinion: list?.opinion ?? '',
      submittedAt: list?.submitted_at?.toISOString() ?? null,
      candidates,
    };
  });
}
