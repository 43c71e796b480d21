import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import { mustHaveRight } from '#server/access/must-have-right.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { writeFunds } from './fund-right.ts';

/**
 * Opens a year of funds: the first with what is there, in yuan, each later one with what the year before leaves. Opened again it is the same. Throws
 * `Refusal`: `not-found`, `forbidden`, `invalid` for a year that does not follow on the one before.
 */
export async function openFundYear(
  context: Context,
  actor: Actor,
  consortiumId: string,
  { year, opening }: { year: number; opening: string },
): Promise<void> {
  await writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    await lockYears(tx, consortiumId);
    const years = await tx
      .selectFrom('fund_year')
      .select('year')
      .where('consortium_id', '=', consortiumId)
      .orderBy('year', 'desc')
      .execute();
    if (years.some((one) => one.year === year)) return;
    const [last] = years;
    if (last && year !== last.year + 1)
      throw new Refusal('invalid', { fields: ['year'], detail: `年度须连续，请先建立${last.year + 1}年度。` });
    await tx
      .insertInto('fund_year')
      .values({ consortium_id: consortiumId, year, opening, opened_by: actor.personId })
      .execute();
    await recordAudit(tx, consortiumId, 'fund.year-opened', consortiumId, { year });
  });
}

/**
 * Closes a year of funds: what remains is what the next begins with. Throws `Refusal`: `not-found`, `forbidden`, `fund-year-closed`, `fund-open` with what
 * is under way, `invalid` while the year before is open.
 */
export async function closeFundYear(
  context: Context,
  actor: Actor,
  consortiumId: string,
  year: number,
): Promise<{ closing: string }> {
  return writeFunds(context, actor, async (tx) => {
    await mustHaveRight(tx, 'manage-fund', consortiumId);
    await lockYears(tx, consortiumId);
    const found = await tx
      .selectFrom('fund_year')
      .select(['opening', 'closing'])
      .where('consortium_id', '=', consortiumId)
      .where('year', '=', year)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!found) throw new Refusal('not-found');
    if (found.closing !== null) throw new Refusal('fund-year-closed');
    if (found.opening === null)
      throw new Refusal('invalid', {
        fields: ['year'],
        detail: `请先办理${year - 1}年度的结转，本年度的期初余额才能确定。`,
      });
    await mustBeDone(tx, consortiumId, year);
    const { closing } = await tx
      .updateTable('fund_year')
      .set({ closing: '0', closed_by: actor.personId, closed_at: sql<Date>`clock_timestamp()` })
      .where('consortium_id', '=', consortiumId)
      .where('year', '=', year)
      .returning('closing')
      .executeTakeFirstOrThrow();
    await recordAudit(tx, consortiumId, 'fund.year-closed', consortiumId, { year, closing });
    return { closing: closing ?? '' };
  });
}

/** Years are opened and closed, and requests are numbered, one after the other. */
async function lockYears(tx: Tx, consortiumId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('fund ' || ${consortiumId}::text, 0))`.execute(tx);
}

async function mustBeDone(tx: Tx, consortiumId: string, year: number): Promise<void> {
  const { rows } = await sql<{ spendings: number; changes: number }>`
    select (select count(*) from fund_spending s where s.consortium_id = ${consortiumId}::uuid and s.year = ${year}
        and s.state in ('asked', 'approved')) as spendings,
      (select count(*) from fund_line_change c join fund_line l on l.consortium_id = c.consortium_id and l.id = c.line_id
        where c.consortium_id = ${consortiumId}::uuid and l.year = ${year} and c.state = 'asked') as changes`.execute(
    tx,
  );
  const { spendings = 0, changes = 0 } = rows[0] ?? {};
  if (spendings + changes === 0) return;
  const parts = [
    ...(spendings > 0 ? [`${spendings}件支出申请还没有办结（支付、撤销或不予批准）`] : []),
    ...(changes > 0 ? [`${changes}项预算调整还没有决定`] : []),
  ];
  throw new Refusal('fund-open', { detail: `${parts.join('，')}。` });
}
