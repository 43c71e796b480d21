import { piecesOf } from '#core/talent-balance/pieces.ts';
import type { TalentRecords } from '#core/talent-balance/talent-records.ts';

/** How a cohort was admitted, or found work, as its school tells it. */
export type CohortOutcome = {
  memberId: string;
  major: string;
  enrolledIn: number;
  graduatesIn: number;
  planned: number | null;
  admitted: number | null;
  graduates: number | null;
  employed: number | null;
};

/** A part of a whole in a year, in people. */
export type Share = { year: number; part: number; whole: number };

/**
 * What is known of a major of a school. `supply` and `demand` are those of all occupations that the major trains for at its level, over the years that are looked at;
 * `leading` is what of the demand the park's leading industries need, null where nobody said which they are. `admission` and `employment` are the latest told.
 */
export type MajorFigures = {
  memberId: string;
  major: string;
  level: string;
  students: number;
  occupations: readonly string[];
  supply: number;
  demand: number;
  leading: number | null;
  admission: Share | null;
  employment: Share | null;
};

/** The majors of all schools that have cohorts in these years, or have told of one. */
export function majorFigures(
  records: TalentRecords,
  outcomes: readonly CohortOutcome[],
  { years, leading, anyLevel }: { years: readonly number[]; leading: ReadonlySet<string>; anyLevel: string },
): readonly MajorFigures[] {
  const pieces = years.map((year) => piecesOf(records, year));
  const demand = pieces.flatMap((each) => each.demand);
  const supply = pieces.flatMap((each) => each.supply);
  const sumOf = (all: typeof demand) => all.reduce((sum, { count }) => sum + count, 0);
  const cohorts = records.cohorts.filter(({ year }) => years.includes(year));
  const keyOf = ({ memberId, major }: { memberId: string; major: string }) => `${memberId}\n${major}`;
  const levels = new Map(records.cohorts.map((cohort) => [keyOf(cohort), cohort.level]));
  const majors = new Map([...cohorts, ...outcomes].map((each) => [keyOf(each), each]));
  return [...majors].map(([key, { memberId, major }]) => {
    const level = levels.get(key) ?? '';
    const occupations = records.occupationsOf.get(major) ?? [];
    const trained = new Set(occupations);
    const needed = demand.filter(
      (piece) => trained.has(piece.occupation) && (piece.level === level || piece.level === anyLevel),
    );
    const own = outcomes.filter((each) => keyOf(each) === key);
    return {
      memberId,
      major,
      level,
      students: cohorts.filter((each) => keyOf(each) === key).reduce((sum, { size }) => sum + size, 0),
      occupations,
      supply: sumOf(supply.filter((piece) => trained.has(piece.occupation) && piece.level === level)),
      demand: sumOf(needed),
      leading: leading.size === 0 ? null : sumOf(needed.filter(({ industry }) => leading.has(industry))),
      admission: latest(own.map((each) => shareOf(each.enrolledIn, each.admitted, each.planned))),
      employment: latest(own.map((each) => shareOf(each.graduatesIn, each.employed, each.graduates))),
    };
  });
}

function shareOf(year: number, part: number | null, whole: number | null): Share | null {
  return part === null || whole === null ? null : { year, part, whole };
}

function latest(shares: readonly (Share | null)[]): Share | null {
  const told = shares.flatMap((share) => share ?? []);
  return told.reduce<Share | null>((last, share) => (last === null || share.year >= last.year ? share : last), null);
}
