import { sql } from 'kysely';
import type { CohortRecord, JobRecord, NeedRecord, TalentRecords } from '#core/talent-balance/talent-records.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { talentRules } from '#server/talent/talent-right.ts';

/** All that supply and demand of some years are reckoned from, with what people call each occupation. */
export type ReadRecords = TalentRecords & { nameOf: (occupation: string) => string };

/**
 * What a consortium's members have said of the years from `from` to `to`, as the transaction may read it. Positions count in the year in which they begin, or else in
 * that in which they are filled; withdrawn ones, and those that are no jobs, not at all.
 */
export async function readRecords(
  { catalogues, directories }: Pick<Context, 'catalogues' | 'directories'>,
  tx: Tx,
  consortiumId: string,
  { from, to }: { from: number; to: number },
): Promise<ReadRecords> {
  const called = new Map<string, string>();
  const occupationOf = (row: { occupation: string; occupation_code: string | null; title: string }) => {
    const key = row.occupation_code ?? row.occupation;
    const name = catalogues.nameOf('occupation', key) ?? row.occupation.replace(row.occupation_code ?? '', '').trim();
    if (!called.get(key)) called.set(key, name || row.title);
    return key;
  };
  const demands = await tx
    .selectFrom('talent_demand')
    .select(['id', 'member_id', 'position as title', 'occupation', 'occupation_code', 'level', 'year', 'headcount'])
    .where('consortium_id', '=', consortiumId)
    .where('headcount', '>', 0)
    .where('year', '>=', from)
    .where('year', '<=', to)
    .orderBy('year')
    .orderBy('id')
    .execute();
  const yearOf = sql<number>`extract(year from coalesce(starts_on, expires_on))::integer`;
  const positions = await tx
    .selectFrom('talent_position')
    .select(['id', 'member_id', 'title', 'occupation', 'occupation_code', 'level', 'headcount', 'pay_from', 'pay_to'])
    .select(yearOf.as('year'))
    .where('consortium_id', '=', consortiumId)
    .where('kind', '=', 'job')
    .where('is_withdrawn', '=', false)
    .where(sql<boolean>`${yearOf} between ${from} and ${to}`)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const programmes = await tx
    .selectFrom('talent_programme')
    .select(['id', 'member_id', 'major', 'major_code', 'graduates_in', 'size'])
    .where('consortium_id', '=', consortiumId)
    .where('graduates_in', '>=', from)
    .where('graduates_in', '<=', to)
    .orderBy('graduates_in')
    .orderBy('id')
    .execute();
  const majors = await tx
    .selectFrom('major_occupation')
    .select(['major', 'occupation'])
    .where('consortium_id', '=', consortiumId)
    .execute();
  const industries = await tx
    .selectFrom('talent_industry')
    .select(['member_id', 'industry'])
    .where('consortium_id', '=', consortiumId)
    .execute();
  const { byId } = await directories.of(consortiumId);
  const { ofMajor, ofSchool } = talentRules().demand.levels;
  const levels = levelsOfMajors(catalogues);
  const needOf = (row: (typeof demands)[number] | (typeof positions)[number]): NeedRecord => ({
    id: row.id,
    memberId: row.member_id,
    title: row.title,
    occupation: occupationOf(row),
    level: row.level,
    year: row.year,
    headcount: row.headcount,
  });
  const forecasts = demands.map(needOf);
  const jobs = positions.map(
    (row): JobRecord => ({
      ...needOf(row),
      pay: row.pay_from === null || row.pay_to === null ? null : { from: row.pay_from, to: row.pay_to },
    }),
  );
  const cohorts = programmes.map(
    (row): CohortRecord => ({
      id: row.id,
      memberId: row.member_id,
      major: row.major_code ?? row.major,
      level: ofMajor[levels.get(row.major_code ?? '') ?? ''] ?? ofSchool[byId.get(row.member_id)?.category ?? ''] ?? '',
      year: row.graduates_in,
      size: row.size,
    }),
  );
  return {
    forecasts,
    jobs,
    cohorts,
    occupationsOf: new Map(
      [...Map.groupBy(majors, ({ major }) => major)].map(([major, rows]) => [
        major,
        rows.map(({ occupation }) => occupation),
      ]),
    ),
    industryOf: new Map(industries.map(({ member_id, industry }) => [member_id, industry])),
    nameOf: (occupation) => catalogues.nameOf('occupation', occupation) ?? called.get(occupation) ?? '',
  };
}

/** 中等职业教育 and the like, by the code of a major. */
function levelsOfMajors({ of }: Context['catalogues']): ReadonlyMap<string, string> {
  return new Map(of('major').editions.flatMap(({ items }) => items.map(({ code, level = '' }) => [code, level])));
}
