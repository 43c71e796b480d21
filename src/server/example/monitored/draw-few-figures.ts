import { type Answers, isRecord } from '#core/form/answers.ts';
import type { Random } from '#server/example/ledgers/random.ts';
import { drawFigures, type Middles, usualRates } from '#server/example/nation/draw-figures.ts';

/** A small consortium's figures of 2022: what each entry counts as one is few, so that 150 ledgers are quick to load. */
const few: Middles = {
  counts: {
    coBuiltMajors: 5,
    coBuiltCourses: 6,
    coBuiltTextbooks: 4,
    coBuiltTrainingBases: 4,
    coBuiltIndustryColleges: 2,
    enterpriseTeachers: 4,
    enterpriseTeacherHours: 210,
    intercollegiateTeachers: 2,
    intercollegiateTeacherHours: 90,
    teacherPracticeMonths: 18,
    apprentices: 420,
    fieldEngineers: 60,
    otherJointTrainees: 210,
    demandReports: 1,
    internshipMonths: 5200,
    secondaryToHigherStudents: 280,
    vocationalToBachelorStudents: 90,
    bachelorAdmissions: 110,
    technologyPlatforms: 3,
    researchFundsReceived: 640,
    researchResults: 3,
    skillCertifications: 1900,
    masterStudios: 3,
    employeeTrainingDays: 11_000,
    socialTrainingDays: 3800,
  },
  rates: usualRates,
};

/** Rates of a handful of projects. */
export const projectRates = [20, 25, 40, 50, 60, 75, 80] as const;

/** As `drawFigures`, for a small consortium whose projects can be counted on two hands. */
export function drawFewFigures(random: Random, strength: number): Answers {
  const at = random.whole(0, 3);
  const transformationRate = { 2022: projectRates[at], 2023: projectRates[at + random.whole(0, 2)] };
  return { ...drawFigures(random, strength, few), transformationRate };
}

/** A promise for 2023 raised over what was by so many times. */
export function overPromised(answers: Answers, times: number): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([figure, value]) => {
      const counted = few.counts[figure] !== undefined && isRecord(value) && typeof value['2023'] === 'number';
      return [figure, counted ? { ...value, 2023: Math.round(Number(value['2023']) * times) } : value];
    }),
  );
}
