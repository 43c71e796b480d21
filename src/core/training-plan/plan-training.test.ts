import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planClashes } from './plan-clashes.ts';
import type { PlanChoice, PlanChoices, PlanClass, PlanProblem } from './plan-problem.ts';
import { choiceWorth } from './plan-table.ts';
import { planTraining } from './plan-training.ts';

const effort = { seed: '1', rounds: 40, goOn: () => true };

const sites = ['甲地', '乙地'];
const time = fc.record({ week: fc.nat(2), shift: fc.nat(1) });
const classes = fc.array(
  fc.record({
    course: fc.constantFrom('焊接', '数控'),
    group: fc.constantFrom('甲班', '乙班'),
    site: fc.constantFrom(...sites),
    people: fc.integer({ min: 1, max: 30 }),
    weight: fc.constantFrom(1, 1.5),
    weeks: fc.integer({ min: 1, max: 2 }),
    from: fc.nat(1),
    until: fc.integer({ min: 1, max: 3 }),
    shifts: fc.subarray([0, 1]),
    equipment: fc.subarray(['机床']),
  }),
  { minLength: 1, maxLength: 4 },
);
const rooms = fc.array(
  fc.record({
    site: fc.constantFrom(...sites),
    seats: fc.integer({ min: 10, max: 30 }),
    equipment: fc.subarray(['机床']),
    busy: fc.array(time, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 2 },
);
const teachers = fc.array(
  fc.record({
    site: fc.constantFrom(...sites),
    courses: fc.subarray(['焊接', '数控']),
    busy: fc.array(time, { maxLength: 2 }),
    mostWeeks: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 2 },
);
const years = fc.record({ classes, rooms, teachers, far: fc.integer({ min: 1, max: 40 }) }).map(
  (year): PlanProblem => ({
    weeks: 3,
    shifts: 2,
    classes: year.classes.map((one, at) => ({ ...one, id: `班次${at}`, fixed: null })),
    rooms: year.rooms.map((room, at) => ({ ...room, id: `教室${at}` })),
    teachers: year.teachers.map((teacher, at) => ({ ...teacher, id: `教师${at}` })),
    kilometres: (from, to) => (from === to ? 0 : year.far),
    kilometresPerPerson: 10,
    mostKilometres: 30,
  }),
);

const worthOf = (problem: PlanProblem, choices: PlanChoices) =>
  problem.classes.reduce((sum, one) => {
    const choice = choices.get(one.id);
    return choice === undefined ? sum : sum + choiceWorth(problem, one, choice);
  }, 0) / 1000;

/** The best worth of all plans, found by looking at every one. */
function bestOfAll(problem: PlanProblem): number {
  const every = problem.rooms.flatMap((room) =>
    problem.teachers.flatMap((teacher) =>
      [0, 1, 2].flatMap((week) =>
        [0, 1].map((shift): PlanChoice => ({ week, shift, room: room.id, teacher: teacher.id })),
      ),
    ),
  );
  const from = (left: readonly PlanClass[], choices: Map<string, PlanChoice>): number => {
    const [one, ...others] = left;
    if (one === undefined) return worthOf(problem, choices);
    let best = from(others, choices);
    for (const choice of every) {
      choices.set(one.id, choice);
      if (planClashes(problem, choices).length === 0) best = Math.max(best, from(others, choices));
      choices.delete(one.id);
    }
    return best;
  };
  return from(problem.classes, new Map());
}

test('Any plan can be held, is worth what it says, and names every class once: held or left out', () => {
  fc.assert(
    fc.property(years, (problem) => {
      const { choices, unplaced, value, bound } = planTraining(problem, effort);
      expect(planClashes(problem, choices)).toEqual([]);
      expect(worthOf(problem, choices)).toBeCloseTo(value, 9);
      expect(bound).toBeGreaterThanOrEqual(value);
      expect([...choices.keys(), ...unplaced.map(({ id }) => id)].sort()).toEqual(
        problem.classes.map(({ id }) => id).sort(),
      );
    }),
  );
});

test('No plan exceeds the bound, and in a small year the best of all is found', () => {
  fc.assert(
    fc.property(years, (problem) => {
      const best = bestOfAll(problem);
      const { value, bound } = planTraining(problem, effort);
      expect(bound).toBeGreaterThanOrEqual(best);
      expect(value).toBeCloseTo(best, 9);
    }),
    { numRuns: 40 },
  );
});

test('What was chosen by hand stays, and the others are planned around it', () => {
  fc.assert(
    fc.property(years, fc.nat(2), fc.nat(1), (problem, week, shift) => {
      const fixed = { week, shift, room: '教室0', teacher: '教师0' };
      const [first, ...others] = problem.classes;
      if (first === undefined) return;
      const { choices } = planTraining({ ...problem, classes: [{ ...first, fixed }, ...others] }, effort);
      expect(choices.get(first.id)).toEqual(fixed);
      const against = planClashes(problem, choices).filter(({ id }) => id !== first.id);
      const alone = planClashes(problem, new Map([[first.id, fixed]]));
      if (alone.length === 0) expect(against).toEqual([]);
    }),
  );
});

test('A class that cannot be held says why', () => {
  const one = {
    id: '班次',
    course: '焊接',
    group: '甲班',
    site: '甲地',
    people: 20,
    weight: 1,
    weeks: 1,
    from: 0,
    until: 3,
    shifts: [0],
    equipment: [],
    fixed: null,
  };
  const room = { id: '教室', site: '甲地', seats: 30, equipment: [], busy: [] };
  const teacher = { id: '教师', site: '甲地', courses: ['焊接'], busy: [], mostWeeks: 4 };
  const year = { weeks: 4, shifts: 1, kilometres: () => 0, kilometresPerPerson: 100, mostKilometres: 10 };
  const why = (changes: Partial<PlanProblem>) =>
    planTraining({ ...year, classes: [one], rooms: [room], teachers: [teacher], ...changes }, effort).unplaced;
  expect(why({})).toEqual([]);
  expect(why({ rooms: [{ ...room, seats: 10 }] })).toEqual([{ id: '班次', reason: 'no-room' }]);
  expect(why({ teachers: [{ ...teacher, courses: [] }] })).toEqual([{ id: '班次', reason: 'no-teacher' }]);
  expect(why({ classes: [{ ...one, from: 3, until: 2 }] })).toEqual([{ id: '班次', reason: 'no-time' }]);
  expect(why({ kilometres: () => 9, kilometresPerPerson: 1 })).toEqual([{ id: '班次', reason: 'travel' }]);
  expect(
    why({ teachers: [{ ...teacher, mostWeeks: 1 }], classes: [one, { ...one, id: '另一班次', group: '乙班' }] }),
  ).toEqual([{ id: '另一班次', reason: 'taken' }]);
});

test('The same seed gives the same plan, and an empty year is planned at once', () => {
  fc.assert(
    fc.property(years, (problem) => {
      expect(planTraining(problem, effort)).toEqual(planTraining(problem, effort));
      expect(planTraining({ ...problem, classes: [] }, effort)).toEqual({
        choices: new Map(),
        unplaced: [],
        value: 0,
        bound: 0,
      });
    }),
    { numRuns: 10 },
  );
});
