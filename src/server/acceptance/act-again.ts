import type { AcceptanceGuard } from '#core/acceptance/acceptance-rules.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { publish } from '#server/selection/publications.ts';
import { lockAcceptance } from './acceptance-row.ts';
import { type Case, lockCase, moveCase, readCase } from './case-row.ts';
import { keepOutcome, mustBeLatest, type OutcomeOrder } from './decide-outcome.ts';
import { readLooks } from './look-row.ts';
import { outcomeList } from './outcome-list.ts';
import type { Outcome } from './outcomes.ts';
import { takeEffect } from './publish-outcomes.ts';

export type NewAct = OutcomeOrder & { act: 'second-look' | 'appeal'; number: string };

const titles = { 'second-look': '整改复核结果', appeal: '申诉复核结果' } as const;

/**
 * A new act upon a published outcome: a second look at a rectification, or an appeal that was considered. It is published at once and never changes what was
 * published before. Throws `Refusal('rectification-open')` before the report is in and its deadline over,
 * `Refusal('items-open')` while the record of a visit before the second look is not closed, `Refusal('stale')`,
 * `Refusal('action-not-possible')` where no such act leads to such an outcome.
 */
export async function actAgain(context: Context, actor: Actor, order: NewAct): Promise<{ version: number }> {
  return context.db.asActor(actor, async (tx) => {
    const acceptance = await lockAcceptance(context, tx, order.batchId);
    const seen = await readCase(tx, order.consortiumId, order.batchId);
    const row = await lockCase(tx, order.consortiumId, order.batchId, seen.version);
    const before = await mustBeLatest(tx, order);
    if (!before || row.published_version === null) throw new Refusal('action-not-possible', { state: row.state });
    const holds = guardsOf(order.act, row, before);
    const looks = await readLooks(tx, order);
    if (looks.some(({ version, ended_at }) => version === before.version && ended_at === null))
      throw new Refusal('items-open', {
        fields: ['look'],
        detail: '复核考察的记录还没有完成，完成后才能作出复核结论。',
      });
    const outcome: Outcome = {
      ...before,
      version: before.version + 1,
      act: order.act,
      outcome: order.outcome,
      reason: order.reason,
      due_on: order.outcome === 'rectify' ? (order.dueOn ?? null) : null,
    };
    await moveCase(tx, actor, acceptance, row, { action: order.outcome, holds });
    if (order.outcome === 'rectify' && outcome.due_on === null) throw new Refusal('invalid', { fields: ['dueOn'] });
    const publishedOn = beijingToday();
    const published = await publish(
      tx,
      { batchId: order.batchId, personId: actor.personId },
      {
        kind: 'notice',
        number: order.number,
        title: `${acceptance.title}${titles[order.act]}：${row.consortium}`,
        published_on: publishedOn,
        content: await outcomeList(tx, acceptance, [{ row, outcome }], order.reason),
      },
    );
    const version = await keepOutcome(tx, actor, acceptance, row, {
      ...order,
      version: outcome.version,
      publicationId: published.id,
    });
    const facts = { act: order.act, outcome: order.outcome, version, publication: published.digest };
    await recordAudit(tx, order.consortiumId, 'acceptance.took-effect', order.batchId, facts);
    await takeEffect(context, tx, actor, acceptance, [{ row, outcome }], { number: order.number, publishedOn });
    return { version };
  });
}

function guardsOf(act: NewAct['act'], { state }: Case, { due_on }: Outcome): readonly AcceptanceGuard[] {
  if (act === 'appeal') return ['appealed'];
  const isOver = due_on !== null && beijingToday() > due_on;
  if (state === 'rectifying' && !isOver) throw new Refusal('rectification-open', { dueOn: due_on });
  return ['second-look'];
}
