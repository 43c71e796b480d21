import { sql } from 'kysely';
import { monitoredFigures } from '#core/collection/monitored-figures.ts';
import { fulfilment } from '#core/commitment/fulfilment.ts';
import { totalOf, totalText } from '#core/dashboard/total.ts';
import type { Basis } from '#core/dashboard/view.ts';
import type { ReportScope } from '#core/monitoring-report/report-rules.ts';
import type { LateReturn, ReportFigure, ReportValues } from '#core/monitoring-report/report-values.ts';
import type { QualityScore } from '#core/quality/quality-score.ts';
import { standingOn } from '#core/standing/standing.ts';
import type { StandingRules } from '#core/standing/standing-rules.ts';
import { currentPack } from '#packs/packs.ts';
import { type Consortium, readConsortia } from '#server/dashboard/read-consortia.ts';
import type { Tx } from '#server/db/database.ts';
import { categoryLabels } from '#server/member/member-row.ts';
import { readScores } from '#server/quality/read-quality.ts';

export type ReportOrder = { unitId: string; year: number; each: boolean; basis: Basis };

type Unit = { id: string; name: string; kind: string };

const figures = monitoredFigures(currentPack);
const ids = figures.map(({ id }) => id);
const scopes: Readonly<Record<string, ReportScope>> = {
  ministry: 'nation',
  province: 'province',
  consortium: 'consortium',
};

/**
 * What the report of a unit is made of, as the transaction may read it, and where `each` is asked for, that of every consortium in it: as many
 * queries for many consortia as for one. Consortia that were never on the cultivation list are reported by themselves only.
 */
export async function readReportValues(
  tx: Tx,
  labels: StandingRules,
  { unitId, year, each, basis }: ReportOrder,
  now: Date,
  day: string,
): Promise<readonly ReportValues[]> {
  const { rows: units } = await sql<Unit>`
    select u.id, u.name, u.kind from unit_within w join unit u on u.id = w.unit_id
    where w.ancestor_id = ${unitId}::uuid and (u.id = ${unitId}::uuid or u.kind = 'consortium') order by u.name, u.id`.execute(
    tx,
  );
  const whole = units.find(({ id }) => id === unitId);
  const scope = whole && scopes[whole.kind];
  if (!whole || !scope) throw new RangeError(`no report of ${unitId}`);
  const within = units.flatMap(({ id, kind }) => (kind === 'consortium' ? [id] : []));
  const read = await readConsortia(tx, within, ids);
  const members = await readMembers(tx, within);
  const late = await readLate(tx, within, year, now);
  const scores = await readYearScores(tx, within, year);
  const reported = scope === 'consortium' ? read : read.filter(({ standings }) => standings.length > 0);
  const valuesOf = (id: string, name: string, of: ReportScope, consortia: readonly Consortium[]): ReportValues => ({
    unitId: id,
    scope: of,
    basis,
    name,
    year,
    day,
    consortia: consortia.map((one) => {
      const judged = figures.map((figure) => ofFigure(figure, year, [one], basis).fulfilment.state);
      const standing = standingOn(one.standings, day);
      return {
        name: one.name,
        province: one.province.name,
        standing: standing ? labels[standing].label : '',
        members: one.members,
        kept: judged.filter((state) => state === 'kept').length,
        promised: judged.filter((state) => state === 'kept' || state === 'short').length,
        late: late.filter(({ consortiumId }) => consortiumId === one.id).length,
        quality: scores.get(one.id),
      };
    }),
    members: [...categoryLabels].map(([category, label]) => ({
      label,
      count: consortia.reduce((sum, { id }) => sum + (members.get(`${id} ${category}`) ?? 0), 0),
    })),
    figures: figures.map((figure) => ofFigure(figure, year, consortia, basis)),
    late: late.filter(({ consortiumId }) => consortia.some(({ id }) => id === consortiumId)),
  });
  return [
    valuesOf(whole.id, whole.name, scope, reported),
    ...(each && scope !== 'consortium' ? reported.map((one) => valuesOf(one.id, one.name, 'consortium', [one])) : []),
  ];
}

/** A figure of several consortia together. Kept or not is judged over those that promised it; promises of rates do not add up. */
function ofFigure(
  { id, label, unit, isRate }: (typeof figures)[number],
  year: number,
  consortia: readonly Consortium[],
  basis: Basis,
): ReportFigure {
  const yearsOf = (by: Basis | 'committed') =>
    new Set(
      consortia.flatMap((one) =>
        [...one[by].keys()].flatMap((key) => (key.startsWith(`${id}.`) ? [Number(key.slice(id.length + 1))] : [])),
      ),
    );
  const sumIn = (by: Basis | 'committed', of: number, among = consortia) =>
    totalText(totalOf(among.map((one) => one[by].get(`${id}.${of}`)))).value;
  const valuesIn = (by: Basis | 'committed') =>
    new Map([...yearsOf(by)].sort().flatMap((one) => withValue(one, sumIn(by, one))));
  const committed = isRate && consortia.length > 1 ? new Map<number, string>() : valuesIn('committed');
  const promising = consortia.filter((one) => one.committed.has(`${id}.${year}`));
  return {
    id,
    label,
    unit,
    actual: valuesIn(basis),
    committed,
    fulfilment: fulfilment(sumIn(basis, year, promising), committed.get(year)),
  };
}

const withValue = (year: number, value: string | undefined) => (value === undefined ? [] : [[year, value] as const]);

/** How many members each consortium has by now, by `consortium category`. */
async function readMembers(tx: Tx, consortia: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ consortium_id: string; category: string; count: number }>`
    select consortium_id, category, count(*)::integer as count from member
    where left_on is null and consortium_id = any(${[...consortia]}::uuid[]) group by 1, 2`.execute(tx);
  return new Map(rows.map(({ consortium_id, category, count }) => [`${consortium_id} ${category}`, count]));
}

/** The quality scores of a year, as far as the transaction may see them. */
async function readYearScores(
  tx: Tx,
  consortia: readonly string[],
  year: number,
): Promise<ReadonlyMap<string, QualityScore>> {
  const book = currentPack.monitoring?.quality;
  if (!book) return new Map();
  const scores = await readScores(tx, book, { consortia, years: [year] });
  return new Map(scores.map(({ consortiumId, score }) => [consortiumId, score]));
}

/** Returns of the year's collections that were late, the longest first. */
async function readLate(
  tx: Tx,
  consortia: readonly string[],
  year: number,
  now: Date,
): Promise<readonly (LateReturn & { consortiumId: string })[]> {
  const { rows } = await sql<LateReturn & { consortiumId: string }>`
    select r.consortium_id as "consortiumId", u.name as consortium, c.title, r.first_sent_at is not null as sent,
      ceil(extract(epoch from coalesce(r.first_sent_at, ${now}::timestamptz) - l.due_at) / 86400)::integer as days
    from collection_return r join collection c on c.id = r.collection_id join unit u on u.id = r.consortium_id
    join collection_level l on l.collection_id = c.id and l.level = 'consortium'
    where r.consortium_id = any(${[...consortia]}::uuid[]) and c.year = ${year} and l.due_at < coalesce(r.first_sent_at, ${now}::timestamptz)
    order by days desc, u.name, c.title`.execute(tx);
  return rows;
}
