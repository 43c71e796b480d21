import type { Answers } from '#core/form/answers.ts';
import type { Random } from '#server/example/ledgers/random.ts';

/** What a middling consortium had in 2022, by figure; rates in percent, with the most that they may be. */
export type Middles = {
  counts: Readonly<Record<string, number>>;
  rates: Readonly<Record<string, { middle: number; most: number }>>;
};

const counts: Middles['counts'] = {
  coBuiltMajors: 16,
  coBuiltCourses: 58,
  coBuiltTextbooks: 19,
  coBuiltTrainingBases: 11,
  coBuiltIndustryColleges: 4,
  enterpriseTeachers: 170,
  enterpriseTeacherHours: 8400,
  intercollegiateTeachers: 44,
  intercollegiateTeacherHours: 1980,
  teacherPracticeMonths: 290,
  apprentices: 1150,
  fieldEngineers: 160,
  otherJointTrainees: 580,
  demandReports: 2,
  internshipMonths: 14_200,
  secondaryToHigherStudents: 780,
  vocationalToBachelorStudents: 220,
  bachelorAdmissions: 280,
  technologyPlatforms: 5,
  researchFundsReceived: 2100,
  researchResults: 66,
  skillCertifications: 5800,
  masterStudios: 10,
  employeeTrainingDays: 35_000,
  socialTrainingDays: 11_300,
};

export const usualRates: Middles['rates'] = {
  apprenticePositionRate: { middle: 4.5, most: 15 },
  skillsExamAdmissionRate: { middle: 61, most: 92 },
  employmentRate: { middle: 95.5, most: 99.5 },
  transformationRate: { middle: 44, most: 85 },
};

/**
 * The figures of both years. A consortium of more `strength` (about 0.5–1.6, 1 is the middle) has more of everything; each figure strays by a
 * quarter, and what is promised for 2023 is never below what was.
 */
export function drawFigures(
  random: Random,
  strength: number,
  middles: Middles = { counts, rates: usualRates },
): Answers {
  const grown = Object.entries(middles.counts).map(([figure, middle]) => {
    const before = Math.max(1, Math.round(middle * strength * between(random, 0.75, 1.25)));
    return [figure, { 2022: before, 2023: Math.max(before, Math.round(before * between(random, 1.04, 1.4))) }];
  });
  const raised = Object.entries(middles.rates).map(([figure, { middle, most }]) => {
    const before = Math.min(most, tenths(middle * strength ** 0.2 * between(random, 0.96, 1.03)));
    return [figure, { 2022: before, 2023: Math.min(most, tenths(before * between(random, 1.005, 1.12))) }];
  });
  return { ...Object.fromEntries(grown), ...Object.fromEntries(raised), ...drawFunds(random, strength) };
}

/** The four sources of 2023 add up to its total; all in 万元. */
function drawFunds(random: Random, strength: number): Answers {
  const total = Math.round(640 * strength * between(random, 0.8, 1.2));
  const fromLeadUnits = Math.round(total * between(random, 0.32, 0.42));
  const fromGovernment = Math.round(total * between(random, 0.34, 0.44));
  const fromMembers = Math.round(total * between(random, 0.06, 0.12));
  return {
    operatingFunds: { 2023: total, 2024: Math.round(total * 1.15), 2025: Math.round(total * 1.35) },
    fundsFromLeadUnits: fromLeadUnits,
    fundsFromGovernment: fromGovernment,
    fundsFromMembers: fromMembers,
    fundsFromOthers: total - fromLeadUnits - fromGovernment - fromMembers,
  };
}

/** Below `to`, from `from` on. */
export function between(random: Random, from: number, to: number): number {
  return from + random.next() * (to - from);
}

/** One decimal. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
