import { z } from 'zod';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { recordStanding } from '#server/standing/record-standing.ts';
import { tellOfStanding } from '#server/standing/tell-of-standing.ts';
import { mustReadStanding } from '#server/standing/view-standing.ts';
import { changeKind } from './ask-change.ts';

export const ChangeAction = z.enum(['support', 'oppose', 'approve', 'refuse', 'withdraw']);
export type ChangeAction = z.infer<typeof ChangeAction>;
export type ChangeState = 'asked' | 'supported' | 'opposed' | 'in-force' | 'refused' | 'withdrawn';

type Step = { from: readonly ChangeState[]; to: ChangeState; by: 'asks' | 'advises' | 'decides' };

/** A major change: the province's opinion first, then the ministry's decision; the consortium may take it back until then. */
export const changeSteps: Readonly<Record<ChangeAction, Step>> = {
  support: { from: ['asked'], to: 'supported', by: 'advises' },
  oppose: { from: ['asked'], to: 'opposed', by: 'advises' },
  approve: { from: ['supported', 'opposed'], to: 'in-force', by: 'decides' },
  refuse: { from: ['supported', 'opposed'], to: 'refused', by: 'decides' },
  withdraw: { from: ['asked', 'supported', 'opposed'], to: 'withdrawn', by: 'asks' },
};

export type ChangeActOrder = {
  consortiumId: string;
  changeId: string;
  version: number;
  action: ChangeAction;
  text: string;
};

/**
 * One step of a major change. Approved, it is in force from its day on, never from a day before the approval; what ends a consortium ends its
 * standing with it. Throws `Refusal`: `forbidden`, `action-not-possible` in another state, `stale`, `standing-ended`, `not-found`.
 */
export async function actOnChange({ db }: Context, actor: Actor, order: ChangeActOrder): Promise<void> {
  const { consortiumId, changeId, action, text } = order;
  const step = changeSteps[action];
  await db.asActor(actor, async (tx) => {
    const can = await mustReadStanding(tx, consortiumId);
    if (!can[step.by]) throw new Refusal('forbidden');
    const row = await lockChange(tx, order);
    if (!step.from.includes(row.state)) throw new Refusal('action-not-possible', { state: row.state });
    if (row.version !== order.version) throw new Refusal('stale', { version: row.version, state: row.state });
    const today = beijingToday();
    const fromDay = action === 'approve' && row.from_day < today ? today : row.from_day;
    await tx
      .updateTable('consortium_change')
      .set({ state: step.to, version: row.version + 1, from_day: fromDay })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', changeId)
      .execute();
    await tx
      .insertInto('consortium_change_act')
      .values({ consortium_id: consortiumId, change_id: changeId, action, text, person_id: actor.personId })
      .execute();
    const { ends, label } = changeKind(row.kind);
    if (action === 'approve' && ends)
      await recordStanding(tx, actor, {
        consortiumId,
        standing: ends,
        fromDay,
        reason: `${label}：${text}`,
        cause: { kind: 'change', id: changeId },
      });
    await tellOfStanding(tx, consortiumId, {
      roles: ['secretariat', 'park-authority', 'provincial-officer', 'ministry-officer'],
      text: `联合体的变更（${label}）${actionWords[action]}。`,
      link: `/consortia/${consortiumId}/standing`,
    });
    await recordAudit(tx, consortiumId, `change.${step.to}`, changeId, { action, fromDay });
  });
  db.bus.tell('lianheti_notice', consortiumId);
}

const actionWords: Readonly<Record<ChangeAction, string>> = {
  support: '已由省级部门提出同意的意见',
  oppose: '已由省级部门提出不同意的意见',
  approve: '已经批准',
  refuse: '没有批准',
  withdraw: '已由联合体撤回',
};

async function lockChange(tx: Tx, { consortiumId, changeId }: ChangeActOrder) {
  const query = tx
    .selectFrom('consortium_change')
    .select(['kind', 'state', 'version', 'from_day'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', changeId);
  // One that is settled is not to be locked any more, and is refused by its state.
  const row = (await query.forNoKeyUpdate().executeTakeFirst()) ?? (await query.executeTakeFirst());
  if (!row) throw new Refusal('not-found');
  return { ...row, state: row.state as ChangeState };
}
