import { sql } from 'kysely';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { selectFindings } from './list-findings.ts';
import { examinationNow, qualityRules, ruleOf } from './quality-book.ts';
import { readScores } from './read-quality.ts';

/**
 * The quality of a year over all consortia that an office sees: scores, the lowest first, and how many findings stand by rule, severity and province. The same
 * queries however many consortia. Throws `Refusal('not-found')` for whoever is no office.
 */
export async function viewOffice({ db }: Context, actor: Actor, asked: number | undefined) {
  const book = qualityRules();
  const { years, running } = examinationNow(book);
  return db.readAs(actor, async (tx) => {
    const offices = await tx
      .selectFrom('unit')
      .select(['id', 'name', 'kind'])
      .select(sql<boolean>`has_right('run-quality', id)`.as('mayRun'))
      .where('kind', 'in', ['ministry', 'province'])
      .where(sql<boolean>`has_right('compare-quality', id)`)
      .orderBy(sql`kind = 'province'`)
      .orderBy('name')
      .execute();
    if (offices.length === 0) throw new Refusal('not-found');
    const year = asked ?? (await latestYear(tx)) ?? (running ?? 0) - 1;
    const scores = await readScores(tx, book, { years: [year] });
    const names = await namesOf(
      tx,
      scores.map(({ consortiumId }) => consortiumId),
    );
    const counts = await selectFindings(tx, { year })
      .select(['f.rule', 'f.severity', 'f.state', 'province.id as province_id', 'province.name as province'])
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .groupBy(['f.rule', 'f.severity', 'f.state', 'province.id', 'province.name'])
      .execute();
    const tally = (fits: (row: (typeof counts)[number]) => boolean, state: string) =>
      counts.reduce((sum, row) => sum + (row.state === state && fits(row) ? row.count : 0), 0);
    const counted = (id: string, label: string, fits: (row: (typeof counts)[number]) => boolean) => ({
      id,
      label,
      open: tally(fits, 'open'),
      answered: tally(fits, 'answered'),
    });
    const provinces = new Map(counts.map((row) => [row.province_id, row.province]));
    return {
      year,
      years: years.toReversed(),
      // Who sees the nation has it looked at as a whole.
      offices: offices
        .filter(({ mayRun, kind }, _, all) => mayRun && kind === all[0]?.kind)
        .map(({ id, name }) => ({ id, name })),
      lastRun: await readLastRun(
        tx,
        offices.map(({ id }) => id),
      ),
      rules: [...new Set([...book.rules.map(({ id }) => id), ...counts.map(({ rule }) => rule)])].map((id) =>
        counted(id, ruleOf(book, id).label, (row) => row.rule === id),
      ),
      severities: Object.entries(book.severities).map(([id, { label }]) =>
        counted(id, label, (row) => row.severity === id),
      ),
      provinces: [...provinces].map(([id, name]) => counted(id, name, (row) => row.province_id === id)),
      ranking: scores
        .map(({ consortiumId, score, open, answered, group }) => ({
          consortium: { id: consortiumId, name: names.get(consortiumId)?.name ?? '' },
          province: names.get(consortiumId)?.province ?? '',
          points: score.points,
          open,
          answered,
          group,
        }))
        .sort((a, b) => a.points - b.points || (a.consortium.name < b.consortium.name ? -1 : 1)),
    };
  });
}

/** The last year that is over and was looked at. */
async function latestYear(tx: Tx): Promise<number | undefined> {
  const rows = await tx
    .selectFrom('quality_score')
    .select('year')
    .distinct()
    .orderBy('year', 'desc')
    .limit(2)
    .execute();
  return rows[1]?.year ?? rows[0]?.year;
}

async function namesOf(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { name: string; province: string }>();
  const rows = await tx
    .selectFrom('unit')
    .innerJoin('unit as province', 'province.id', 'unit.parent_id')
    .select(['unit.id', 'unit.name', 'province.name as province'])
    .where('unit.id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name, province }) => [id, { name, province }]));
}

async function readLastRun(tx: Tx, units: readonly string[]) {
  const run = await tx
    .selectFrom('quality_run')
    .innerJoin('unit', 'unit.id', 'quality_run.unit_id')
    .select(['at', 'consortia', 'found', 'opened', 'gone', 'unit.name as office'])
    .select(sql<string>`coalesce(name_of(person_id), '')`.as('by'))
    .where('unit_id', 'in', [...units])
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return run ? { ...run, at: run.at.toISOString() } : null;
}
