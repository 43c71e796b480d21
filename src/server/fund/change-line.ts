import { sql } from 'kysely';
import { authoritiesFor, isAnother } from '#core/fund/approve-spending.ts';
import { fenOf, groupedYuan } from '#core/quantity/yuan.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { fundRules, mustBeOpenYear, readApprover, writeFunds } from './fund-right.ts';
import { tellOfFund } from './tell-of-fund.ts';

/** What a line of the budget is to become; `amount` in yuan. */
export type SaidChange = { amount: string; reason: string };

/**
 * Asks for a new line of a year's budget. Until somebody else approves it, there is nothing in it. Throws `Refusal`: `not-found`, `forbidden`,
 * `fund-year-closed`, `invalid`, `fund-repeats` for a name that is there.
 */
export async function askLine(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { year, name, department, ...change }: SaidChange & { year: number; name: string; department: string },
): Promise<{ id: string }> {
  return writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    await mustBeOpenYear(tx, consortiumId, year);
    const made = await tx
      .insertInto('fund_line')
      .values({ consortium_id: consortiumId, year, name, department, person_id: actor.personId })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made)
      throw new Refusal('fund-repeats', {
        fields: ['name'],
        detail: `${year}年度的预算中已有“${name}”，请调整原有的一行。`,
      });
    await addChange(tx, actor, { consortiumId, lineId: made.id, year, name }, change);
    return made;
  });
}

/** Asks for another amount of a line. Throws as `askLine`, and `request-open` while a change of it waits to be decided. */
export async function askLineChange(
  context: Context,
  actor: Actor,
  { consortiumId, lineId }: { consortiumId: string; lineId: string },
  change: SaidChange,
): Promise<{ id: string }> {
  return writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    const line = await tx
      .selectFrom('fund_line')
      .select(['year', 'name'])
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', lineId)
      .executeTakeFirst();
    if (!line) throw new Refusal('not-found');
    await mustBeOpenYear(tx, consortiumId, line.year);
    return addChange(tx, actor, { consortiumId, lineId, ...line }, change);
  });
}

type Line = { consortiumId: string; lineId: string; year: number; name: string };

async function addChange(
  tx: Tx,
  actor: Actor,
  { consortiumId, lineId, year, name }: Line,
  { amount, reason }: SaidChange,
): Promise<{ id: string }> {
  const made = await tx
    .insertInto('fund_line_change')
    .values({ consortium_id: consortiumId, line_id: lineId, amount, reason, asked_by: actor.personId })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new Refusal('request-open', { detail: `“${name}”已有一项调整等待决定，请先决定那一项。` });
  await tellOfFund(tx, consortiumId, {
    roles: [...new Set(authoritiesFor(fundRules(), amount).flatMap(({ by }) => by))],
    text: `${year}年度预算“${name}”拟定为${groupedYuan(fenOf(amount))}元，请决定。`,
    link: `/consortia/${consortiumId}/funds?year=${year}`,
  });
  await recordAudit(tx, consortiumId, 'fund.line-asked', made.id, { line: lineId, amount });
  return made;
}

export type LineDecision = { approve: boolean; authority: string; resolution: string; remark: string };

type Change = {
  state: string;
  amount: string;
  asked_by: string;
  line_id: string;
  year: number;
  name: string;
};

/**
 * Decides on a change of the budget: by the council, whose resolution is named, or up to the pack's amount by the head of the secretariat. Throws
 * `Refusal`: `not-found`, `forbidden` for who may not decide so much, `own-request` for who asked and who stands in for it, `action-not-possible` once it is
 * decided, `over-budget` where more is approved out of the line, `remarks-missing`, `invalid`, `fund-year-closed`.
 */
export async function decideLine(
  context: Context,
  actor: Actor,
  { consortiumId, changeId }: { consortiumId: string; changeId: string },
  { approve, authority, resolution, remark }: LineDecision,
): Promise<void> {
  await writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'approve-fund', consortiumId);
    const change = await lockChange(tx, consortiumId, changeId);
    const approver = await readApprover(tx, actor, consortiumId);
    const deciding = authoritiesFor(fundRules(), change.amount).find(({ id }) => id === authority);
    const mine = [approver.roles, ...approver.principals.map(({ roles }) => roles)].flat();
    if (!deciding?.by.some((role) => mine.includes(role))) throw new Refusal('forbidden');
    if (!isAnother({ askedBy: change.asked_by, given: [] }, approver)) throw new Refusal('own-request');
    if (change.state !== 'asked') throw new Refusal('action-not-possible', { state: change.state });
    if (approve && deciding.needsResolution && resolution === '')
      throw new Refusal('invalid', { fields: ['resolution'], detail: '请填写理事会决议的文号。' });
    if (!approve && remark === '') throw new Refusal('remarks-missing', { fields: ['remark'] });
    await tx
      .updateTable('fund_line_change')
      .set({
        state: approve ? 'approved' : 'declined',
        authority,
        resolution: resolution || null,
        remark,
        decided_by: actor.personId,
        decided_at: sql<Date>`clock_timestamp()`,
      })
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', changeId)
      .execute();
    await tellOfFund(tx, consortiumId, {
      roles: [],
      people: [change.asked_by],
      text: `${change.year}年度预算“${change.name}”（${groupedYuan(fenOf(change.amount))}元）${approve ? '已批准' : `未批准：${remark}`}。`,
      link: `/consortia/${consortiumId}/funds?year=${change.year}`,
    });
    await recordAudit(tx, consortiumId, approve ? 'fund.line-approved' : 'fund.line-declined', changeId, {
      line: change.line_id,
      amount: change.amount,
      authority,
      resolution,
    });
  });
}

async function lockChange(tx: Tx, consortiumId: string, changeId: string): Promise<Change> {
  const row = await tx
    .selectFrom('fund_line_change as c')
    .innerJoin('fund_line as l', (on) =>
      on.onRef('l.consortium_id', '=', 'c.consortium_id').onRef('l.id', '=', 'c.line_id'),
    )
    .select(['c.state', 'c.amount', 'c.asked_by', 'c.line_id', 'l.year', 'l.name'])
    .where('c.consortium_id', '=', consortiumId)
    .where('c.id', '=', changeId)
    .forNoKeyUpdate('c')
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row;
}
