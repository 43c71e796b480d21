import { sql } from 'kysely';
import { stepsFor } from '#core/fund/approve-spending.ts';
import { fenOf, groupedYuan } from '#core/quantity/yuan.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { fundRules, mustBeOpenYear, writeFunds } from './fund-right.ts';
import { spendingNumber } from './spending-row.ts';
import { tellOfFund } from './tell-of-fund.ts';

/** What is asked of a line of the budget; `amount` in yuan. */
export type SaidSpending = { lineId: string; title: string; payee: string; purpose: string; amount: string };

/**
 * Asks for money out of a line. Who has to approve it is said by its amount, as the pack says today. Throws `Refusal`: `not-found`, `forbidden`,
 * `fund-year-closed`, `over-budget` with what the line still has.
 */
export async function askSpending(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { lineId, title, payee, purpose, amount }: SaidSpending,
): Promise<{ id: string; number: string }> {
  const steps = stepsFor(fundRules(), amount);
  return writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'ask-fund', consortiumId);
    const line = await tx
      .selectFrom('fund_line')
      .select(['year', 'name'])
      .where('consortium_id', '=', consortiumId)
      .where('id', '=', lineId)
      .executeTakeFirst();
    if (!line) throw new Refusal('invalid', { fields: ['lineId'], detail: '没有这一预算科目。' });
    await mustBeOpenYear(tx, consortiumId, line.year);
    const free = await holdLine(tx, consortiumId, lineId);
    if (fenOf(amount) > free) throw overBudget(line.name, free);
    const made = await tx
      .insertInto('fund_spending')
      .values({
        ...{ consortium_id: consortiumId, year: line.year, line_id: lineId, title, payee, purpose, amount },
        steps: JSON.stringify(steps),
        asked_by: actor.personId,
      })
      .returning(['id', 'year', 'number'])
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('fund_act')
      .values({ consortium_id: consortiumId, spending_id: made.id, action: 'ask', text: '', person_id: actor.personId })
      .execute();
    const number = spendingNumber(made);
    await tellOfFund(tx, consortiumId, {
      roles: steps[0]?.by ?? [],
      text: `${number}“${title}”（${groupedYuan(fenOf(amount))}元）等待审批。`,
      link: `/consortia/${consortiumId}/funds/spendings/${made.id}`,
    });
    await recordAudit(tx, consortiumId, 'fund.spending-asked', made.id, { number, line: line.name, amount });
    return { id: made.id, number };
  });
}

/** What a line still has, in fen; it is held until the transaction ends. */
export async function holdLine(tx: Tx, consortiumId: string, lineId: string): Promise<bigint> {
  const { rows } = await sql<{ amount: string; committed: string }>`
    select amount, committed::numeric(14, 2) as committed from hold_fund_line(${consortiumId}::uuid, ${lineId}::uuid)`.execute(
    tx,
  );
  const [line] = rows;
  if (!line) throw new Refusal('not-found');
  return fenOf(line.amount) - fenOf(line.committed);
}

export function overBudget(line: string, free: bigint): Refusal {
  return new Refusal('over-budget', {
    fields: ['amount'],
    detail: `预算科目“${line}”可用余额为${groupedYuan(free)}元，不够支出这一金额；请先申请调整预算。`,
  });
}
