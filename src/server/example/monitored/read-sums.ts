import { sql } from 'kysely';
import { figureValue } from '#core/figure/roll-up.ts';
import type { Tx } from '#server/db/database.ts';

/** What the ledgers count, with the share of entries that both sides confirmed; exact decimal texts. */
export type LedgerSum = {
  value: string | null;
  amount: string;
  base: string | null;
  confirmed: string;
  entries: number;
};

export type Sums = {
  counted: (consortiumId: string, figure: string, year: number) => LedgerSum | undefined;
  committed: (consortiumId: string, figure: string, year: number) => string | null;
};

type Row = { consortium_id: string; figure: string; year: number };

/** All that the ledgers count and all that was promised: two queries, however many consortia. */
export async function readSums(tx: Tx): Promise<Sums> {
  const sums = await sql<Row & { amount: string; base: string | null; entries: number; confirmed: number }>`
    select consortium_id, figure, year, trim_scale(sum(amount))::text as amount, trim_scale(sum(base))::text as base,
      sum(entries)::integer as entries, coalesce(sum(entries) filter (where standing = 'confirmed'), 0)::integer as confirmed
    from ledger_figure where standing in ('confirmed', 'oneSided') group by 1, 2, 3 having sum(entries) > 0`.execute(
    tx,
  );
  const promises = await sql<Row & { value: string }>`
    select consortium_id, figure, year, trim_scale(value)::text as value from commitment`.execute(tx);
  const keyOf = (...key: readonly (string | number)[]) => key.join(' ');
  const counted = new Map(
    sums.rows.map(({ consortium_id, figure, year, amount, base, entries, confirmed }) => [
      keyOf(consortium_id, figure, year),
      {
        value: figureValue({ amount, base: base ?? undefined, entries }) ?? null,
        amount,
        base,
        confirmed: String(Math.floor((confirmed / entries) * 1e6) / 1e6),
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
