import type { ChangeKind } from '#core/change/change-kind.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { tellOfStanding } from '#server/standing/tell-of-standing.ts';
import { mustReadStanding } from '#server/standing/view-standing.ts';
import { readParties } from './parties.ts';

export type ChangeOrder = { consortiumId: string; kind: string; to: string; fromDay: string; reason: string };

/**
 * The consortium tells of a change. An ordinary one is in force from its day on and told to the province; a major one waits for the province's
 * opinion and the ministry's approval, and until then the old stands. Throws `Refusal`: `invalid` where nothing changes, `change-open` while one
 * of that kind waits, `forbidden`, `not-found`.
 */
export async function askChange({ db }: Context, actor: Actor, order: ChangeOrder): Promise<{ id: string }> {
  const kind = changeKind(order.kind);
  const { consortiumId, to, fromDay, reason } = order;
  const id = crypto.randomUUID();
  await db.asActor(actor, async (tx) => {
    if (!(await mustReadStanding(tx, consortiumId)).asks) throw new Refusal('forbidden');
    const from = (await readParties(tx, consortiumId))(kind.id, beijingToday());
    if (kind.cell !== undefined && (to === '' || to === from))
      throw new Refusal('invalid', { fields: ['to'], detail: '请填写变更后的内容，须与现在的不同。' });
    const made = await tx
      .insertInto('consortium_change')
      .values({
        consortium_id: consortiumId,
        id,
        kind: kind.id,
        is_major: kind.isMajor,
        state: kind.isMajor ? 'asked' : 'in-force',
        from,
        to: kind.cell === undefined ? kind.label : to,
        from_day: fromDay,
        reason,
        person_id: actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refusal('change-open');
    await tx
      .insertInto('consortium_change_act')
      .values({ consortium_id: consortiumId, change_id: id, action: 'ask', text: reason, person_id: actor.personId })
      .execute();
    await tellOfStanding(tx, consortiumId, {
      roles: kind.isMajor ? ['provincial-officer', 'ministry-officer'] : ['provincial-officer'],
      text: kind.isMajor
        ? `联合体申请重大变动：${kind.label}，请提出意见。`
        : `联合体变更${kind.label}：${from || '（原未填写）'}改为${to}，自${fromDay}起。`,
      link: kind.isMajor ? '/changes' : `/consortia/${consortiumId}/standing`,
    });
    await recordAudit(tx, consortiumId, 'change.asked', id, { kind: kind.id, fromDay, isMajor: kind.isMajor });
  });
  db.bus.tell('lianheti_notice', consortiumId);
  return { id };
}

/** Throws `Refusal('invalid')` where the pack knows no such kind. */
export function changeKind(id: string): ChangeKind {
  const kind = currentPack.monitoring?.changes.find((each) => each.id === id);
  if (!kind) throw new Refusal('invalid', { fields: ['kind'], detail: '没有这种变更。' });
  return kind;
}
