import { seededRandom } from '#core/quantity/seeded-random.ts';
import { bounding } from './plan-bound.ts';
import type { PlanProblem, TrainingPlan, Unplaced } from './plan-problem.ts';
import { searching } from './plan-search.ts';
import { planTable } from './plan-table.ts';

export type PlanProgress = { round: number; value: number; bound: number };

export type PlanEffort = {
  /** The same seed and rounds give the same plan. 300 rounds are half a minute for 400 classes. */
  seed: string;
  rounds: number;
  /** Told after each round; false ends it with what is found by then. */
  goOn: (progress: PlanProgress) => boolean;
};

const stepsPerRound = 4;
const triesPerRound = 500;
/** Of what a class is worth: losses so large are now and then kept at first, none at last. */
const hottest = 0.25;
/** A plan this near to what none can exceed is taken as it is. */
const nearEnough = 0.001;

/**
 * The classes to hold, where, when and by whom: most need served less travel, within rooms, teachers, people and shifts. Any result can be held; how far it may be from
 * the best is told by the bound. What was chosen by hand stays as it is, even where it clashes with itself (`planClashes` tells). Throws `RangeError` where that names
 * a room or teacher that is not there.
 */
export function planTraining(problem: PlanProblem, { seed, rounds, goOn }: PlanEffort): TrainingPlan {
  const table = planTable(problem);
  const bound = bounding(table);
  const search = searching(table, seededRandom(seed));
  bound.step(search.value());
  for (let round = 0; round < rounds; round++) {
    search.improve(bound.best().prices, { times: triesPerRound, heat: hottest * (1 - round / rounds) ** 2 });
    for (let step = 0; step < stepsPerRound; step++) bound.step(search.value());
    const [value, most] = [search.value(), bound.best().value];
    if (most - value <= nearEnough * most || !goOn({ round, value: value / 1000, bound: most / 1000 })) break;
  }
  const choices = new Map(table.fixed);
  const left: Unplaced[] = [...table.never];
  const weeks = problem.weeks;
  search.best().forEach((choice, at) => {
    const id = table.classes[at]?.id ?? '';
    if (choice === undefined) left.push({ id, reason: 'taken' });
    else
      choices.set(id, {
        week: choice.start % weeks,
        shift: Math.floor(choice.start / weeks),
        room: table.rooms[choice.room] ?? '',
        teacher: table.teachers[choice.teacher] ?? '',
      });
  });
  return { choices, unplaced: left, value: search.value() / 1000, bound: bound.best().value / 1000 };
}
