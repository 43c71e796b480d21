import { sql } from 'kysely';
import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import { adviseOn, type PointSupport } from '#core/indicator/point-advice.ts';
import type { LedgerKind } from '#core/ledger/kind.ts';
import { currentPack } from '#packs/packs.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { readFigures } from '#server/figure/read-figures.ts';
import { mustKnow } from '#server/ledger/list-entries.ts';
import { readPointTasks } from '#server/task/point-tasks.ts';

type KindRow = {
  kind: string;
  entries: number;
  confirmed: number;
  oneSided: number;
  disputed: number;
  latest: number | null;
  unproven: number;
};
type EvidenceRow = { point: string; evidence: number; pictures: number; elsewhen: number };

/** Each observation point with what supports it in a year — figures, entries, tasks, evidence — and what would help most next. Four queries. */
export async function readIndicators(context: Context, actor: Actor, consortiumId: string, year: number) {
  const { kinds, evidence, figures, tasks } = await context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    return {
      kinds: await countEntries(tx, consortiumId, year),
      evidence: await countEvidence(tx, consortiumId, year),
      figures: await readFigures(tx, consortiumId, { years: [year] }),
      tasks: await readPointTasks(tx, consortiumId, year),
    };
  });
  const { form, ledgers, indicators } = currentPack;
  const definitions = ledgers ? figureDefinitions(form, ledgers) : [];
  const values = new Map(figures.map((figure) => [figure.figure, figure]));
  return indicators.indicators.map((indicator) => ({
    id: indicator.id,
    title: indicator.title,
    points: indicator.points.map((point) => {
      const own = (ledgers?.kinds ?? []).filter(({ supports }) => supports.includes(point.id));
      const serving = tasks.filter(({ points }) => points.includes(point.id));
      const done = serving.filter(({ isDone }) => isDone);
      const support = supportOf(own, point.id, { kinds, evidence, tasksDone: done.length });
      return {
        id: point.id,
        text: point.text,
        kinds: own.map(({ id, label }) => ({ id, label, entries: kinds.get(id)?.entries ?? 0 })),
        figures: definitions.flatMap(({ id, label, unit, kind }) => {
          const found = own.includes(kind) ? values.get(id) : undefined;
          return found ? [{ figure: id, label, unit, value: found.value ?? null }] : [];
        }),
        ...support,
        tasks: done.map(({ id, title, unit, doneOn, evidence: proofs }) => ({
          id,
          title,
          unit,
          doneOn,
          evidence: proofs,
        })),
        tasksOpen: serving.length - done.length,
        latestYear: support.latestYear ?? null,
        advice: adviseOn(support, year, point.kind === 'deduction').map(({ id, text }) => ({ id, text })),
      };
    }),
  }));
}

function supportOf(
  own: readonly LedgerKind[],
  point: string,
  {
    kinds,
    evidence,
    tasksDone,
  }: { kinds: ReadonlyMap<string, KindRow>; evidence: readonly EvidenceRow[]; tasksDone: number },
): PointSupport {
  const rows = own.flatMap(({ id }) => kinds.get(id) ?? []);
  const proofs = evidence.find((row) => row.point === point);
  const sum = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((all, one) => all + of(one), 0);
  const years = rows.flatMap(({ latest }) => latest ?? []);
  return {
    entries: sum(rows, ({ entries }) => entries),
    confirmed: sum(rows, ({ confirmed }) => confirmed),
    oneSided: sum(rows, ({ oneSided }) => oneSided),
    disputed: sum(rows, ({ disputed }) => disputed),
    latestYear: years.length === 0 ? undefined : Math.max(...years),
    tasksDone,
    unproven: sum(rows, ({ unproven }) => unproven),
    evidence: proofs?.evidence ?? 0,
    pictures: proofs?.pictures ?? 0,
    elsewhen: proofs?.elsewhen ?? 0,
  };
}

async function countEntries(tx: Tx, consortiumId: string, year: number): Promise<ReadonlyMap<string, KindRow>> {
  const here = sql`e.from_year <= ${year} and e.to_year >= ${year}`;
  const { rows } = await sql<KindRow>`
    select e.kind, count(*) filter (where ${here}) as entries,
      count(*) filter (where ${here} and e.standing = 'confirmed') as confirmed,
      count(*) filter (where ${here} and e.standing = 'oneSided') as "oneSided",
      count(*) filter (where ${here} and e.standing = 'disputed') as disputed,
      max(least(e.to_year, ${year})) filter (where e.from_year <= ${year}) as latest,
      count(*) filter (where ${here} and e.standing = 'confirmed' and not exists (
        select from evidence_link l where l.consortium_id = e.consortium_id and l.entry_id = e.id)) as unproven
    from ledger_entry e where e.consortium_id = ${consortiumId}::uuid and e.standing <> 'withdrawn' group by e.kind`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.kind, row]));
}

/** Evidence of each point: linked to it, or to an entry of a kind that supports it; a piece that is both counts once. */
async function countEvidence(tx: Tx, consortiumId: string, year: number): Promise<readonly EvidenceRow[]> {
  const supports = (currentPack.ledgers?.kinds ?? []).flatMap(({ id, supports: points }) =>
    points.map((point) => ({ kind: id, point })),
  );
  const { rows } = await sql<EvidenceRow>`
    select point, count(*) as evidence, count(*) filter (where media_type like 'image/%') as pictures,
      count(*) filter (where extract(year from period_to) < ${year} or extract(year from period_from) > ${year}) as elsewhen
    from (
      select distinct coalesce(l.point, s.point) as point, v.id, v.media_type, v.period_from, v.period_to
      from evidence_link l join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id and v.withdrawn_at is null
      left join ledger_entry n on n.consortium_id = l.consortium_id and n.id = l.entry_id and n.standing <> 'withdrawn'
      left join jsonb_to_recordset(${JSON.stringify(supports)}::jsonb) as s (kind text, point text) on s.kind = n.kind
      where l.consortium_id = ${consortiumId}::uuid and coalesce(l.point, s.point) is not null
    ) linked group by point`.execute(tx);
  return rows;
}
