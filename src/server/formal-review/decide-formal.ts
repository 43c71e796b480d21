import { checkFormal, unmetItems } from '#core/formal-review/formal-check.ts';
import type { Actor } from '#server/access/actor.ts';
import { moveApplication } from '#server/application/move-application.ts';
import { tellAbout } from '#server/application/tell-about.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { readMarks } from './formal-marks.ts';
import { readFormalFacts } from './read-formal-facts.ts';
import { lockReviewed } from './reviewed-row.ts';

export type FormalDecision = { decision: 'admitted' | 'rejected'; reason: string };

/**
 * Ends a formal review, keeps by what it was decided, and tells applicant and province. The same decision again changes nothing. Throws
 * `Refusal('items-open')` with the items that stand in the way of admitting, `Refusal('remarks-missing')` for a rejection without its reason.
 */
export async function decideFormal(
  context: Context,
  actor: Actor,
  applicationId: string,
  { decision, reason }: FormalDecision,
): Promise<{ state: string }> {
  const state = await context.db.asActor(actor, async (tx) => {
    const row = await lockReviewed(tx, applicationId);
    if (row.state === decision) return row.state;
    const { pack } = await context.packs.byDigest(row.pack_digest);
    const facts = (await readFormalFacts(context, tx, [row])).get(row.id);
    if (!facts) throw new Refusal('not-found');
    const outcomes = checkFormal(pack.formalReview, facts);
    const marks = (await readMarks(tx, [row])).get(row.id) ?? new Map();
    const unmet = unmetItems(outcomes, new Map([...marks].map(([item, { result }]) => [item, result])));
    if (decision === 'admitted' && unmet.length > 0)
      throw new Refusal('items-open', {
        fields: unmet.map(({ id }) => id),
        detail: `还有${unmet.length}项不符合或没有审查：${unmet.map(({ title }) => title).join('、')}。`,
      });
    const moved = await moveApplication(context, tx, actor, row, {
      action: decision === 'admitted' ? 'admit' : 'reject',
      holds: reason === '' ? [] : ['remarks-given'],
      audit: `application.${decision}`,
      facts: { reason },
    });
    const items = outcomes.map(({ item: { id, title, clause, words }, result, because }) => {
      const mark = marks.get(id);
      return {
        id,
        title,
        clause,
        words,
        result,
        because,
        mark: mark ? { result: mark.result, reason: mark.reason } : null,
      };
    });
    await tx
      .insertInto('formal_result')
      .values({
        consortium_id: row.consortium_id,
        application_id: row.id,
        decision,
        reason,
        items: JSON.stringify(items),
        person_id: actor.personId,
        at: row.now,
      })
      .execute();
    await tellAbout(tx, row, {
      roles: ['secretariat', 'park-authority', 'provincial-officer'],
      text: `${row.consortium}：${pack.workflow.states[moved].label}${reason === '' ? '' : `。${reason}`}`,
      link: `/applications/${row.id}/formal`,
    });
    return moved;
  });
  context.db.bus.tell('lianheti_application', applicationId);
  return { state };
}
