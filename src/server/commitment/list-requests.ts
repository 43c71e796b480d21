import { sql } from 'kysely';
import { promisedFigures } from '#core/commitment/promised-figures.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import { exact } from './read-commitments.ts';

export const requestStates = ['asked', 'advised', 'approved', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof requestStates)[number];

type Row = {
  id: string;
  consortium_id: string;
  consortium: string;
  province: string;
  pack_digest: string;
  figure: string;
  year: number;
  before: string;
  value: string;
  reason: string;
  evidence: readonly { id: string; title: string }[];
  asked_by: string;
  asked_at: Date;
  opinion: 'support' | 'oppose' | null;
  opinion_text: string | null;
  opined_by: string | null;
  opined_at: Date | null;
  decision: 'approved' | 'refused' | null;
  decision_text: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  version: number;
  state: RequestState;
  total: number;
};

export type RequestFilter = {
  state?: RequestState | 'open' | undefined;
  consortium?: string | undefined;
  request?: string | undefined;
  limit: number;
  offset: number;
};

/** Requests that the actor may see, those still open first and of these the oldest. One query. */
export async function listRequests({ db, packs }: Context, actor: Actor, filter: RequestFilter) {
  const { state, consortium, request, limit, offset } = filter;
  const rows = await db.readAs(actor, async (tx) => {
    const found = await sql<Row>`
      select q.*, count(*) over ()::integer as total from (
        select r.id, r.consortium_id, u.name as consortium, p.name as province, a.pack_digest, r.figure, r.year, r.before::text, r.value::text,
          r.reason, name_of(r.asked_by) as asked_by, r.asked_at, r.opinion, r.opinion_text, name_of(r.opined_by) as opined_by, r.opined_at,
          r.decision, r.decision_text, name_of(r.decided_by) as decided_by, r.decided_at, r.version,
          (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'title', e.title) order by e.title), '[]') from evidence e
            where e.consortium_id = r.consortium_id and e.id = any(r.evidence)) as evidence,
          case when r.withdrawn_at is not null then 'withdrawn' when r.decision is not null then r.decision
            when r.opinion is not null then 'advised' else 'asked' end as state
        from commitment_request r
        join commitment c on (c.consortium_id, c.figure, c.year) = (r.consortium_id, r.figure, r.year)
        join application a on a.consortium_id = c.consortium_id and a.id = c.application_id
        join unit u on u.id = r.consortium_id join unit p on p.id = u.parent_id
      ) q
      where ${
        state === undefined
          ? sql`true`
          : state === 'open'
            ? sql`q.state in ('asked', 'advised')`
            : sql`q.state = ${state}`
      }
        and ${consortium === undefined ? sql`true` : sql`q.consortium_id = ${consortium}::uuid`}
        and ${request === undefined ? sql`true` : sql`q.id = ${request}::uuid`}
      order by q.state in ('asked', 'advised') desc, case when q.state in ('asked', 'advised') then q.asked_at end, q.asked_at desc, q.id
      limit ${limit} offset ${offset}`.execute(tx);
    return found.rows;
  });
  const items = [];
  for (const { total: _, pack_digest, ...row } of rows) {
    const { pack } = await packs.byDigest(pack_digest);
    items.push({ ...viewRequest(row), ...namesOf(promisedFigures(pack)?.figures, row.figure) });
  }
  return { items, total: rows[0]?.total ?? 0 };
}

function namesOf(figures: readonly { id: string; label: string; unit: string }[] | undefined, id: string) {
  const { label = id, unit = '' } = figures?.find((each) => each.id === id) ?? {};
  return { label, unit };
}

function viewRequest(row: Omit<Row, 'total' | 'pack_digest'>) {
  const said = (text: string | null, by: string | null, at: Date | null) =>
    text === null || at === null ? null : { text, by: by ?? '', at: at.toISOString() };
  const opinion = said(row.opinion_text, row.opined_by, row.opined_at);
  const decision = said(row.decision_text, row.decided_by, row.decided_at);
  return {
    id: row.id,
    consortium: { id: row.consortium_id, name: row.consortium },
    province: row.province,
    figure: row.figure,
    year: row.year,
    before: exact(row.before),
    value: exact(row.value),
    reason: row.reason,
    evidence: [...row.evidence],
    asked: { by: row.asked_by, at: row.asked_at.toISOString() },
    opinion: opinion && row.opinion ? { ...opinion, opinion: row.opinion } : null,
    decision: decision && row.decision ? { ...decision, decision: row.decision } : null,
    state: row.state,
    version: row.version,
  };
}
