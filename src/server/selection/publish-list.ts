import type { Actor } from '#server/access/actor.ts';
import { lockApplication } from '#server/application/application-row.ts';
import { moveApplication } from '#server/application/move-application.ts';
import { recordSystemAudit } from '#server/audit/record-audit.ts';
import { isOpen, readStage } from '#server/batch/batch-stages.ts';
import { takeCommitments } from '#server/commitment/take-commitments.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type Decision, keepDecision, mustBeLatest, readDecisions } from './decisions.ts';
import { readObjections } from './objections.ts';
import { keepOutcomes, tellOutcomes } from './outcomes.ts';
import { listContent, publish, readPublications } from './publications.ts';
import { isPublishedAlready, mustStandOn } from './publish-draft.ts';
import { lockSelection, namesOf, readSelection } from './read-selection.ts';

export type ListOrder = {
  batchId: string;
  version: number;
  number: string;
  title: string;
  text: string;
  /** `YYYY-MM-DD`, the day that the document bears. */
  publishedOn: string;
};

/**
 * Publishes the list: every application is listed or not, every applicant is told, and who is listed is a 培育单位 from that day, held to what it promised. A
 * double click publishes once. Throws `Refusal('stale')`, `Refusal('action-not-possible')` without a draft list, `Refusal('publicity-open')` before its days are over,
 * `Refusal('objections-open')` while one is not decided, or upheld and not yet considered by the board, `Refusal('results-changed')`.
 */
export async function publishList(context: Context, actor: Actor, order: ListOrder): Promise<{ version: number }> {
  const { db, packs } = context;
  const { version, moved } = await db.asActor(actor, async (tx) => {
    const batch = await lockSelection(tx, packs, order.batchId);
    const decisions = await readDecisions(tx, batch.id);
    const next = order.version + 1;
    if (isPublishedAlready(decisions, order.version, 'final')) return { version: next, moved: [] };
    const selection = await readSelection(tx, batch);
    const decision = mustBeLatest(decisions, order.version, namesOf(selection));
    const { publicity, list } = await readPublications(tx, batch.id);
    if (!decision || !publicity || list) throw new Refusal('action-not-possible');
    const stage = await readStage(tx, batch.id, 'publicity');
    if (isOpen(stage)) throw new Refusal('publicity-open', { closesAt: stage.closesAt.toISOString() });
    await mustHaveAnswered(tx, batch.id, decision);
    mustStandOn(decision, selection);
    const by = { batchId: batch.id, personId: actor.personId };
    const published = await publish(tx, by, {
      kind: 'list',
      number: order.number,
      title: order.title,
      published_on: order.publishedOn,
      content: listContent(selection, decision.items, order.text),
    });
    const digest = await keepDecision(tx, by, { ...decision, version: next, state: 'final' });
    const facts = { version: next, digest, publication: published.digest };
    await recordSystemAudit(tx, batch.unitId, 'list.published', batch.id, facts);
    for (const { applicationId, listed } of decision.items)
      await moveApplication(context, tx, actor, await lockApplication(tx, applicationId), {
        action: listed ? 'list' : 'unlist',
        audit: listed ? 'application.listed' : 'application.unlisted',
        facts: { batch: batch.id, publication: published.digest },
      });
    await keepOutcomes(tx, actor, batch, decision.items, order);
    await takeCommitments(tx, batch.id);
    await tellOutcomes(context, tx, batch, decision.items);
    return { version: next, moved: decision.items.map(({ applicationId }) => applicationId) };
  });
  for (const id of moved) db.bus.tell('lianheti_application', id);
  if (moved.length > 0) db.bus.tell('lianheti_notice', order.batchId);
  return { version };
}

/** An upheld objection counts as considered once the board has decided again after it. */
async function mustHaveAnswered(tx: Tx, batchId: string, decision: Decision): Promise<void> {
  const waiting = (await readObjections(tx, batchId)).filter(
    (each) => each.decision === null || (each.decision === 'upheld' && (each.answered_at ?? decision.at) > decision.at),
  );
  if (waiting.length > 0)
    throw new Refusal('objections-open', {
      open: waiting.filter((each) => each.decision === null).length,
      upheld: waiting.filter((each) => each.decision === 'upheld').length,
    });
}
