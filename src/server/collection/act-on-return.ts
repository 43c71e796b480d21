import { checkReturn, unexplained } from '#core/collection/check-return.ts';
import { type CollectionLevel, collectionLevels } from '#core/collection/monitoring-rules.ts';
import { cellsOfReturn } from '#core/collection/return-content.ts';
import type { ReturnAction, ReturnGuard, ReturnState } from '#core/collection/return-workflow.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { isLevelOpen } from './collection-row.ts';
import { freezeReturn } from './freeze-return.ts';
import { judgePlan } from './judge-plan.ts';
import { readLive, readTyped } from './read-content.ts';
import { lockReturn, type OpenReturn, type ReturnKey } from './return-row.ts';
import { tellOfReturn } from './tell-of-return.ts';

export type ReturnOrder = {
  action: Exclude<ReturnAction, 'edit' | 'hand'>;
  /** The return's version that the actor saw. */
  version: number;
  text: string;
  remarks: readonly { cell: string; text: string }[];
  /** Whether the plan of the year was fulfilled, where the kind judges one. */
  fulfilled?: boolean | undefined;
};

export type ReturnMoved = { state: ReturnState; version: number; revision: number | null };

/**
 * One act of one level on a return: sending, approving, giving back, unlocking. The same act of the same person again gives the same answer. Throws
 * `Refusal('stale')` where somebody else acted meanwhile, and the guard's own refusal where a condition does not hold.
 */
export async function actOnReturn(
  context: Context,
  actor: Actor,
  key: ReturnKey,
  order: ReturnOrder,
): Promise<ReturnMoved> {
  const moved = await context.db.asActor(actor, async (tx) => {
    const open = await lockReturn(context, tx, actor, key);
    const { row, state } = open;
    if (await isDoneAlready(tx, actor, open, order))
      return { isNew: false, state, version: row.version, revision: row.revision };
    if (row.version !== order.version) throw new Refusal('stale', { version: row.version, state });
    return { isNew: true, ...(await move(tx, actor, open, order)) };
  });
  if (moved.isNew) tellChange(context, key.consortiumId);
  return { state: moved.state, version: moved.version, revision: moved.revision };
}

/** Lets every server process know that people were told of a consortium's return. */
export function tellChange({ db }: Pick<Context, 'db'>, consortiumId: string): void {
  db.bus.tell('lianheti_notice', consortiumId);
}

async function move(tx: Tx, actor: Actor, open: OpenReturn, order: ReturnOrder): Promise<ReturnMoved> {
  const { row, state, collection, kind, rules, figures, levels, roles } = open;
  const level = levelOf(order.action, state);
  const content = order.action === 'send' ? await readLive(tx, open, await readTyped(tx, keyOf(open))) : undefined;
  const findings = content ? checkReturn(kind, content, figures) : [];
  const gaps = content ? unexplained(findings, content) : [];
  const holds = new Set<ReturnGuard>();
  if (findings.every(({ severity }) => severity !== 'error')) holds.add('no-errors');
  if (gaps.length === 0) holds.add('reasons-given');
  if (collection.now >= collection.opens_at && isLevelOpen(levels, level, collection.now)) holds.add('before-closing');
  if (order.text !== '' || order.remarks.length > 0) holds.add('remarks-given');
  if (kind.judges === undefined || order.fulfilled === true || (order.fulfilled === false && order.text !== ''))
    holds.add('plan-judged');
  const decided = decide(rules.workflow, state, order.action, roles, holds);
  if (!decided.allowed) {
    if (decided.because === 'role') throw new Refusal('forbidden');
    if (decided.because === 'state') throw new Refusal('action-not-possible', { state });
    throw refusalOf(decided.guards, { findings: decided.guards.includes('no-errors') ? findings : gaps, level });
  }
  const cells = new Set(cellsOfReturn(kind, figures).map(({ cell }) => cell));
  const unknown = order.remarks.filter(({ cell }) => !cells.has(cell)).map(({ cell }) => cell);
  if (unknown.length > 0) throw new Refusal('unknown-cell', { fields: unknown });

  const revision = content ? await freezeReturn(tx, actor, open, content) : row.revision;
  if (order.action === 'approve' && kind.judges !== undefined && order.fulfilled !== undefined)
    await judgePlan(tx, actor, open, { fulfilled: order.fulfilled, reason: order.text });
  await recordAct(tx, actor, open, { ...order, level, revision });
  await raiseFigures(tx, open, decided.to);
  await tx
    .updateTable('collection_return')
    .set({ state: decided.to, version: row.version + 1, revision, ...momentsOf(open, order, decided.to) })
    .where('consortium_id', '=', row.consortium_id)
    .where('collection_id', '=', row.collection_id)
    .execute();
  await recordAudit(tx, row.consortium_id, `return.${audited[order.action]}`, row.collection_id, {
    revision,
    level,
    cells: order.remarks.map(({ cell }) => cell),
    ...(order.fulfilled === undefined ? {} : { fulfilled: order.fulfilled }),
  });
  await tellOfReturn(tx, open, order.action, decided.to);
  return { state: decided.to, version: row.version + 1, revision };
}

const audited: Readonly<Record<ReturnOrder['action'], string>> = {
  send: 'sent',
  approve: 'approved',
  return: 'returned',
  unlock: 'unlocked',
  accept: 'accepted',
};

/** Whose act it is: what goes back or is unlocked belongs to the level where the return lies. */
function levelOf(action: ReturnAction, state: ReturnState): CollectionLevel {
  if (action === 'send' || action === 'edit') return 'consortium';
  if (action === 'accept' || state === 'handed' || state === 'final') return 'ministry';
  return 'province';
}

/** A double click, or an answer that was lost on its way. */
async function isDoneAlready(tx: Tx, actor: Actor, { row }: OpenReturn, order: ReturnOrder): Promise<boolean> {
  if (row.version !== order.version + 1) return false;
  const act = await tx
    .selectFrom('collection_act')
    .select(['action', 'person_id'])
    .where('consortium_id', '=', row.consortium_id)
    .where('collection_id', '=', row.collection_id)
    .where('version', '=', row.version)
    .executeTakeFirst();
  return act?.action === order.action && act.person_id === actor.personId;
}

/** Puts an act on record: it makes the return's next version. */
export async function recordAct(
  tx: Tx,
  actor: Actor,
  { row }: Pick<OpenReturn, 'row'>,
  act: {
    action: ReturnAction;
    level: CollectionLevel;
    revision: number | null;
    text: string;
    remarks: readonly { cell: string; text: string }[];
  },
): Promise<void> {
  await tx
    .insertInto('collection_act')
    .values({
      consortium_id: row.consortium_id,
      collection_id: row.collection_id,
      version: row.version + 1,
      level: act.level,
      action: act.action,
      revision: act.revision,
      text: act.text,
      remarks: JSON.stringify(act.remarks),
      person_id: actor.personId,
    })
    .execute();
}

const figureLevels: Readonly<Record<ReturnState, number>> = {
  draft: 1,
  sent: 1,
  returned: 1,
  approved: 2,
  handed: 2,
  final: collectionLevels.length,
};

/** How far up the frozen figures are approved goes with the state. */
async function raiseFigures(tx: Tx, { row, state }: OpenReturn, to: ReturnState): Promise<void> {
  if (figureLevels[state] === figureLevels[to]) return;
  await tx
    .updateTable('collection_figure')
    .set({ level: figureLevels[to] })
    .where('consortium_id', '=', row.consortium_id)
    .where('collection_id', '=', row.collection_id)
    .execute();
}

function momentsOf({ row, collection: { now } }: OpenReturn, order: ReturnOrder, to: ReturnState) {
  switch (order.action) {
    case 'send':
      return { sent_at: now, first_sent_at: row.first_sent_at ?? now };
    case 'approve':
      return { approved_at: now, ...(order.fulfilled === undefined ? {} : { fulfilled: order.fulfilled }) };
    case 'accept':
      return { final_at: now };
    default:
      return to === 'returned' ? { approved_at: null, handed_at: null, final_at: null } : {};
  }
}

function refusalOf(guards: readonly string[], facts: Readonly<Record<string, unknown>>): Refusal {
  if (guards.includes('before-closing')) return new Refusal('stage-closed', { level: facts.level });
  if (guards.includes('no-errors'))
    return new Refusal('has-errors', { ...facts, detail: '还有没有填写或超过字数的内容，请改正后再报送。' });
  if (guards.includes('reasons-given'))
    return new Refusal('reasons-missing', {
      ...facts,
      detail: '还有数据低于承诺、计划或上年而没有说明原因，请逐项说明后再报送。',
    });
  if (guards.includes('plan-judged'))
    return new Refusal('remarks-missing', {
      fields: ['fulfilled', 'text'],
      detail: '请判定年度建设计划是否完成；没有完成的，须写明理由。',
    });
  return new Refusal('remarks-missing', { fields: ['text'] });
}

const keyOf = ({ row }: OpenReturn): ReturnKey => ({
  consortiumId: row.consortium_id,
  collectionId: row.collection_id,
});
