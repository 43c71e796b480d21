import { sql } from 'kysely';
import { type AlertCondition, type Measured, shareInPercent } from '#core/alert/alert-rule.ts';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import type { Tx } from '#server/db/database.ts';
import { figuresOf, type YearFigure } from '#server/figure/read-figures.ts';

/** What a rule asks, of whom, of which year. */
export type AskedRule = AlertCondition & { unitId: string; year: number };

export type MeasuredConsortium = { consortiumId: string; consortium: string; measured: Measured };

/** Within which consortia to look; all of the rules' where it is not said. */
type Within = readonly string[] | undefined;

/**
 * What each rule looks at, of each consortium in its unit that the transaction may read: as many queries for many rules as for one. In the order of
 * the rules, consortia by name.
 */
export async function measureConsortia(
  tx: Tx,
  rules: readonly AskedRule[],
  now: Date,
  within?: Within,
): Promise<readonly (readonly MeasuredConsortium[])[]> {
  const members = await readConsortia(tx, rules, within);
  const ids = [...new Set(members.map(({ consortium_id }) => consortium_id))];
  const [figures, commitments, lateness] =
    ids.length === 0
      ? [new Map<string, YearFigure>(), new Map<string, string>(), new Map<string, string>()]
      : [
          await readYearFigures(tx, rules, ids),
          await readPromises(tx, rules, ids),
          await readLateness(tx, rules, ids, now),
        ];
  const measure = (rule: AskedRule, consortiumId: string): Measured => {
    const key = (year: number) => `${consortiumId} ${rule.figure} ${year}`;
    const figure = figures.get(key(rule.year));
    switch (rule.measure) {
      case 'figure':
        return { value: figure?.value, before: figures.get(key(rule.year - 1))?.value };
      case 'fulfilment':
        return { value: fulfilment(figure?.value, commitments.get(key(rule.year))).percent };
      case 'oneSided':
        return { value: figure && shareInPercent(figure.shares.oneSided.entries, figure.counted.entries) };
      case 'lateness':
        return { value: lateness.get(`${consortiumId} ${rule.year}`) };
    }
  };
  const byUnit = Map.groupBy(members, ({ unit_id }) => unit_id);
  return rules.map((rule) =>
    (byUnit.get(rule.unitId) ?? []).map(({ consortium_id, name }) => ({
      consortiumId: consortium_id,
      consortium: name,
      measured: measure(rule, consortium_id),
    })),
  );
}

async function readConsortia(tx: Tx, rules: readonly AskedRule[], within: Within) {
  let query = tx
    .selectFrom('unit_within as w')
    .innerJoin('unit as u', 'u.id', 'w.unit_id')
    .select(['w.ancestor_id as unit_id', 'u.id as consortium_id', 'u.name'])
    .where('u.kind', '=', 'consortium')
    .where('w.ancestor_id', 'in', [nobody, ...rules.map(({ unitId }) => unitId)]);
  if (within) query = query.where('u.id', 'in', [nobody, ...within]);
  return query.orderBy('u.name').orderBy('u.id').execute();
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** By `consortium figure year`, of the rules' years and the years before them. */
async function readYearFigures(tx: Tx, rules: readonly AskedRule[], ids: readonly string[]) {
  const asked = rules.flatMap(({ figure, year }) => (figure === null ? [] : [{ figure, year }]));
  if (asked.length === 0) return new Map<string, YearFigure>();
  const rows = await tx
    .selectFrom('ledger_figure')
    .select(['consortium_id', 'figure', 'year', 'standing', 'amount', 'base', 'entries'])
    .where(sql<boolean>`consortium_id = any(${[...ids]}::uuid[])`)
    .where('figure', 'in', [...new Set(asked.map(({ figure }) => figure))])
    .where('year', 'in', [...new Set(asked.flatMap(({ year }) => [year, year - 1]))])
    .where('entries', '>', 0)
    .execute();
  const read = new Map<string, YearFigure>();
  for (const [consortiumId, own] of Map.groupBy(rows, (row) => row.consortium_id))
    for (const figure of figuresOf(own)) read.set(`${consortiumId} ${figure.figure} ${figure.year}`, figure);
  return read;
}

async function readPromises(tx: Tx, rules: readonly AskedRule[], ids: readonly string[]) {
  const asked = rules.flatMap(({ measure, figure, year }) =>
    measure === 'fulfilment' && figure !== null ? [{ figure, year }] : [],
  );
  if (asked.length === 0) return new Map<string, string>();
  const rows = await tx
    .selectFrom('commitment')
    .select(['consortium_id', 'figure', 'year', 'value'])
    .where(sql<boolean>`consortium_id = any(${[...ids]}::uuid[])`)
    .where('figure', 'in', [...new Set(asked.map(({ figure }) => figure))])
    .where('year', 'in', [...new Set(asked.map(({ year }) => year))])
    .execute();
  return new Map(rows.map(({ consortium_id, figure, year, value }) => [`${consortium_id} ${figure} ${year}`, value]));
}

/** By `consortium year`: the most whole days by which a return of the year that was not sent is late; 0 where none is. */
async function readLateness(tx: Tx, rules: readonly AskedRule[], ids: readonly string[], now: Date) {
  const years = [...new Set(rules.flatMap(({ measure, year }) => (measure === 'lateness' ? [year] : [])))];
  if (years.length === 0) return new Map<string, string>();
  const { rows } = await sql<{ consortium_id: string; year: number; days: number }>`
    select r.consortium_id, c.year, max(case when r.first_sent_at is null and l.due_at < ${now}::timestamptz
      then ceil(extract(epoch from ${now}::timestamptz - l.due_at) / 86400) else 0 end)::integer as days
    from collection_return r join collection c on c.id = r.collection_id
    join collection_level l on l.collection_id = c.id and l.level = 'consortium'
    where r.consortium_id = any(${[...ids]}::uuid[]) and c.year = any(${years}::smallint[])
    group by 1, 2`.execute(tx);
  return new Map(rows.map(({ consortium_id, year, days }) => [`${consortium_id} ${year}`, String(days)]));
}
