import type { Actor } from '#server/access/actor.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import { isOpen, readStage } from '#server/batch/batch-stages.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { basisOf } from './basis.ts';
import { type Decision, keepDecision, mustBeLatest, readDecisions } from './decisions.ts';
import { listContent, publish, readPublications } from './publications.ts';
import { lockSelection, namesOf, readSelection, type Selection } from './read-selection.ts';

export type DraftOrder = { batchId: string; version: number; title: string; text: string };

/**
 * Makes the decision public as a draft list (公示): for its days everybody may object. A double click publishes once. Throws `Refusal('stale')`,
 * `Refusal('results-changed')` where scores have changed since the decision, `Refusal('stage-closed')` where no day is left,
 * `Refusal('invalid')` where nobody is on the list.
 */
export async function publishDraft(
  { db, packs }: Context,
  actor: Actor,
  order: DraftOrder,
): Promise<{ version: number }> {
  return db.asActor(actor, async (tx) => {
    const batch = await lockSelection(tx, packs, order.batchId);
    const decisions = await readDecisions(tx, batch.id);
    if (isPublishedAlready(decisions, order.version, 'publicity')) return { version: order.version + 1 };
    const selection = await readSelection(tx, batch);
    const decision = mustBeLatest(decisions, order.version, namesOf(selection));
    if (!decision) throw new Refusal('not-found');
    if ((await readPublications(tx, batch.id)).publicity)
      throw new Refusal('action-not-possible', { state: decision.state });
    const stage = await readStage(tx, batch.id, 'publicity');
    if (!isOpen(stage))
      throw new Refusal('stage-closed', { stage: stage.stage, closedAt: stage.closesAt.toISOString() });
    mustStandOn(decision, selection);
    const by = { batchId: batch.id, personId: actor.personId };
    const published = await publish(tx, by, {
      kind: 'publicity',
      number: '',
      title: order.title,
      published_on: beijingToday(stage.now),
      content: listContent(selection, decision.items, order.text),
    });
    const version = order.version + 1;
    const digest = await keepDecision(tx, by, { ...decision, version, state: 'publicity' });
    const facts = { version, digest, publication: published.digest };
    await recordSystemAudit(tx, batch.unitId, 'publicity.published', batch.id, facts);
    return { version };
  });
}

/** A double click: the version that was seen has been published since, and nothing else was decided between. */
export function isPublishedAlready(decisions: readonly Decision[], seen: number, as: 'publicity' | 'final'): boolean {
  const at = (version: number) => decisions.find((each) => each.version === version)?.state;
  return at(seen + 1) === as && at(seen) !== undefined && at(seen) !== as;
}

/** Throws where a decision lists nobody, or no longer stands on the scores as they are. */
export function mustStandOn({ items, basis }: Decision, selection: Selection): void {
  if (!items.some(({ listed }) => listed))
    throw new Refusal('invalid', { fields: ['items'], detail: '决定中没有列入的联合体，请先作出决定。' });
  if (basisOf(selection, basis.places).digest !== basis.digest) throw new Refusal('results-changed');
}
