import type { TieKind } from '#core/review/ties.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { TieSource } from './read-ties.ts';
import { readReviewedBatch } from './reviewed-batch.ts';

export type TieDecision = {
  applicationId: string;
  expertId: string;
  kind: TieKind;
  source: TieSource;
  reason: string;
  /** Why it is none after all; none confirms it. */
  dismissed: string | null;
};

/**
 * The office's word on a tie: puts one in, confirms or dismisses what was declared or found; the latest word counts, the audit keeps them
 * all. Throws `Refusal('not-found')` where expert or application is none of the batch.
 */
export async function decideTie(context: Context, actor: Actor, batchId: string, decision: TieDecision): Promise<void> {
  await context.db.asActor(actor, async (tx) => {
    const batch = await readReviewedBatch(context, tx, batchId);
    const { applicationId, expertId, kind, source, reason, dismissed } = decision;
    const application = await tx
      .selectFrom('application')
      .select('consortium_id')
      .where('id', '=', applicationId)
      .where('batch_id', '=', batchId)
      .executeTakeFirst();
    const expert = await tx
      .selectFrom('batch_expert')
      .select('expert_id')
      .where('batch_id', '=', batchId)
      .where('expert_id', '=', expertId)
      .executeTakeFirst();
    if (!application || !expert) throw new Refusal('not-found');
    const key = { application_id: applicationId, expert_id: expertId, kind, source };
    const said = { reason, dismissed, person_id: actor.personId };
    if (source === 'declared') {
      // Whatever the office thinks of it, the declaration stays the expert's own.
      const { numUpdatedRows } = await tx
        .updateTable('expert_tie')
        .set({ dismissed })
        .where('application_id', '=', applicationId)
        .where('expert_id', '=', expertId)
        .where('kind', '=', kind)
        .where('source', '=', 'declared')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new Refusal('not-found');
    } else
      await tx
        .insertInto('expert_tie')
        .values({ ...key, ...said, batch_id: batchId, consortium_id: application.consortium_id })
        .onConflict((conflict) =>
          conflict.columns(['application_id', 'expert_id', 'kind', 'source']).doUpdateSet({ ...said, at: new Date() }),
        )
        .execute();
    await recordSystemAudit(tx, batch.unitId, dismissed === null ? 'tie.confirmed' : 'tie.dismissed', expertId, {
      batch: batchId,
      application: applicationId,
      kind,
      source,
      dismissed,
    });
  });
}
