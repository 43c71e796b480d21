import { type Approver, isAnother, placeIn } from '#core/fund/approve-spending.ts';
import type { SpendingAction, SpendingGuard, SpendingState } from '#core/fund/fund-rules.ts';
import { fenOf, groupedYuan } from '#core/quantity/yuan.ts';
import { decide } from '#core/workflow/workflow.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { holdLine, overBudget } from './ask-spending.ts';
import { fundRules, readApprover, writeFunds } from './fund-right.ts';
import {
  dueStep,
  isOwn,
  lockSpending,
  readSpending,
  type SpendingKey,
  type SpendingRow,
  spendingNumber,
} from './spending-row.ts';
import { tellOfFund } from './tell-of-fund.ts';

export type SpendingMove = {
  version: number;
  action: SpendingAction;
  text: string;
  /** 决议文号, where the step asks for one. */
  resolution: string;
  /** The day and voucher of a payment. */
  paidOn?: string | undefined;
  voucher: string;
};

/**
 * One step of a request: an approval or refusal of the step that is due, its payment, or its end. Throws `Refusal`: `not-found`, `forbidden`, `own-request` for
 * who asked, who approved before, and who stands in for one of these, `action-not-possible`, `voucher-missing`, `over-budget` with what the line has,
 * `remarks-missing`, `invalid`, `stale` with what it is meanwhile, `fund-year-closed`.
 */
export async function actOnSpending(
  context: Context,
  actor: Actor,
  key: SpendingKey,
  move: SpendingMove,
): Promise<{ version: number; state: SpendingState }> {
  const { consortiumId, spendingId } = key;
  const { action, version, text, resolution } = move;
  return writeFunds(context, actor, async (tx) => {
    await lockSpending(tx, key);
    const row = await readSpending(tx, key);
    if (row.version !== version) throw new Refusal('stale', { version: row.version, state: row.state });
    const approver = await readApprover(tx, actor, consortiumId);
    const to = await decided(tx, actor, key, { row, approver, move });
    const step = dueStep(row);
    if (action === 'approve' && step?.needsResolution && resolution === '')
      throw new Refusal('invalid', { fields: ['resolution'], detail: '请填写理事会决议的文号。' });
    await tx
      .insertInto('fund_act')
      .values({
        consortium_id: consortiumId,
        spending_id: spendingId,
        action,
        step: action === 'approve' ? row.given.length : null,
        for_id: action === 'approve' || action === 'decline' ? (placeIn(step, approver) ?? null) : null,
        resolution: resolution || null,
        text,
        person_id: actor.personId,
      })
      .execute();
    await tx
      .updateTable('fund_spending')
      .set({ state: to, version: version + 1, ...(action === 'pay' ? paymentOf(row, move) : {}) })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', spendingId)
      .execute();
    await tellOfFund(tx, consortiumId, noticeOf(key, row, to, text));
    await recordAudit(tx, consortiumId, `fund.spending-${action}`, spendingId, { number: spendingNumber(row), to });
    return { version: version + 1, state: to };
  });
}

type Asked = { row: SpendingRow; approver: Approver; move: SpendingMove };

/** The state that a step leads to. */
async function decided(tx: Tx, actor: Actor, { consortiumId }: SpendingKey, { row, approver, move }: Asked) {
  const holds = guardsOf(row, actor, approver);
  if (move.text !== '') holds.add('reasoned');
  const isLast = move.action === 'approve' && holds.has('last');
  const free = isLast ? await holdLine(tx, consortiumId, row.line_id) : 0n;
  if (isLast && fenOf(row.amount) <= free) holds.add('budget');
  const roles = [approver.roles, ...approver.principals.map((one) => one.roles)].flat();
  const step = decide(fundRules().workflow, row.state, move.action, roles, holds);
  if (step.allowed) return step.to;
  const missing = new Set(step.guards);
  if (step.because === 'state') throw new Refusal('action-not-possible', { state: row.state });
  if (step.because === 'role') throw new Refusal('forbidden');
  if (missing.has('another')) throw new Refusal('own-request');
  if (missing.has('turn') || missing.has('own')) throw new Refusal('forbidden');
  if (missing.has('vouchers')) throw new Refusal('voucher-missing');
  if (missing.has('reasoned')) throw new Refusal('remarks-missing', { fields: ['text'] });
  throw overBudget(row.line, free);
}

/** What holds of a request for somebody, its line's money and its words left out. */
export function guardsOf(row: SpendingRow, actor: Actor, approver: Approver): Set<SpendingGuard> {
  const holds = new Set<SpendingGuard>([row.given.length + 1 < row.steps.length ? 'more' : 'last']);
  if (isAnother({ askedBy: row.asked_by, given: row.given }, approver)) holds.add('another');
  if (placeIn(dueStep(row), approver) !== undefined) holds.add('turn');
  if (row.vouchers > 0) holds.add('vouchers');
  if (isOwn(row, actor)) holds.add('own');
  return holds;
}

function paymentOf({ year }: SpendingRow, { paidOn, voucher }: SpendingMove) {
  if (paidOn === undefined || Number(paidOn.slice(0, 4)) !== year || paidOn > beijingToday())
    throw new Refusal('invalid', { fields: ['paidOn'], detail: `支付日期应在${year}年内，且不晚于今天。` });
  if (voucher === '') throw new Refusal('invalid', { fields: ['voucher'], detail: '请填写付款凭证号。' });
  return { paid_on: paidOn, voucher };
}

/** The next to approve, or who asked, is told. */
function noticeOf({ consortiumId, spendingId }: SpendingKey, row: SpendingRow, to: SpendingState, text: string) {
  const next = to === 'asked' ? row.steps[row.given.length + 1] : undefined;
  const what = next ? '等待审批' : fundRules().workflow.states[to].label;
  const reason = text === '' ? '' : `：${text}`;
  return {
    roles: next ? next.by : to === 'approved' ? (['secretariat'] as const) : [],
    people: next ? [] : [row.asked_by],
    text: `${spendingNumber(row)}“${row.title}”（${groupedYuan(fenOf(row.amount))}元）${what}${reason}。`,
    link: `/consortia/${consortiumId}/funds/spendings/${spendingId}`,
  };
}
