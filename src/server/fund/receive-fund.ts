import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { mustBeOpenYear, writeFunds } from './fund-right.ts';
import { keepFundEntry, type PlanKey } from './keep-fund-entry.ts';
import { lockPlan } from './plan-fund.ts';

/** What came in; `amount` in yuan, `reason` only where the ledgers' year is closed. */
export type SaidReceipt = { receivedOn: string; amount: string; voucher: string; reason: string };

/**
 * Enters what came in of a promise. Throws `Refusal`: `not-found`, `forbidden`, `fund-year-closed`, `invalid` for a day outside its year or to come,
 * `fund-repeats` where that voucher is there, and as `keepEntries`.
 */
export async function receiveFund(
  context: Context,
  actor: Actor,
  key: PlanKey,
  { receivedOn, amount, voucher, reason }: SaidReceipt,
): Promise<{ id: string }> {
  const { consortiumId, planId } = key;
  return writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    const { year } = await lockPlan(tx, key);
    await mustBeOpenYear(tx, consortiumId, year);
    if (Number(receivedOn.slice(0, 4)) !== year || receivedOn > beijingToday())
      throw new Refusal('invalid', { fields: ['receivedOn'], detail: `到账日期应在${year}年内，且不晚于今天。` });
    const made = await tx
      .insertInto('fund_receipt')
      .values({
        consortium_id: consortiumId,
        plan_id: planId,
        year,
        received_on: receivedOn,
        amount,
        voucher,
        person_id: actor.personId,
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made)
      throw new Refusal('fund-repeats', { fields: ['voucher'], detail: `凭证号“${voucher}”在${year}年度已登记过。` });
    await keepFundEntry(context, tx, actor, key, reason);
    await recordAudit(tx, consortiumId, 'fund.received', made.id, { plan: planId, receivedOn, amount, voucher });
    return made;
  });
}

/** Reverses a receipt that was wrong; it stays to be seen with the reason. Throws as `receiveFund`, and `action-not-possible` where it was done. */
export async function reverseReceipt(
  context: Context,
  actor: Actor,
  { receiptId, ...key }: PlanKey & { receiptId: string },
  reason: string,
): Promise<void> {
  const { consortiumId, planId } = key;
  await writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    const { year } = await lockPlan(tx, key);
    await mustBeOpenYear(tx, consortiumId, year);
    const found = await tx
      .selectFrom('fund_receipt')
      .select('reversed_at')
      .where('consortium_id', '=', consortiumId)
      .where('plan_id', '=', planId)
      .where('id', '=', receiptId)
      .executeTakeFirst();
    if (!found) throw new Refusal('not-found');
    if (found.reversed_at) throw new Refusal('action-not-possible', { state: 'reversed' });
    await tx
      .updateTable('fund_receipt')
      .set({ reversed_by: actor.personId, reversed_at: sql<Date>`clock_timestamp()`, reason })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', receiptId)
      .execute();
    await keepFundEntry(context, tx, actor, key, reason);
    await recordAudit(tx, consortiumId, 'fund.receipt-reversed', receiptId, { plan: planId });
  });
}
