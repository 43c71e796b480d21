import { apportion } from './apportion.ts';
import type { NeedRecord, TalentRecords } from './talent-records.ts';

/** What a record adds to demand or supply of a year. A figure is a sum of `count`, and opens into the pieces that it sums. */
export type Piece = {
  source: 'forecast' | 'job' | 'cohort';
  recordId: string;
  /** Empty where nobody said. */
  occupation: string;
  industry: string;
  level: string;
  count: number;
};

export type YearPieces = { demand: readonly Piece[]; supply: readonly Piece[] };

/**
 * Demand and supply of a year.
 *
 * What an enterprise foresees for an occupation and a level and what it offers there are the same people, so the larger of the two counts and the other's
 * records count nothing. A cohort is divided evenly among the occupations that its major trains for, in their order; each part goes to the industries in
 * proportion to what they need of the occupation in that year, and to none where nobody needs it.
 */
export function piecesOf(records: TalentRecords, year: number): YearPieces {
  const demand = demandOf(records, year);
  const needs = new Map<string, Map<string, number>>();
  for (const { occupation, industry, count } of demand) {
    const byIndustry = needs.get(occupation) ?? new Map<string, number>();
    needs.set(occupation, byIndustry.set(industry, (byIndustry.get(industry) ?? 0) + count));
  }
  const supply = records.cohorts
    .filter((cohort) => cohort.year === year)
    .flatMap(({ id, major, level, size }) => {
      const occupations = [...(records.occupationsOf.get(major) ?? [])].sort();
      const parts = divided(size, occupations.length === 0 ? [['', 1]] : occupations.map((each) => [each, 1]));
      return parts.flatMap(([occupation, part]) => {
        const industries = [...(needs.get(occupation) ?? [])].filter(([, need]) => need > 0).sort();
        // Without an occupation nobody knows who needs them.
        const among = occupation === '' || industries.length === 0 ? [['', 1] as const] : industries;
        return divided(part, among).map(([industry, count]) => ({
          source: 'cohort' as const,
          recordId: id,
          occupation,
          industry,
          level,
          count,
        }));
      });
    });
  return { demand, supply };
}

function demandOf({ forecasts, jobs, industryOf }: TalentRecords, year: number): readonly Piece[] {
  const inYear = (source: 'forecast' | 'job', all: readonly NeedRecord[]) =>
    all.filter((each) => each.year === year).map((record) => ({ source, record }));
  const asks = Map.groupBy(
    [...inYear('forecast', forecasts), ...inYear('job', jobs)],
    ({ record: { memberId, occupation, level } }) => `${memberId}\n${occupation}\n${level}`,
  );
  return [...asks.values()].flatMap((same) => {
    const sumOf = (of: 'forecast' | 'job') =>
      same.reduce((sum, { source, record }) => sum + (source === of ? record.headcount : 0), 0);
    const counts = sumOf('forecast') >= sumOf('job') ? 'forecast' : 'job';
    return same.map(({ source, record }) => ({
      source,
      recordId: record.id,
      occupation: record.occupation,
      industry: industryOf.get(record.memberId) ?? '',
      level: record.level,
      count: source === counts ? record.headcount : 0,
    }));
  });
}

/** Shares by their names; those of nobody are left out. */
function divided(
  total: number,
  weights: readonly (readonly [string, number])[],
): readonly (readonly [string, number])[] {
  const parts = apportion(
    total,
    weights.map(([, weight]) => weight),
  );
  return weights.map(([name], at) => [name, parts[at] ?? 0] as const).filter(([, part]) => part > 0);
}
