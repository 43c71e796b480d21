import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type NeedRow, type NeedTarget, needQuery } from './need-row.ts';
import { memberNamed, mustKnowTechnology, mustSpeakFor, type TechnologyRight, tellMember } from './technology-right.ts';

type Asked = { memberId: string; reason: string };

/**
 * A member asks to see a confidential need; its enterprise admits one without being asked. Throws `Refusal`: `action-not-possible` where the need is open to all or the
 * member has asked already, `invalid` for who is no member, `forbidden`, `not-found`.
 */
export async function askToSee(context: Context, actor: Actor, target: NeedTarget, asked: Asked): Promise<void> {
  const { consortiumId, needId } = target;
  const { memberId, reason } = asked;
  const directory = await context.directories.of(consortiumId);
  await context.db.asActor(actor, async (tx) => {
    const { right, need } = await confidentialNeed(tx, target);
    if (!directory.byId.has(memberId)) throw new Refusal('invalid', { fields: ['memberId'] });
    const isOwn = right.own.includes(need.member_id);
    if (!isOwn) mustSpeakFor(right, memberId);
    const made = await tx
      .insertInto('technology_admission')
      .values({
        consortium_id: consortiumId,
        need_id: needId,
        member_id: memberId,
        state: isOwn ? 'admitted' : 'asked',
        reason,
        person_id: actor.personId,
      })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== 1n) throw new Refusal('action-not-possible');
    const { name } = memberNamed(directory, memberId);
    if (isOwn)
      await tellMember(tx, consortiumId, memberId, `保密需求“${need.title}”已向您单位开放。`, `needs/${needId}`);
    else
      await tellMember(tx, consortiumId, need.member_id, `${name}申请查看保密需求“${need.title}”。`, `needs/${needId}`);
    await recordAudit(tx, consortiumId, isOwn ? 'technology.admitted' : 'technology.admission-asked', needId, {
      memberId,
    });
  });
  context.db.bus.tell('lianheti_notice', consortiumId);
}

/** The enterprise admits a member that has asked, or no longer does. Throws `Refusal`: `forbidden`, `not-found`. */
export async function answerAdmission(
  { db }: Context,
  actor: Actor,
  target: NeedTarget,
  { memberId, admits }: { memberId: string; admits: boolean },
): Promise<void> {
  const { consortiumId, needId } = target;
  await db.asActor(actor, async (tx) => {
    const { right, need } = await confidentialNeed(tx, target);
    mustSpeakFor(right, need.member_id);
    const { numUpdatedRows } = await tx
      .updateTable('technology_admission')
      .set({ state: admits ? 'admitted' : 'declined', person_id: actor.personId })
      .where('consortium_id', '=', consortiumId)
      .where('need_id', '=', needId)
      .where('member_id', '=', memberId)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('not-found');
    const said = admits ? '已向您单位开放' : '不向您单位开放';
    await tellMember(tx, consortiumId, memberId, `保密需求“${need.title}”${said}。`, admits ? `needs/${needId}` : '');
    await recordAudit(tx, consortiumId, admits ? 'technology.admitted' : 'technology.declined', needId, { memberId });
  });
  db.bus.tell('lianheti_notice', consortiumId);
}

async function confidentialNeed(
  tx: Tx,
  { consortiumId, needId }: NeedTarget,
): Promise<{ right: TechnologyRight; need: NeedRow }> {
  const right = await mustKnowTechnology(tx, consortiumId);
  const need = await needQuery(tx, consortiumId).where('n.id', '=', needId).executeTakeFirst();
  if (!need) throw new Refusal('not-found');
  if (need.openness !== 'confidential') throw new Refusal('action-not-possible', { openness: need.openness });
  return { right, need };
}
