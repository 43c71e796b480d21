import { sql } from 'kysely';
import { figureValue } from '#core/figure/roll-up.ts';
import type { Tx } from '#server/db/database.ts';
import { monitoredYears } from './make-course.ts';

/** What the ledgers count, with the shares of entries that both sides confirmed and that have evidence; exact decimal texts. */
export type LedgerSum = {
  value: string | null;
  amount: string;
  base: string | null;
  confirmed: string;
  evidenced: string;
  entries: number;
};

export type Sums = {
  counted: (consortiumId: string, figure: string, year: number) => LedgerSum | undefined;
  committed: (consortiumId: string, figure: string, year: number) => string | null;
};

type Row = { consortium_id: string; figure: string; year: number };

/** All that the ledgers count and all that was promised: three queries, however many consortia. */
export async function readSums(tx: Tx): Promise<Sums> {
  const sums = await sql<Row & { amount: string; base: string | null; entries: number; confirmed: number }>`
    select consortium_id, figure, year, trim_scale(sum(amount))::text as amount, trim_scale(sum(base))::text as base,
      sum(entries)::integer as entries, coalesce(sum(entries) filter (where standing = 'confirmed'), 0)::integer as confirmed
    from ledger_figure where standing in ('confirmed', 'oneSided') group by 1, 2, 3 having sum(entries) > 0`.execute(
    tx,
  );
  const proven = await sql<Row & { entries: number }>`
    select e.consortium_id, f ->> 0 as figure, y as year, count(distinct e.id)::integer as entries
    from ledger_entry e cross join jsonb_array_elements(e.facts) f
      cross join generate_series((f ->> 1)::integer, least((f ->> 2)::integer, ${monitoredYears.at(-1)}::integer)) y
    where e.standing in ('confirmed', 'oneSided')
      and (e.consortium_id, e.id) in (select consortium_id, entry_id from evidence_link where entry_id is not null)
    group by 1, 2, 3`.execute(tx);
  const promises = await sql<Row & { value: string }>`
    select consortium_id, figure, year, trim_scale(value)::text as value from commitment`.execute(tx);
  const keyOf = (...key: readonly (string | number)[]) => key.join(' ');
  const evidenced = new Map(
    proven.rows.map(({ consortium_id, figure, year, entries }) => [keyOf(consortium_id, figure, year), entries]),
  );
  const shareText = (part: number, whole: number) => String(Math.floor((part / whole) * 1e6) / 1e6);
  const counted = new Map(
    sums.rows.map(({ consortium_id, figure, year, amount, base, entries, confirmed }) => [
      keyOf(consortium_id, figure, year),
      {
        value: figureValue({ amount, base: base ?? undefined, entries }) ?? null,
        amount,
        base,
        confirmed: shareText(confirmed, entries),
        evidenced: shareText(Math.min(entries, evidenced.get(keyOf(consortium_id, figure, year)) ?? 0), entries),
        entries,
      },
    ]),
  );
  const committed = new Map(
    promises.rows.map(({ consortium_id, figure, year, value }) => [keyOf(consortium_id, figure, year), value]),
  );
  return {
    counted: (...key) => counted.get(keyOf(...key)),
    committed: (...key) => committed.get(keyOf(...key)) ?? null,
  };
}
