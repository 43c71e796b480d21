import { type MajorFigures, majorFigures } from '#core/major/major-figures.ts';
import { type MajorWarning, warningOf } from '#core/major/major-warning.ts';
import type { TalentRecords } from '#core/talent-balance/talent-records.ts';
import type { Tx } from '#server/db/database.ts';
import { talentRules } from '#server/talent/talent-right.ts';

export type JudgedMajor = { figures: MajorFigures; warning: MajorWarning };

/** The years over which majors are judged in one. */
export function judgedYears(year: number): readonly number[] {
  return Array.from({ length: talentRules().majors.years }, (_, at) => year + at);
}

/** Majors with their figures and warnings, as the transaction may read what schools told of them. `records` hold the years that are judged. */
export async function readMajors(
  tx: Tx,
  consortiumId: string,
  records: TalentRecords,
  year: number,
): Promise<readonly JudgedMajor[]> {
  const { majors, demand } = talentRules();
  const outcomes = await tx
    .selectFrom('programme_outcome as o')
    .innerJoin('talent_programme as p', (join) =>
      join.onRef('p.consortium_id', '=', 'o.consortium_id').onRef('p.id', '=', 'o.programme_id'),
    )
    .select(['p.member_id', 'p.major', 'p.major_code', 'p.enrolled_in', 'p.graduates_in'])
    .select(['o.planned', 'o.admitted', 'o.graduates', 'o.employed'])
    .where('o.consortium_id', '=', consortiumId)
    .execute();
  const leading = await tx
    .selectFrom('leading_industry')
    .select('industry')
    .where('consortium_id', '=', consortiumId)
    .execute();
  const told = outcomes.map((row) => ({
    memberId: row.member_id,
    major: row.major_code ?? row.major,
    enrolledIn: row.enrolled_in,
    graduatesIn: row.graduates_in,
    planned: row.planned,
    admitted: row.admitted,
    graduates: row.graduates,
    employed: row.employed,
  }));
  return majorFigures(records, told, {
    years: judgedYears(year),
    leading: new Set(leading.map(({ industry }) => industry)),
    anyLevel: demand.balance.anyLevel,
  }).map((figures) => ({ figures, warning: warningOf(figures, majors) }));
}
