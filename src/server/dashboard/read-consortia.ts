import { sql } from 'kysely';
import { type FunnelStageId, hasReached, stageReached } from '#core/dashboard/funnel.ts';
import type { Addend } from '#core/dashboard/total.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import { type Standing, type StandingEvent, standings } from '#core/standing/standing.ts';
import { currentPack } from '#packs/packs.ts';
import type { Tx } from '#server/db/database.ts';

/** By `mark` one tells whether anything that dashboards show of a consortium has changed: its writes and its names. */
export type Head = { id: string; mark: string };

/** A province, whether or not it has a consortium. */
export type Province = { id: string; name: string; ministryId: string };

/** A consortium as dashboards know it. */
export type Consortium = {
  id: string;
  name: string;
  province: Province;
  /** How far it came on the way from application to acceptance. */
  stage: FunnelStageId | undefined;
  /** What it was on each day, in the order in which it became known; empty of one that was never on the cultivation list. */
  standings: readonly StandingEvent[];
  /** What the park says of its leading industries. */
  industries: string;
  members: number;
  /** By `figure.year`. */
  ledger: ReadonlyMap<string, Addend>;
  approved: ReadonlyMap<string, Addend>;
  committed: ReadonlyMap<string, Addend>;
};

/** Every consortium there is, by name. */
export async function readHeads(tx: Tx): Promise<readonly Head[]> {
  const { rows } = await sql<Head>`
    select u.id, concat_ws(' ', coalesce(h.sequence, 0), coalesce(m.sequence, 0), p.name, u.name) as mark
    from unit u join unit p on p.id = u.parent_id left join ledger_head h on h.consortium_id = u.id left join monitoring_head m on m.consortium_id = u.id
    where u.kind = 'consortium' order by u.name, u.id`.execute(tx);
  return rows;
}

/** Every province there is, by name. */
export async function readProvinces(tx: Tx): Promise<readonly Province[]> {
  const { rows } = await sql<Province>`
    select id, name, parent_id as "ministryId" from unit where kind = 'province' order by name, id`.execute(tx);
  return rows;
}

type Row = {
  id: string;
  name: string;
  province_id: string;
  province: string;
  ministry_id: string;
  states: string[] | null;
  standings: [standing: string, from: string, until: string | null][] | null;
  industries: unknown;
  members: number;
  ledger: FigureRow[] | null;
  approved: FigureRow[] | null;
  committed: FigureRow[] | null;
};
/** `figure.year`, amount, base, entries, confirmed entries. */
type FigureRow = [key: string, amount: string, base: string | null, entries: number, confirmed: number];

/** The kinds of collection whose figures, once the ministry has approved them, are the year's: those due on a day of each year. */
const approvedBy = (currentPack.monitoring?.collections ?? []).flatMap(({ id, figures, due }) =>
  figures === 'actual' && 'month' in due ? [id] : [],
);

/** Some consortia with all their figures: one query however many they are. */
export async function readConsortia(
  tx: Tx,
  ids: readonly string[],
  figures: readonly string[],
): Promise<readonly Consortium[]> {
  const { rows } = await sql<Row>`
    select u.id, u.name, p.id as province_id, p.name as province, p.parent_id as ministry_id, a.states, s.standings, i.industries, m.members,
      f.ledger, v.approved, c.committed
    from unit u join unit p on p.id = u.parent_id
    cross join lateral (select array_agg(state) as states from application where consortium_id = u.id) a
    cross join lateral (
      select json_agg(json_build_array(standing, from_day::text, until::text) order by sequence) as standings
      from standing_event where consortium_id = u.id) s
    cross join lateral (select count(*)::integer as members from member where consortium_id = u.id and left_on is null) m
    left join lateral (
      select value as industries from answer
      where consortium_id = u.id and cell = ${currentPack.names.industries ?? ''} order by changed_at desc limit 1) i on true
    cross join lateral (
      select json_agg(json_build_array(key, amount::text, base::text, entries, confirmed)) as ledger from (
        select figure || '.' || year as key, trim_scale(round(sum(amount), 6)) as amount, trim_scale(round(sum(base), 6)) as base,
          sum(entries) as entries, coalesce(sum(entries) filter (where standing = 'confirmed'), 0) as confirmed
        from ledger_figure
        where consortium_id = u.id and figure = any(${figures}::text[]) and standing in ('confirmed', 'oneSided') and entries > 0
        group by figure, year) sums) f
    cross join lateral (
      select json_agg(json_build_array(key, amount::text, base::text, entries, confirmed)) as approved from (
        select distinct on (g.figure, g.year) g.figure || '.' || g.year as key, trim_scale(round(g.amount, 6)) as amount,
          trim_scale(round(g.base, 6)) as base, greatest(g.entries, 1) as entries, round(g.confirmed * g.entries)::integer as confirmed
        from collection_figure g join collection o on o.id = g.collection_id
        where g.consortium_id = u.id and g.level = 3 and o.kind = any(${approvedBy}::text[]) and g.figure = any(${figures}::text[])
        order by g.figure, g.year, o.year desc) latest) v
    cross join lateral (
      select json_agg(json_build_array(figure || '.' || year, trim_scale(round(value, 6))::text, null, 1, 1)) as committed
      from commitment where consortium_id = u.id and figure = any(${figures}::text[])) c
    where u.id = any(${ids}::uuid[])`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    province: { id: row.province_id, name: row.province, ministryId: row.ministry_id },
    stage: furthest(row.states ?? [], row.standings?.some(([standing]) => standing === 'accepted') ?? false),
    standings: (row.standings ?? []).flatMap(([standing, from, until]) =>
      isStanding(standing) ? [{ standing, from, until }] : [],
    ),
    industries: typeof row.industries === 'string' ? row.industries : '',
    members: row.members,
    ledger: addendsOf(row.ledger ?? []),
    approved: addendsOf(row.approved ?? []),
    committed: addendsOf(row.committed ?? []),
  }));
}

/** A consortium may apply more than once: what counts is the application that came furthest. */
function furthest(states: readonly string[], isAccepted: boolean): FunnelStageId | undefined {
  return [null, ...states]
    .map((state) => stageReached(state, isAccepted))
    .reduce((best, stage) => (stage && !hasReached(best, stage) ? stage : best), undefined);
}

const isStanding = (text: string): text is Standing => standings.some((each) => each === text);

function addendsOf(rows: readonly FigureRow[]): ReadonlyMap<string, Addend> {
  return new Map(
    rows.map(([key, amount, base, entries, confirmed]) => [
      key,
      { amount: decimalOf(amount), base: base === null ? undefined : decimalOf(base), entries, confirmed },
    ]),
  );
}
