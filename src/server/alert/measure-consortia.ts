import { sql } from 'kysely';
import { type AlertCondition, type Measured, shareInPercent } from '#core/alert/alert-rule.ts';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';
import { figuresOf, type YearFigure } from '#server/figure/read-figures.ts';
import { readScores } from '#server/quality/read-quality.ts';

/** What a rule asks, of whom, of which year. */
export type AskedRule = AlertCondition & { unitId: string; year: number };

/** What was measured of a consortium; of a total, of the rule's unit itself. */
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
  const figures = await readYearFigures(tx, rules, ids);
  const commitments = await readPromises(tx, rules, ids);
  const lateness = await readLateness(tx, rules, ids, now);
  const quality = await readPoints(tx, rules, ids);
  const totals = await readTotals(tx, rules);
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
      case 'quality':
        return { value: quality.get(`${consortiumId} ${rule.year}`) };
      case 'total': {
        const total = (year: number) => totals.figures.get(key(year))?.value;
        return { value: total(rule.year), before: total(rule.year - 1) };
      }
    }
  };
  const byUnit = Map.groupBy(members, ({ unit_id }) => unit_id);
  const subjectsOf = ({ measure: asked, unitId }: AskedRule) => {
    const name = totals.names.get(unitId);
    if (asked !== 'total') return byUnit.get(unitId) ?? [];
    return name === undefined ? [] : [{ consortium_id: unitId, name }];
  };
  return rules.map((rule) =>
    subjectsOf(rule).map(({ consortium_id, name }) => ({
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
  const asked = rules.flatMap(({ measure, figure, year }) =>
    figure === null || measure === 'total' ? [] : [{ figure, year }],
  );
  if (asked.length === 0 || ids.length === 0) return new Map<string, YearFigure>();
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
  if (asked.length === 0 || ids.length === 0) return new Map<string, string>();
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
  if (years.length === 0 || ids.length === 0) return new Map<string, string>();
  const { rows } = await sql<{ consortium_id: string; year: number; days: number }>`
    select r.consortium_id, c.year, max(case when r.first_sent_at is null and l.due_at < ${now}::timestamptz
      then ceil(extract(epoch from ${now}::timestamptz - l.due_at) / 86400) else 0 end)::integer as days
    from collection_return r join collection c on c.id = r.collection_id
    join collection_level l on l.collection_id = c.id and l.level = 'consortium'
    where r.consortium_id = any(${[...ids]}::uuid[]) and c.year = any(${years}::smallint[])
    group by 1, 2`.execute(tx);
  return new Map(rows.map(({ consortium_id, year, days }) => [`${consortium_id} ${year}`, String(days)]));
}

/** By `consortium year`, the points of the data quality; none of a year that was never looked at. */
async function readPoints(tx: Tx, rules: readonly AskedRule[], ids: readonly string[]) {
  const years = [...new Set(rules.flatMap(({ measure, year }) => (measure === 'quality' ? [year] : [])))];
  const book = currentPack.monitoring?.quality;
  if (!book || years.length === 0 || ids.length === 0) return new Map<string, string>();
  const scores = await readScores(tx, book, { consortia: ids, years });
  return new Map(scores.map(({ consortiumId, year, score }) => [`${consortiumId} ${year}`, String(score.points)]));
}

/** By `unit figure year`, the figures of whole units, rates from their sums; with the units' names. */
async function readTotals(tx: Tx, rules: readonly AskedRule[]) {
  const asked = rules.flatMap(({ measure, figure, unitId, year }) =>
    measure === 'total' && figure !== null ? [{ figure, unitId, year }] : [],
  );
  const figures = new Map<string, YearFigure>();
  if (asked.length === 0) return { figures, names: new Map<string, string>() };
  const units = [...new Set(asked.map(({ unitId }) => unitId))];
  const rows = await tx
    .selectFrom('unit_within as w')
    .innerJoin('ledger_figure as f', 'f.consortium_id', 'w.unit_id')
    .select(['w.ancestor_id as unit_id', 'f.figure', 'f.year', 'f.standing'])
    .select(sql<string>`sum(f.amount)::text`.as('amount'))
    .select(sql<string | null>`sum(f.base)::text`.as('base'))
    .select(sql<number>`sum(f.entries)::integer`.as('entries'))
    .where('w.ancestor_id', 'in', units)
    .where('f.figure', 'in', [...new Set(asked.map(({ figure }) => figure))])
    .where('f.year', 'in', [...new Set(asked.flatMap(({ year }) => [year, year - 1]))])
    .where('f.entries', '>', 0)
    .groupBy(['w.ancestor_id', 'f.figure', 'f.year', 'f.standing'])
    .execute();
  for (const [unitId, own] of Map.groupBy(rows, (row) => row.unit_id))
    for (const figure of figuresOf(own)) figures.set(`${unitId} ${figure.figure} ${figure.year}`, figure);
  const named = await tx.selectFrom('unit').select(['id', 'name']).where('id', 'in', units).execute();
  return { figures, names: new Map(named.map(({ id, name }) => [id, name])) };
}
