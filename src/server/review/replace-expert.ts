import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { lockDraws } from './draw.ts';
import { readReviewedBatch } from './reviewed-batch.ts';
import { drawnWords, tellExperts } from './tell-experts.ts';

/**
 * Takes a drawn expert out for a reason, and the next of the same stratum in the drawn order in. Logged with both and the place in that
 * order; `in` is none where the reserve has run out. Throws `Refusal('action-not-possible')` where the expert is not drawn (any more).
 */
export async function replaceExpert(
  context: Context,
  actor: Actor,
  batchId: string,
  { expertId, reason }: { expertId: string; reason: string },
): Promise<{ in: string | null; position: number | null }> {
  return context.db.asActor(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    await lockDraws(tx, batchId);
    const out = await tx
      .updateTable('batch_expert')
      .set(({ ref }) => ({ standing: 'out', version: sql<number>`${ref('version')} + 1` }))
      .where('batch_id', '=', batchId)
      .where('expert_id', '=', expertId)
      .where('standing', '=', 'drawn')
      .returning(['draw', 'stratum'])
      .executeTakeFirst();
    if (!out || out.draw === null || out.stratum === null) throw new Refusal('action-not-possible');
    const next = await tx
      .selectFrom('batch_expert')
      .innerJoin('expert', 'expert.id', 'batch_expert.expert_id')
      .select(['expert_id', 'position'])
      .where('batch_id', '=', batchId)
      .where('draw', '=', out.draw)
      .where('stratum', '=', out.stratum)
      .where('standing', '=', 'reserve')
      .where('expert.retired', '=', false)
      .orderBy('position')
      .limit(1)
      .executeTakeFirst();
    if (next)
      await tx
        .updateTable('batch_expert')
        .set({ standing: 'drawn' })
        .where('batch_id', '=', batchId)
        .where('expert_id', '=', next.expert_id)
        .execute();
    if (next) await tellExperts(context, tx, batch, { experts: [next.expert_id], text: drawnWords(batch) });
    const logged = { in_expert: next?.expert_id ?? null, position: next?.position ?? null, reason };
    await tx
      .insertInto('expert_replacement')
      .values({
        batch_id: batchId,
        out_expert: expertId,
        draw: out.draw,
        stratum: out.stratum,
        person_id: actor.personId,
        ...logged,
      })
      .execute();
    await recordSystemAudit(tx, batch.unitId, 'expert.replaced', batchId, { out: expertId, ...logged });
    return { in: logged.in_expert, position: logged.position };
  });
}
