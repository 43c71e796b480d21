import { sql } from 'kysely';
import { fenOf, wanText } from '#core/quantity/yuan.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { keepEntries } from '#server/ledger/keep-entries.ts';
import { fundRules } from './fund-right.ts';

export type PlanKey = { consortiumId: string; planId: string };

type Row = { source: string; payer: string; year: number; planned: string; received: string };

/**
 * Writes what the ledger of funds says of a promise as it stands in this transaction, in 万元: what was promised and what came in; nothing once it is gone.
 * Throws as `keepEntries`; `reason` is why a closed year is restated.
 */
export async function keepFundEntry(
  context: Context,
  tx: Tx,
  actor: Actor,
  { consortiumId, planId }: PlanKey,
  reason: string,
): Promise<void> {
  const { rows } = await sql<Row>`
    select p.source, p.payer, p.year, p.planned, (select coalesce(sum(r.amount), 0) from fund_receipt r
      where r.consortium_id = p.consortium_id and r.plan_id = p.id and r.reversed_at is null)::numeric(14, 2) as received
    from fund_plan p where p.consortium_id = ${consortiumId}::uuid and p.id = ${planId}::uuid`.execute(tx);
  const [row] = rows;
  const values = row && {
    source: row.source,
    payer: row.payer,
    year: row.year,
    planned: wanText(fenOf(row.planned)),
    received: wanText(fenOf(row.received)),
  };
  await keepEntries(context, tx, actor, {
    consortiumId,
    noun: 'fund',
    entries: [{ recordId: planId, kind: fundRules().ledger, values: values ?? null }],
    reason: reason || undefined,
  });
}
