import { checkFormal, type FormalMark } from '#core/formal-review/formal-check.ts';
import type { Actor } from '#server/access/actor.ts';
import { tellAbout } from '#server/application/tell-about.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readMarks } from './formal-marks.ts';
import { readFormalFacts } from './read-formal-facts.ts';
import { lockReviewable, lockReviewed } from './reviewed-row.ts';

type ItemRef = { applicationId: string; item: string };
export type MarkOrder = { result: FormalMark; reason: string; version: number };

/**
 * A person's word on an item. Whoever differs from what the program found says why. Throws `Refusal('stale')` where a colleague said
 * something meanwhile, `Refusal('invalid')` without a reason.
 */
export async function markItem(
  context: Context,
  actor: Actor,
  { applicationId, item: id }: ItemRef,
  { result, reason, version }: MarkOrder,
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const row = await lockReviewed(tx, applicationId);
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const item = pack.formalReview.find((each) => each.id === id);
    const facts = (await readFormalFacts(context, tx, [row])).get(row.id);
    if (!item || !facts) throw new Refusal('not-found');
    const [outcome] = checkFormal([item], facts);
    if (reason === '' && (result !== 'met' || outcome?.result === 'not-met'))
      throw new Refusal('invalid', {
        fields: ['reason'],
        detail: '与程序检查的结果不同，或不符合、需补正的，须写明理由。',
      });
    const key = { consortium_id: row.consortium_id, application_id: row.id, item: id };
    const said = { result, reason, person_id: actor.personId, at: row.now, version: version + 1 };
    const kept =
      version === 0
        ? await tx
            .insertInto('formal_item')
            .values({ ...key, ...said })
            .onConflict((conflict) => conflict.columns(['consortium_id', 'application_id', 'item']).doNothing())
            .returning('version')
            .executeTakeFirst()
        : await tx
            .updateTable('formal_item')
            .set({ ...said, answer: null, answered_by: null, answered_at: null })
            .where('consortium_id', '=', row.consortium_id)
            .where('application_id', '=', row.id)
            .where('item', '=', id)
            .where('version', '=', version)
            .returning('version')
            .executeTakeFirst();
    if (!kept) throw new Refusal('stale', { now: (await readMarks(tx, [row])).get(row.id)?.get(id) });
    await recordAudit(tx, row.consortium_id, 'formal-item.marked', row.id, { item: id, result, reason });
    if (result === 'incomplete')
      await tellAbout(tx, row, {
        roles: ['provincial-officer'],
        text: `${row.consortium}的形式审查需要补正“${item.title}”：${reason}`,
        link: `/applications/${row.id}/formal`,
      });
    return kept;
  });
}

/** What the province says to an item that it is asked to complete. Throws `Refusal('not-found')` where it is not asked. */
export async function answerItem(
  context: Context,
  actor: Actor,
  { applicationId, item: id }: ItemRef,
  { text, version }: { text: string; version: number },
): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const row = await lockReviewable(tx, applicationId);
    const before = (await readMarks(tx, [row])).get(row.id)?.get(id);
    if (before?.result !== 'incomplete') throw new Refusal('not-found');
    if (before.version !== version) throw new Refusal('stale', { now: before });
    const { numUpdatedRows } = await tx
      .updateTable('formal_item')
      .set({ answer: text, answered_by: actor.personId, answered_at: row.now, version: version + 1 })
      .where('consortium_id', '=', row.consortium_id)
      .where('application_id', '=', row.id)
      .where('item', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('forbidden');
    await recordAudit(tx, row.consortium_id, 'formal-item.answered', row.id, { item: id, text });
    await tellAbout(tx, row, {
      roles: ['ministry-officer'],
      text: `${row.consortium}的形式审查有补正说明。`,
      link: `/applications/${row.id}/formal`,
    });
    return { version: version + 1 };
  });
}
