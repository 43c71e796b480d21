import { sql } from 'kysely';
import type { Measured } from '#core/appraisal/formula-text.ts';
import type { Indicator, Subject } from '#core/appraisal/scheme.ts';
import { percentageOf } from '#core/appraisal/score.ts';
import type { Tx } from '#server/db/database.ts';
import { readFigures } from '#server/figure/read-figures.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { figureOf } from './scheme.ts';

/** Whom something is measured of: a member by its id, staff by the account, if there is one. */
export type MeasuredSubject = { id: string; unit: string | null };

type Over = {
  consortiumId: string;
  subject: Subject;
  subjects: readonly MeasuredSubject[];
  fromDay: string;
  toDay: string;
};
type Row = { unit: string; part: string; whole: string | null };

/**
 * What an indicator finds of each subject in a period, as of now: by subject id; all of them with one query. A subject is not there where there was
 * nothing to measure. Days are `YYYY-MM-DD` of one year.
 */
export async function measureSubjects(
  tx: Tx,
  indicator: Indicator,
  over: Over,
): Promise<ReadonlyMap<string, Measured>> {
  const units = over.subjects.flatMap(({ unit }) => unit ?? []);
  switch (indicator.source.kind) {
    case 'figure':
      return over.subject === 'staff' ? ownFigure(tx, indicator, over) : memberFigures(tx, indicator, over, units);
    case 'confirmed':
      return percentages(over, await countConfirmed(tx, over, units));
    case 'tasks':
      return percentages(over, await countTasks(tx, over, units));
    case 'receipts':
      return percentages(over, await countReadings(tx, over, units));
    case 'hand':
      return new Map();
  }
}

const yearIn = ({ toDay }: Over) => Number(toDay.slice(0, 4));

/** What staff bring about is their consortium's. */
async function ownFigure(tx: Tx, indicator: Indicator, over: Over): Promise<ReadonlyMap<string, Measured>> {
  const figure = figureOf(indicator);
  if (!figure) return new Map();
  const [found] = await readFigures(tx, over.consortiumId, { years: [yearIn(over)], figure: figure.id });
  const value = found?.value ?? (figure.isRate ? null : '0');
  return new Map(over.subjects.map(({ id }) => [id, { value, part: null, whole: null }]));
}

/** Of entries that count for a member whichever side of them it is, only the confirmed: nobody gains by its own word alone. */
async function memberFigures(tx: Tx, indicator: Indicator, over: Over, units: readonly string[]) {
  const figure = figureOf(indicator);
  const year = yearIn(over);
  const { rows } = await sql<Row>`
    select p.member_id as unit, trim_scale(sum((f->>3)::numeric))::text as part, trim_scale(sum((f->>4)::numeric))::text as whole
    from ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
    cross join lateral jsonb_array_elements(e.facts) f
    where p.consortium_id = ${over.consortiumId}::uuid and p.member_id = any(${[...units]}::uuid[]) and e.standing = 'confirmed'
      and f->>0 = ${figure?.id ?? ''} and (f->>1)::integer <= ${year} and (f->>2)::integer >= ${year}
    group by 1`.execute(tx);
  const found = new Map(rows.map((row) => [row.unit, row]));
  return new Map(
    over.subjects.map(({ id, unit }): [string, Measured] => {
      const { part = '0', whole = null } = found.get(unit ?? '') ?? {};
      const rate = whole === null ? null : percentageOf(part, whole);
      return [id, { value: figure?.isRate ? rate : part, part: null, whole: null }];
    }),
  );
}

async function countConfirmed(tx: Tx, over: Over, units: readonly string[]): Promise<readonly Row[]> {
  const year = yearIn(over);
  const { rows } = await sql<Row>`
    select p.member_id as unit, (count(*) filter (where e.standing = 'confirmed'))::text as part, count(*)::text as whole
    from ledger_party p join ledger_entry e on e.consortium_id = p.consortium_id and e.id = p.entry_id
    where p.consortium_id = ${over.consortiumId}::uuid and p.member_id = any(${[...units]}::uuid[]) and p.role = 'reporter'
      and e.standing <> 'withdrawn' and e.from_year <= ${year} and e.to_year >= ${year}
    group by 1`.execute(tx);
  return rows;
}

/** Of the tasks whose day is over: in time is what was said to be done by its day. */
async function countTasks(tx: Tx, { consortiumId, subject, fromDay, toDay }: Over, units: readonly string[]) {
  const whose = subject === 'member' ? sql`t.member_id` : sql`t.person_id`;
  const { rows } = await sql<Row>`
    select ${whose} as unit, (count(*) filter (where t.done_on <= t.due_on))::text as part, count(*)::text as whole
    from task t where t.consortium_id = ${consortiumId}::uuid and ${whose} = any(${[...units]}::uuid[]) and t.state <> 'dropped'
      and t.due_on between ${fromDay}::date and least(${toDay}::date, ${beijingToday()}::date)
    group by 1`.execute(tx);
  return rows;
}

/** A member has read what one of its people has. */
async function countReadings(tx: Tx, { consortiumId, subject, toDay }: Over, units: readonly string[]) {
  const whose = subject === 'member' ? sql`r.unit_id` : sql`r.person_id`;
  const { rows } = await sql<Row>`
    select d.unit, (count(*) filter (where d.is_read))::text as part, count(*)::text as whole
    from (select ${whose} as unit, r.version_id, bool_or(r.is_read) as is_read
      from appraised_readings(${consortiumId}::uuid, ${toDay}::date) r where ${whose} = any(${[...units]}::uuid[])
      group by 1, 2) d
    group by 1`.execute(tx);
  return rows;
}

function percentages({ subjects }: Over, rows: readonly Row[]): ReadonlyMap<string, Measured> {
  const found = new Map(rows.map((row) => [row.unit, row]));
  return new Map(
    subjects.flatMap(({ id, unit }): [string, Measured][] => {
      const { part = '0', whole } = found.get(unit ?? '') ?? {};
      return whole === undefined || whole === null ? [] : [[id, { value: percentageOf(part, whole), part, whole }]];
    }),
  );
}
