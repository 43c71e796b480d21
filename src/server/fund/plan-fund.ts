import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { fundRules, mustBeOpenYear, writeFunds } from './fund-right.ts';
import { keepFundEntry, type PlanKey } from './keep-fund-entry.ts';

/** What a payer promises; `planned` in yuan, `reason` only where the ledgers' year is closed. */
export type SaidPlan = {
  source: string;
  payer: string;
  memberId: string | null;
  planned: string;
  dueOn: string | null;
  note: string;
  reason: string;
};

/**
 * Adds a promise to a year's plan, and to the ledger of funds. Throws `Refusal`: `not-found`, `forbidden`, `fund-year-closed`, `invalid`, `fund-repeats`
 * where that payer's promise of that source is there, and as `keepEntries`.
 */
export async function planFund(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { year, ...said }: SaidPlan & { year: number },
): Promise<{ id: string }> {
  return writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    await mustBeOpenYear(tx, consortiumId, year);
    await mustBePossible(tx, consortiumId, said);
    const made = await tx
      .insertInto('fund_plan')
      .values({ consortium_id: consortiumId, year, ...columnsOf(said), person_id: actor.personId })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw repeats();
    await keepFundEntry(context, tx, actor, { consortiumId, planId: made.id }, said.reason);
    await recordAudit(tx, consortiumId, 'fund.planned', made.id, { year, source: said.source, planned: said.planned });
    return made;
  });
}

/** Says a promise anew, over the version that was seen. Throws as `planFund`, and `stale`. */
export async function changePlan(
  context: Context,
  actor: Actor,
  key: PlanKey,
  { version, ...said }: SaidPlan & { version: number },
): Promise<{ version: number }> {
  const { consortiumId, planId } = key;
  return writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    const row = await lockPlan(tx, key);
    if (row.version !== version) throw new Refusal('stale', { version: row.version });
    await mustBeOpenYear(tx, consortiumId, row.year);
    await mustBePossible(tx, consortiumId, said);
    const other = await tx
      .selectFrom('fund_plan')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('year', '=', row.year)
      .where('source', '=', said.source)
      .where('payer', '=', said.payer)
      .where('id', '<>', planId)
      .executeTakeFirst();
    if (other) throw repeats();
    await tx
      .updateTable('fund_plan')
      .set({ ...columnsOf(said), version: version + 1 })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', planId)
      .execute();
    await keepFundEntry(context, tx, actor, key, said.reason);
    await recordAudit(tx, consortiumId, 'fund.plan-changed', planId, {
      from: { payer: row.payer, planned: row.planned },
      to: { payer: said.payer, planned: said.planned },
    });
    return { version: version + 1 };
  });
}

/** Takes a promise out of the plan, and out of the ledger, as long as nothing came in of it. Throws as `changePlan`, and `fund-open`. */
export async function dropPlan(
  context: Context,
  actor: Actor,
  key: PlanKey,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { consortiumId, planId } = key;
  await writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    const row = await lockPlan(tx, key);
    if (row.version !== version) throw new Refusal('stale', { version: row.version });
    await mustBeOpenYear(tx, consortiumId, row.year);
    const received = await tx
      .selectFrom('fund_receipt')
      .select('id')
      .where('consortium_id', '=', consortiumId)
      .where('plan_id', '=', planId)
      .executeTakeFirst();
    if (received)
      throw new Refusal('fund-open', { detail: '这一来源已登记过到账，不能删除；可以把计划金额改为0，并写明原因。' });
    await tx.deleteFrom('fund_plan').where('consortium_id', '=', consortiumId).where('id', '=', planId).execute();
    await keepFundEntry(context, tx, actor, key, reason);
    await recordAudit(tx, consortiumId, 'fund.plan-dropped', planId, { payer: row.payer, planned: row.planned });
  });
}

/** Throws `Refusal('not-found')`. */
export async function lockPlan(tx: Tx, { consortiumId, planId }: PlanKey) {
  const row = await tx
    .selectFrom('fund_plan')
    .select(['year', 'payer', 'planned', 'member_id', 'version'])
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', planId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}

const columnsOf = ({ source, payer, memberId, planned, dueOn, note }: SaidPlan) => ({
  source,
  payer,
  member_id: memberId,
  planned,
  due_on: dueOn,
  note,
});

const repeats = () =>
  new Refusal('fund-repeats', { fields: ['payer'], detail: '本年度这一来源已有该出资单位，请在原有的一行上修改。' });

async function mustBePossible(tx: Tx, consortiumId: string, { source, memberId }: SaidPlan): Promise<void> {
  if (!fundRules().sources.includes(source))
    throw new Refusal('invalid', { fields: ['source'], detail: '没有这种经费来源。' });
  if (memberId === null) return;
  const member = await tx
    .selectFrom('member')
    .select('id')
    .where('consortium_id', '=', consortiumId)
    .where('id', '=', memberId)
    .executeTakeFirst();
  if (!member) throw new Refusal('invalid', { fields: ['memberId'], detail: '不是本联合体的成员单位。' });
}
