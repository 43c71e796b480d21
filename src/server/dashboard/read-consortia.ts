import { sql } from 'kysely';
import { type FunnelStageId, hasReached, stageReached } from '#core/dashboard/funnel.ts';
import type { Addend } from '#core/dashboard/total.ts';
import { decimalOf } from '#core/quantity/decimal.ts';
import { industriesOf } from '#core/selection/industries.ts';
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
  /** The day from which it stands on the cultivation list, `YYYY-MM-DD`. */
  listedSince: string | undefined;
  /** Its leading industry's group; '' where its form names none that is known. */
  industry: string;
  ledger: ReadonlyMap<string, Addend>;
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
  listed_since: string | null;
  industries: unknown;
  ledger: FigureRow[] | null;
};
/** `figure.year`, amount, base, entries, confirmed entries. */
type FigureRow = [key: string, amount: string, base: string | null, entries: number, confirmed: number];

/** Some consortia with all their figures: one query however many they are. */
export async function readConsortia(
  tx: Tx,
  ids: readonly string[],
  figures: readonly string[],
): Promise<readonly Consortium[]> {
  const { rows } = await sql<Row>`
    select u.id, u.name, p.id as province_id, p.name as province, p.parent_id as ministry_id, a.states, c.listed_since, i.industries, f.ledger
    from unit u join unit p on p.id = u.parent_id
    cross join lateral (select array_agg(state) as states from application where consortium_id = u.id) a
    cross join lateral (select min(since) as listed_since from cultivation where consortium_id = u.id) c
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
    where u.id = any(${ids}::uuid[])`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    province: { id: row.province_id, name: row.province, ministryId: row.ministry_id },
    stage: furthest(row.states ?? []),
    listedSince: row.listed_since ?? undefined,
    industry: typeof row.industries === 'string' ? (industriesOf(row.industries)[0] ?? '') : '',
    ledger: addendsOf(row.ledger ?? []),
  }));
}

/** A consortium may apply more than once: what counts is the application that came furthest. */
function furthest(states: readonly string[]): FunnelStageId | undefined {
  return states
    .map((state) => stageReached(state, false))
    .reduce((best, stage) => (stage && !hasReached(best, stage) ? stage : best), undefined);
}

function addendsOf(rows: readonly FigureRow[]): ReadonlyMap<string, Addend> {
  return new Map(
    rows.map(([key, amount, base, entries, confirmed]) => [
      key,
      { amount: decimalOf(amount), base: base === null ? undefined : decimalOf(base), entries, confirmed },
    ]),
  );
}
