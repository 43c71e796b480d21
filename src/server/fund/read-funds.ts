import { sql } from 'kysely';
import { balancesOf, type YearBalance } from '#core/fund/fund-balance.ts';
import { fenOf } from '#core/quantity/yuan.ts';
import type { Tx } from '#server/db/database.ts';

export type YearRow = YearBalance & { closed: { by: string; at: Date } | null };

/** The years of a consortium's funds with their balances in fen, the earliest first. One query. */
export async function readYears(tx: Tx, consortiumId: string): Promise<readonly YearRow[]> {
  const { rows } = await sql<{
    year: number;
    opening: string | null;
    received: string;
    paid: string;
    closed_by: string | null;
    closed_at: Date | null;
  }>`
    select y.year, y.opening, name_of(y.closed_by) as closed_by, y.closed_at,
      (select coalesce(sum(r.amount), 0) from fund_receipt r
        where r.consortium_id = y.consortium_id and r.year = y.year and r.reversed_at is null)::numeric(16, 2) as received,
      (select coalesce(sum(s.amount), 0) from fund_spending s
        where s.consortium_id = y.consortium_id and s.year = y.year and s.state = 'paid')::numeric(16, 2) as paid
    from fund_year y where y.consortium_id = ${consortiumId}::uuid order by y.year`.execute(tx);
  const closed = new Map(
    rows.flatMap(({ year, closed_by, closed_at }) =>
      closed_at === null ? [] : [[year, { by: closed_by ?? '', at: closed_at }] as const],
    ),
  );
  const sums = rows.map(({ year, opening, received, paid }) => ({
    year,
    carried: opening === null ? null : fenOf(opening),
    received: fenOf(received),
    paid: fenOf(paid),
  }));
  return balancesOf(sums).map((balance) => ({ ...balance, closed: closed.get(balance.year) ?? null }));
}

export type PlanRow = {
  id: string;
  year: number;
  source: string;
  payer: string;
  member_id: string | null;
  planned: string;
  received: string;
  due_on: string | null;
  note: string;
  version: number;
  receipts: {
    id: string;
    receivedOn: string;
    amount: string;
    voucher: string;
    by: string;
    reversed: { by: string; reason: string } | null;
  }[];
};

/** What was promised and what came in, as far as the actor may see it: of a year, or of its own members in all years. One query. */
export async function readPlan(
  tx: Tx,
  consortiumId: string,
  of: { year: number } | 'own',
): Promise<readonly PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select p.id, p.year, p.source, p.payer, p.member_id, p.planned, p.due_on, p.note, p.version,
      coalesce(sum(r.amount) filter (where r.reversed_at is null), 0)::numeric(16, 2) as received,
      coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'receivedOn', r.received_on, 'amount', r.amount::text, 'voucher', r.voucher,
        'by', name_of(r.person_id), 'reversed', case when r.reversed_at is not null
          then jsonb_build_object('by', name_of(r.reversed_by), 'reason', r.reason) end) order by r.received_on, r.at)
        filter (where r.id is not null), '[]') as receipts
    from fund_plan p left join fund_receipt r on r.consortium_id = p.consortium_id and r.plan_id = p.id
    where p.consortium_id = ${consortiumId}::uuid
      and ${of === 'own' ? sql`p.member_id in (select scope('read-own-ledger'))` : sql`p.year = ${of.year}`}
    group by p.consortium_id, p.id order by p.year desc, p.planned desc, p.payer, p.id`.execute(tx);
  return rows;
}

export type LineRow = {
  id: string;
  name: string;
  department: string;
  amount: string;
  asked: string;
  approved: string;
  paid: string;
  changes: {
    id: string;
    amount: string;
    reason: string;
    state: 'asked' | 'approved' | 'declined';
    askedBy: string;
    by: string;
    at: string;
    authority: string | null;
    resolution: string | null;
    remark: string;
    decidedBy: string | null;
    decidedAt: string | null;
  }[];
};

/** The lines of a year's budget with what was asked, approved and paid out of each. One query. */
export async function readLines(tx: Tx, consortiumId: string, year: number): Promise<readonly LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.id, l.name, l.department, l.amount,
      coalesce(s.asked, 0)::numeric(16, 2) as asked, coalesce(s.approved, 0)::numeric(16, 2) as approved, coalesce(s.paid, 0)::numeric(16, 2) as paid,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'amount', c.amount::text, 'reason', c.reason, 'state', c.state,
        'askedBy', c.asked_by, 'by', name_of(c.asked_by), 'at', c.asked_at, 'authority', c.authority, 'resolution', c.resolution,
        'remark', c.remark, 'decidedBy', name_of(c.decided_by), 'decidedAt', c.decided_at) order by c.asked_at desc)
        from fund_line_change c where c.consortium_id = l.consortium_id and c.line_id = l.id), '[]') as changes
    from fund_line l left join lateral (
      select sum(s.amount) filter (where s.state = 'asked') as asked, sum(s.amount) filter (where s.state in ('approved', 'paid')) as approved,
        sum(s.amount) filter (where s.state = 'paid') as paid
      from fund_spending s where s.consortium_id = l.consortium_id and s.line_id = l.id) s on true
    where l.consortium_id = ${consortiumId}::uuid and l.year = ${year} order by l.at, l.id`.execute(tx);
  return rows;
}
