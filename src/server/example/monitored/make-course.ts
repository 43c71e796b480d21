import { type Answers, isRecord } from '#core/form/answers.ts';
import { type Random, seededRandom } from '#server/example/ledgers/random.ts';
import type { Targets } from '#server/example/ledgers/targets.ts';
import { between } from '#server/example/nation/draw-figures.ts';
import { projectRates } from './draw-few-figures.ts';
import type { Story } from './stories.ts';

export const monitoredYears = [2022, 2023, 2024, 2025, 2026] as const;

/** How many more each year, by industry in the order of the example's. */
const industryGrowth = [0.09, 0.06, 0.03, 0.16, 0.08, 0.12, 0.1, 0.02, 0.05, -0.01, 0.04, 0.11];

const rates: readonly string[] = ['apprenticePositionRate', 'skillsExamAdmissionRate', 'employmentRate'];
/** What stands from year to year, and is not lost by a weak year. */
const standing: readonly string[] = [
  'coBuiltMajors',
  'coBuiltCourses',
  'coBuiltTextbooks',
  'coBuiltTrainingBases',
  'coBuiltIndustryColleges',
  'masterStudios',
  'technologyPlatforms',
];

/**
 * What each figure of the form comes to in each year: 2022 as the form says, 2023 so much of what was promised as the story tells, and from there on as
 * industry and story lead one to expect. The same for the same number.
 */
export function makeCourse(number: number, answers: Answers, { kept, growth, slip, isRound }: Story): Targets {
  const random = seededRandom(70_001 + number);
  const yearly = 1 + growth + (industryGrowth[number % industryGrowth.length] ?? 0);
  const course = new Map<string, number>();
  for (const [figure, said] of Object.entries(answers)) {
    const byYear = isRecord(said) ? said : {};
    const [first, promised] = [byYear['2022'], byYear['2023']];
    if (typeof first === 'number' && typeof promised === 'number')
      for (const [at, value] of walk(random, figure, { first, promised, kept, yearly }).entries())
        course.set(`${figure}.${monitoredYears[at]}`, isRound && value > 100 ? Math.round(first / 100) * 100 : value);
    else if (typeof said === 'number') for (const year of monitoredYears) course.set(`${figure}.${year}`, said);
    else
      for (const [year, value] of Object.entries(byYear))
        if (typeof value === 'number') course.set(`${figure}.${year}`, value);
  }
  const last = course.get('operatingFunds.2025') ?? 0;
  course.set('operatingFunds.2026', Math.round(last * yearly));
  if (slip) {
    const at = `${slip.figure}.${slip.year}`;
    course.set(at, (course.get(at) ?? 0) * slip.times);
  }
  return { of: (figure, year) => course.get(`${figure}.${year}`) ?? 0 };
}

type Walk = { first: number; promised: number; kept: number; yearly: number };

function walk(random: Random, figure: string, { first, promised, kept, yearly }: Walk): readonly number[] {
  if (figure === 'transformationRate') return projects(random, first, promised * kept);
  const isRate = rates.includes(figure);
  // A rate moves by a tenth of what a count does.
  const share = (times: number) => (isRate ? 1 + (times - 1) * 0.1 : times);
  const values = [first, promised * share(kept * between(random, 0.86, 1.14))];
  for (let at = 2; at < monitoredYears.length; at++)
    values.push((values[at - 1] ?? 0) * share(yearly * between(random, 0.93, 1.08)));
  return values.map((value, at) => {
    if (at === 0) return value;
    if (isRate) return Math.min(99.5, Math.round(value * 10) / 10);
    return Math.max(1, Math.round(standing.includes(figure) ? Math.max(value, first) : value));
  });
}

/** Steps from rate to rate that so few projects can have. */
function projects(random: Random, first: number, reached: number): readonly number[] {
  const nearest = projectRates.findLastIndex((rate) => rate <= Math.max(reached, projectRates[0]));
  const later = monitoredYears.slice(2).map((_, at) => {
    const place = Math.max(0, Math.min(projectRates.length - 1, nearest + random.whole(-1, at + 1)));
    return projectRates[place] ?? first;
  });
  return [first, projectRates[nearest] ?? first, ...later];
}
