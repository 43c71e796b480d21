import { sql } from 'kysely';
import { z } from 'zod';
import type { AcceptanceFacts } from '#core/acceptance/judge.ts';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { figureValue } from '#core/figure/roll-up.ts';
import { isScored } from '#core/indicator/indicator.ts';
import { type Standing, standings } from '#core/standing/standing.ts';
import type { Tx } from '#server/db/database.ts';
import { readScores } from '#server/quality/read-quality.ts';
import type { Acceptance } from './acceptance-row.ts';

/** A committed figure of the year beside what is on record: `basis` tells whether approved returns or the ledgers say so. */
const Kept = z.object({
  figure: z.string(),
  label: z.string(),
  unit: z.string(),
  committed: z.string(),
  actual: z.string().nullable(),
  basis: z.enum(['approved', 'ledger']).nullable(),
  /** In percent, rounded down to 0.01; null where it cannot be told. */
  fulfilment: z.string().nullable(),
});

/** All that a self-report is filled with: nothing of it is typed. */
export const AcceptanceRecord = z.object({
  commitments: z.array(Kept),
  points: z.array(z.object({ id: z.string(), text: z.string(), entries: z.int(), evidence: z.int() })),
  returns: z.array(
    z.object({
      title: z.string(),
      dueAt: z.string(),
      sentAt: z.string().nullable(),
      approvedAt: z.string().nullable(),
      daysLate: z.int().nullable(),
    }),
  ),
  quality: z.number().nullable(),
  standing: z.object({ id: z.enum(standings), violations: z.int() }).nullable(),
});
export type AcceptanceRecord = z.infer<typeof AcceptanceRecord>;

type Subject = Pick<Acceptance, 'pack' | 'rules' | 'year'>;

/** What is on record of each consortium, as far as the actor sees it: the same few queries, however many. */
export async function readRecords(
  tx: Tx,
  subject: Subject,
  consortia: readonly string[],
): Promise<ReadonlyMap<string, AcceptanceRecord>> {
  if (consortia.length === 0) return new Map();
  const commitments = await readCommitments(tx, subject, consortia);
  const points = await readPoints(tx, subject, consortia);
  const returns = await readReturns(tx, subject, consortia);
  const quality = await readQuality(tx, subject, consortia);
  const standings = await readStandings(tx, consortia);
  return new Map(
    consortia.map((id) => [
      id,
      {
        commitments: [...(commitments.get(id) ?? [])],
        points: [...(points.get(id) ?? [])],
        returns: [...(returns.get(id) ?? [])],
        quality: quality.get(id) ?? null,
        standing: standings.get(id) ?? null,
      },
    ]),
  );
}

/** What is judged of a record. */
export function factsOf({ commitments, points, returns, quality, standing }: AcceptanceRecord): AcceptanceFacts {
  return {
    commitments: commitments.map((one) => ({ ...one, fulfilment: one.fulfilment ?? undefined })),
    points: points.map(({ id, entries, evidence }) => ({ id, supports: entries + evidence })),
    returns: returns.map(({ title, daysLate }) => ({ title, daysLate: daysLate ?? undefined })),
    quality: quality ?? undefined,
    standing: standing ?? undefined,
  };
}

type ActualRow = {
  id: string;
  figure: string;
  committed: string;
  approved: boolean;
  amount: string | null;
  base: string | null;
  entries: number;
};

/** What was approved by the province counts; where nothing was, what the ledgers hold. */
async function readCommitments(tx: Tx, { pack, year }: Subject, consortia: readonly string[]) {
  const { rows } = await sql<ActualRow>`
    select c.consortium_id as id, c.figure, trim_scale(c.value)::text as committed, a.amount is not null as approved,
      trim_scale(coalesce(a.amount, l.amount))::text as amount,
      trim_scale(case when a.amount is not null then a.base else l.base end)::text as base,
      case when a.amount is not null then greatest(a.entries, 1) else coalesce(l.entries, 0) end as entries
    from commitment c
    left join lateral (
      select f.amount, f.base, f.entries from collection_figure f join collection k on k.id = f.collection_id
      where f.consortium_id = c.consortium_id and f.figure = c.figure and f.year = c.year and f.level >= 2 and k.kind = 'self-evaluation'
      order by f.level desc limit 1
    ) a on true
    left join lateral (
      select sum(g.amount) as amount, sum(g.base) as base, sum(g.entries)::integer as entries from ledger_figure g
      where g.consortium_id = c.consortium_id and g.figure = c.figure and g.year = c.year and g.standing in ('confirmed', 'oneSided')
    ) l on true
    where c.consortium_id = any(${[...consortia]}::uuid[]) and c.year = ${year}`.execute(tx);
  const order = Object.keys(pack.form.fields);
  const kept = rows.map(({ id, figure, committed, approved, amount, base, entries }) => {
    const field = pack.form.fields[figure];
    const value = amount === null ? undefined : figureValue({ amount, base: base ?? undefined, entries });
    return {
      id,
      figure,
      label: field?.label ?? figure,
      unit: field?.kind === 'number' ? field.unit : '',
      committed,
      actual: value ?? null,
      basis: value === undefined ? null : approved ? ('approved' as const) : ('ledger' as const),
      fulfilment: percentOf(value, committed),
    };
  });
  kept.sort((one, other) => order.indexOf(one.figure) - order.indexOf(other.figure));
  return grouped(kept);
}

/** Zero that was promised is kept by any value. */
function percentOf(actual: string | undefined, committed: string): string | null {
  const { state, percent } = fulfilment(actual, committed);
  return percent ?? (state === 'kept' ? '100' : null);
}

type PointRow = { id: string; point: string; entries: number; evidence: number };

async function readPoints(tx: Tx, { pack, year }: Subject, consortia: readonly string[]) {
  const points = pack.indicators.indicators.flatMap((indicator) => indicator.points.filter(isScored));
  const supports = (pack.ledgers?.kinds ?? []).flatMap((kind) =>
    kind.supports.map((point) => ({ kind: kind.id, point })),
  );
  const { rows } = await sql<PointRow>`
    select s.id, s.point, sum(s.entries)::integer as entries, sum(s.evidence)::integer as evidence from (
      select e.consortium_id as id, k.point, count(*) as entries, 0 as evidence
      from ledger_entry e join unnest(${supports.map(({ kind }) => kind)}::text[], ${supports.map(({ point }) => point)}::text[])
        as k (kind, point) on k.kind = e.kind
      where e.consortium_id = any(${[...consortia]}::uuid[]) and e.standing in ('confirmed', 'oneSided')
        and e.from_year <= ${year} and e.to_year >= ${year}
      group by 1, 2
      union all
      select l.consortium_id, l.point, 0, count(distinct l.evidence_id)
      from evidence_link l join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id and v.withdrawn_at is null
      where l.consortium_id = any(${[...consortia]}::uuid[]) and l.point is not null
      group by 1, 2
    ) s group by s.id, s.point`.execute(tx);
  const found = new Map(rows.map((row) => [`${row.id} ${row.point}`, row]));
  return grouped(
    consortia.flatMap((id) =>
      points.map(({ id: point, text }) => {
        const { entries = 0, evidence = 0 } = found.get(`${id} ${point}`) ?? {};
        return { id, point, text, entries, evidence };
      }),
    ),
    ({ point, text, entries, evidence }) => ({ id: point, text, entries, evidence }),
  );
}

type ReturnRow = {
  id: string;
  title: string;
  due_at: Date;
  first_sent_at: Date | null;
  approved_at: Date | null;
  days_late: number | null;
};

/** Returns of the year that were due by now, of collections that an office over the consortium opened. */
async function readReturns(tx: Tx, { year }: Subject, consortia: readonly string[]) {
  const { rows } = await sql<ReturnRow>`
    select w.unit_id as id, k.title, v.due_at, r.first_sent_at, r.approved_at,
      case when r.approved_at is not null then greatest(0, ceil(extract(epoch from r.first_sent_at - v.due_at) / 86400))::integer end as days_late
    from collection k
    join collection_level v on v.collection_id = k.id and v.level = 'consortium'
    join unit_within w on w.ancestor_id = k.unit_id and w.unit_id = any(${[...consortia]}::uuid[])
    left join collection_return r on r.consortium_id = w.unit_id and r.collection_id = k.id
    where k.year = ${year} and (v.due_at < clock_timestamp() or r.approved_at is not null)
    order by v.due_at, k.title`.execute(tx);
  return grouped(rows, ({ title, due_at, first_sent_at, approved_at, days_late }) => ({
    title,
    dueAt: due_at.toISOString(),
    sentAt: first_sent_at?.toISOString() ?? null,
    approvedAt: approved_at?.toISOString() ?? null,
    daysLate: days_late,
  }));
}

/** The score of the year's data as its findings stand now; none where nobody looked at it. */
async function readQuality(tx: Tx, { pack, year }: Subject, consortia: readonly string[]) {
  if (!pack.monitoring) return new Map<string, number>();
  const scores = await readScores(tx, pack.monitoring.quality, { years: [year], consortia });
  return new Map(scores.map(({ consortiumId, score }) => [consortiumId, score.points]));
}

type StandingRow = { id: string; standing: Standing | null; violations: number };

async function readStandings(tx: Tx, consortia: readonly string[]) {
  const { rows } = await sql<StandingRow>`
    select c.id, standing_on(c.id, (clock_timestamp() at time zone 'Asia/Shanghai')::date) as standing,
      (select count(*) from violation_decision d where d.consortium_id = c.id and d.standing is not null)::integer as violations
    from unnest(${[...consortia]}::uuid[]) c (id)`.execute(tx);
  return new Map(
    rows.flatMap(({ id, standing, violations }) =>
      standing === null ? [] : [[id, { id: standing, violations }] as const],
    ),
  );
}

function grouped<T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, readonly Omit<T, 'id'>[]>;
function grouped<T extends { id: string }, V>(
  rows: readonly T[],
  view: (row: T) => V,
): ReadonlyMap<string, readonly V[]>;
function grouped<T extends { id: string }, V>(rows: readonly T[], view?: (row: T) => V) {
  const viewed = (row: T) => {
    if (view) return view(row);
    const { id: _, ...rest } = row;
    return rest;
  };
  return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => [id, own.map(viewed)]));
}
