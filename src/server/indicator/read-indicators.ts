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

type KindRow = {
  kind: string;
  entries: number;
  confirmed: number;
  oneSided: number;
  disputed: number;
  latest: number | null;
  unproven: number;
};
type EvidenceRow = { point: string | null; kind: string | null; evidence: number; pictures: number; elsewhen: number };

/** Each observation point with what supports it in a year — figures, entries, evidence — and what would help most next. Three queries. */
export async function readIndicators(context: Context, actor: Actor, consortiumId: string, year: number) {
  const { kinds, evidence, figures } = await context.db.readAs(actor, async (tx) => {
    await mustKnow(tx, consortiumId);
    return {
      kinds: await countEntries(tx, consortiumId, year),
      evidence: await countEvidence(tx, consortiumId, year),
      figures: await readFigures(tx, consortiumId, { years: [year] }),
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
      const support = supportOf(own, point.id, kinds, evidence);
      return {
        id: point.id,
        text: point.text,
        kinds: own.map(({ id, label }) => ({ id, label, entries: kinds.get(id)?.entries ?? 0 })),
        figures: definitions.flatMap(({ id, label, unit, kind }) => {
          const found = own.includes(kind) ? values.get(id) : undefined;
          return found ? [{ figure: id, label, unit, value: found.value ?? null }] : [];
        }),
        ...support,
        latestYear: support.latestYear ?? null,
        advice: adviseOn(support, year, point.kind === 'deduction').map(({ id, text }) => ({ id, text })),
      };
    }),
  }));
}

function supportOf(
  own: readonly LedgerKind[],
  point: string,
  kinds: ReadonlyMap<string, KindRow>,
  evidence: readonly EvidenceRow[],
): PointSupport {
  const rows = own.flatMap(({ id }) => kinds.get(id) ?? []);
  const proofs = evidence.filter((row) => row.point === point || own.some(({ id }) => id === row.kind));
  const sum = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((all, one) => all + of(one), 0);
  const years = rows.flatMap(({ latest }) => latest ?? []);
  return {
    entries: sum(rows, ({ entries }) => entries),
    confirmed: sum(rows, ({ confirmed }) => confirmed),
    oneSided: sum(rows, ({ oneSided }) => oneSided),
    disputed: sum(rows, ({ disputed }) => disputed),
    latestYear: years.length === 0 ? undefined : Math.max(...years),
    unproven: sum(rows, ({ unproven }) => unproven),
    evidence: sum(proofs, (row) => row.evidence),
    pictures: sum(proofs, (row) => row.pictures),
    elsewhen: sum(proofs, (row) => row.elsewhen),
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

/** Evidence by the point it is linked to, or by the kind of the entry; a piece that is linked twice to one of them counts once. */
async function countEvidence(tx: Tx, consortiumId: string, year: number): Promise<readonly EvidenceRow[]> {
  const { rows } = await sql<EvidenceRow>`
    select point, kind, count(*) as evidence, count(*) filter (where media_type like 'image/%') as pictures,
      count(*) filter (where extract(year from period_to) < ${year} or extract(year from period_from) > ${year}) as elsewhen
    from (
      select distinct l.point, n.kind, v.id, v.media_type, v.period_from, v.period_to
      from evidence_link l join evidence v on v.consortium_id = l.consortium_id and v.id = l.evidence_id and v.withdrawn_at is null
      left join ledger_entry n on n.consortium_id = l.consortium_id and n.id = l.entry_id and n.standing <> 'withdrawn'
      where l.consortium_id = ${consortiumId}::uuid and (l.point is not null or n.id is not null)
    ) linked group by point, kind`.execute(tx);
  return rows;
}
