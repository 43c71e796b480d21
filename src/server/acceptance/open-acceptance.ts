import { outOfOrder } from '#core/batch/calendar.ts';
import type { BatchStageId } from '#core/pack/pack.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readReviewedBatch } from '#server/review/reviewed-batch.ts';
import { acceptanceRulesOf } from './acceptance-row.ts';
import { tellOfAcceptance } from './tell-of-acceptance.ts';

export type AcceptanceOrder = {
  /** The batch whose listed consortia are accepted. */
  batchId: string;
  title: string;
  /** The last year of the record that is judged. */
  year: number;
  /** When self-reports close. */
  deadline: string;
  /** Closings of other stages that differ from the pack's. */
  closings: Readonly<Partial<Record<BatchStageId, string>>>;
  readers: number;
  thresholds: Readonly<Record<string, number>>;
};

const dayMs = 86_400_000;

/**
 * Opens the acceptance of a batch: a batch of its own kind with the stages of an acceptance, and every 培育单位 of the accepted batch in it. Throws
 * `Refusal('invalid')` where a stage would close before the one it follows or nobody is listed, `Refusal('action-not-possible')` the second time.
 */
export async function openAcceptance(context: Context, actor: Actor, order: AcceptanceOrder): Promise<{ id: string }> {
  return context.db.asActor(actor, async (tx) => {
    const accepted = await readReviewedBatch(context, tx, order.batchId);
    const rules = acceptanceRulesOf(accepted.pack);
    const unknown = Object.keys(order.thresholds).filter((id) => !rules.criteria.some((one) => one.id === id));
    if (unknown.length > 0) throw new Refusal('invalid', { fields: unknown.map((id) => `thresholds.${id}`) });
    const deadline = new Date(order.deadline);
    const calendar = rules.stages.map(({ id, days }) => {
      const chosen = order.closings[id];
      return {
        stage: id,
        closesAt: chosen === undefined ? new Date(deadline.getTime() + days * dayMs) : new Date(chosen),
      };
    });
    const wrong = outOfOrder(calendar);
    if (wrong.length > 0) throw new Refusal('invalid', { fields: wrong.map((stage) => `closings.${stage}`) });
    await tx.selectFrom('batch').select('id').where('id', '=', order.batchId).forNoKeyUpdate().execute();
    const before = await tx
      .selectFrom('acceptance')
      .select('batch_id')
      .where('of_batch', '=', order.batchId)
      .where('year', '=', order.year)
      .executeTakeFirst();
    if (before) throw new Refusal('action-not-possible', { acceptance: before.batch_id });
    const listed = await tx
      .selectFrom('cultivation')
      .select('consortium_id')
      .where('batch_id', '=', order.batchId)
      .execute();
    if (listed.length === 0)
      throw new Refusal('invalid', {
        fields: ['batchId'],
        detail: '这一批次还没有公布培育名单，没有可以验收的联合体。',
      });
    const { pack_digest } = await tx
      .selectFrom('batch')
      .select('pack_digest')
      .where('id', '=', order.batchId)
      .executeTakeFirstOrThrow();
    const { id } = await tx
      .insertInto('batch')
      .values({
        unit_id: accepted.unitId,
        title: order.title,
        pack_digest,
        kind: 'acceptance',
        quota: 1000,
        readers: order.readers,
        weights: '{}',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('batch_stage')
      .values(calendar.map(({ stage, closesAt }, position) => ({ batch_id: id, stage, position, closes_at: closesAt })))
      .execute();
    await tx
      .insertInto('acceptance')
      .values({
        batch_id: id,
        of_batch: order.batchId,
        year: order.year,
        thresholds: JSON.stringify(order.thresholds),
        opened_by: actor.personId,
      })
      .execute();
    const cases = listed.map(({ consortium_id }) => ({ consortium_id, batch_id: id }));
    await tx.insertInto('acceptance_case').values(cases).execute();
    const facts = { of: order.batchId, year: order.year, consortia: cases.length };
    await recordSystemAudit(tx, accepted.unitId, 'acceptance.opened', id, facts);
    for (const row of cases)
      await tellOfAcceptance(tx, row, {
        roles: ['secretariat', 'park-authority'],
        text: `“${order.title}”已开始，请核对数据、写明情况后报送自评报告。`,
      });
    return { id };
  });
}
