import { sql } from 'kysely';
import type { MonitoredFigure } from '#core/collection/monitored-figures.ts';
import type { ReturnFigure } from '#core/collection/return-content.ts';
import { statedIn } from '#core/commitment/promised-figures.ts';
import { decimalText } from '#core/quantity/decimal.ts';
import { readForm } from '#server/commitment/read-commitments.ts';
import type { Tx } from '#server/db/database.ts';
import { noFigure, readFigures, type YearFigure } from '#server/figure/read-figures.ts';

/**
 * The ledgers' figures of a year as they stand, each with the year before and what was committed: the same few queries, however many. Where the ledgers
 * know nothing of the year before and it is the form's own `dataYear`, it is what the form said of it: that was before there were ledgers.
 */
export async function readActuals(
  tx: Tx,
  consortiumId: string,
  { year, dataYear, figures }: { year: number; dataYear: number | undefined; figures: readonly MonitoredFigure[] },
): Promise<readonly ReturnFigure[]> {
  const read = await readFigures(tx, consortiumId, { years: [year - 1, year] });
  const byKey = new Map(read.map((one) => [`${one.figure}.${one.year}`, one]));
  const at = (figure: string, of: number) => byKey.get(`${figure}.${of}`) ?? noFigure(figure, of);
  const evidenced = await countEvidenced(tx, consortiumId, year);
  const committed = await readCommitted(tx, consortiumId, year);
  const form = year - 1 === dataYear ? await readForm(tx, consortiumId) : undefined;
  const stated = (figure: string) => (form ? statedIn(form.answers, figure, year - 1) : null);
  return figures.map(({ id }) => {
    const { counted, shares, value } = at(id, year);
    return {
      figure: id,
      value: value ?? null,
      amount: counted.amount,
      base: counted.base ?? null,
      confirmed: shareOf(shares.confirmed.entries, counted.entries),
      evidenced: shareOf(evidenced.get(id) ?? 0, counted.entries),
      entries: counted.entries,
      previous: at(id, year - 1).value ?? stated(id),
      committed: committed.get(id) ?? null,
      planned: null,
    };
  });
}

/** Entries that count in a year and have evidence, by figure: by the evidence, which is far less than the entries. */
async function countEvidenced(tx: Tx, consortiumId: string, year: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ figure: string; entries: number }>`
    select f ->> 0 as figure, count(distinct e.id)::integer as entries
    from evidence_link l
    join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id and v.withdrawn_at is null
    join ledger_entry e on e.consortium_id = l.consortium_id and e.id = l.entry_id
    cross join jsonb_array_elements(e.facts) f
    where l.consortium_id = ${consortiumId}::uuid and e.standing in ('confirmed', 'oneSided')
      and ${year} between (f ->> 1)::integer and (f ->> 2)::integer
    group by 1`.execute(tx);
  return new Map(rows.map(({ figure, entries }) => [figure, entries]));
}

async function readCommitted(tx: Tx, consortiumId: string, year: number): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('commitment')
    .select(['figure', 'value'])
    .where('consortium_id', '=', consortiumId)
    .where('year', '=', year)
    .execute();
  return new Map(rows.map(({ figure, value }) => [figure, value.includes('.') ? value.replace(/\.?0+$/, '') : value]));
}

/** A share of entries from 0 to 1, rounded down to 10⁻⁶, so that only all of them make 1. */
function shareOf(part: YearFigure['counted']['entries'], whole: number): string {
  return whole === 0 ? '0' : decimalText((BigInt(Math.min(part, whole)) * 1_000_000n) / BigInt(whole));
}
