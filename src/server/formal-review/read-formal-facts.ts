import { sql } from 'kysely';
import { roles } from '#core/access/role.ts';
import { runChecks } from '#core/check/run-checks.ts';
import { type Answers, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { FormalFacts } from '#core/formal-review/formal-check.ts';
import type { Pack } from '#core/pack/pack.ts';
import { figureCells, withoutVerdict } from '#core/verification/verdict.ts';
import { printValue } from '#documents/print/print-value.ts';
import type { ApplicationRow } from '#server/application/application-row.ts';
import { confirmingRoles } from '#server/application/confirmations.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readRecommendations } from '#server/recommendation/read-recommendation.ts';
import { readVerified, type Verified } from '#server/verification/read-verified.ts';

type FactRow = {
  id: string;
  taken_at: Date;
  application_closes: Date;
  recommendation_closes: Date | null;
  quota: number;
  confirmed: string[];
  entries: number;
  open_entries: number;
  pieces: number;
  points: string[];
  kinds: string[];
};

/** What the formal review of each application is decided by, as the ministry sees it: the same few queries, however many applications. */
export async function readFormalFacts(
  { packs }: Pick<Context, 'packs'>,
  tx: Tx,
  rows: readonly ApplicationRow[],
): Promise<ReadonlyMap<string, FormalFacts>> {
  const all = new Map<string, FormalFacts>();
  if (rows.length === 0) return all;
  const verified = await readVerified(tx, rows);
  const found = new Map((await readRows(tx, rows)).map((each) => [each.id, each]));
  const lists = await readRecommendations(tx, [...new Set(rows.map(({ batch_id }) => batch_id))]);
  for (const row of rows) {
    const { pack } = await packs.byDigest(row.pack_digest);
    const [form, facts] = [verified.get(row.id), found.get(row.id)];
    const list = lists.find(({ items }) => items.some(({ applicationId }) => applicationId === row.id));
    if (form && facts) all.set(row.id, factsOf(pack, form, facts, list));
  }
  return all;
}

type List = Awaited<ReturnType<typeof readRecommendations>>[number];

function factsOf(pack: Pack, form: Verified, row: FactRow, list: List | undefined): FormalFacts {
  const context = { submittedAt: row.taken_at.toISOString(), deadline: row.application_closes.toISOString() };
  const verdicts = [...form.verdicts.values()];
  const figures = figureCells(pack.form).filter(({ path }) => valueAt(form.answers, path) !== undefined).length;
  const own = list?.items.find(({ applicationId }) => applicationId === row.id);
  return {
    findings: {
      submitted: runChecks(pack, form.answers, context),
      verified: runChecks(pack, form.verified, context),
    },
    leads: confirmingRoles(pack).map((role) => ({ label: roles[role].label, confirmed: row.confirmed.includes(role) })),
    steps: [
      { label: '提交', at: context.submittedAt, closesAt: context.deadline },
      ...(row.recommendation_closes
        ? [{ label: '推荐', at: list?.submitted_at?.toISOString(), closesAt: row.recommendation_closes.toISOString() }]
        : []),
    ],
    recommended: list?.items.length ?? 0,
    quota: row.quota,
    opinion: own?.opinion || list?.opinion || '',
    verdicts: {
      figures,
      judged: figures - withoutVerdict(pack.form, form.answers, form.verdicts).length,
      corrected: verdicts.filter(({ verdict }) => verdict === 'corrected').length,
      rejected: verdicts.filter(({ verdict }) => verdict === 'rejected').length,
      entries: row.entries,
      openEntries: row.open_entries,
    },
    materials: { pieces: row.pieces, points: pointsOf(pack, row).size },
    answers: printed(pack, form.answers),
  };
}

/** Observation points that materials support: directly, or by an entry of a kind that does. */
function pointsOf(pack: Pack, { points, kinds }: FactRow): ReadonlySet<string> {
  const supports = pack.ledgers?.kinds.filter(({ id }) => kinds.includes(id)).flatMap((kind) => kind.supports) ?? [];
  return new Set([...points, ...supports]);
}

function printed(pack: Pack, answers: Answers): FormalFacts['answers'] {
  return new Map(
    [...cellsOf(pack.form).values()].map((cell) => [
      cell.path,
      { label: cell.label, text: printValue(cell, valueAt(answers, cell.path)) },
    ]),
  );
}

async function readRows(tx: Tx, rows: readonly ApplicationRow[]): Promise<readonly FactRow[]> {
  const found = await sql<FactRow>`
    select a.id, r.taken_at, s.closes_at as application_closes, b.quota,
      (select closes_at from batch_stage where batch_id = a.batch_id and stage = 'recommendation') as recommendation_closes,
      array(select c.role from revision_confirmation c where c.consortium_id = a.consortium_id and c.application_id = a.id
        and c.number = a.latest_revision) as confirmed,
      coalesce(e.entries, 0) as entries, coalesce(e.open, 0) as open_entries,
      coalesce(m.pieces, 0) as pieces, coalesce(m.points, '{}') as points, coalesce(m.kinds, '{}') as kinds
    from application a
    join revision r on r.consortium_id = a.consortium_id and r.application_id = a.id and r.number = a.latest_revision
    join batch b on b.id = a.batch_id
    join batch_stage s on s.batch_id = a.batch_id and s.stage = 'application'
    left join lateral (
      select count(*) as entries, count(*) filter (where verdict is null) as open from spot_check_entry c
      where c.consortium_id = a.consortium_id and c.application_id = a.id and c.number = a.latest_revision) e on true
    left join lateral (
      select count(distinct v.id) as pieces, array_remove(array_agg(distinct l.point), null) as points,
        array_remove(array_agg(distinct n.kind), null) as kinds
      from evidence v join evidence_link l on l.consortium_id = v.consortium_id and l.evidence_id = v.id
      left join ledger_entry n on n.consortium_id = l.consortium_id and n.id = l.entry_id
      where v.consortium_id = a.consortium_id and v.withdrawn_at is null) m on true
    where a.consortium_id = any(${rows.map(({ consortium_id }) => consortium_id)}::uuid[])
      and a.id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(tx);
  return found.rows;
}
