import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AssignmentProblem,
  type Assignments,
  type AssignmentValue,
  assignmentValue,
} from '#core/review/assignment.ts';
import { brokenRules } from '#core/review/broken-rules.ts';
import { solveAssignment } from './solve-assignment.ts';

const provinces = ['甲省', '乙省', '丙省'];
const units = ['一校', '二校', undefined];

const pairs = fc.array(fc.tuple(fc.nat(2), fc.nat(4)), { maxLength: 3 });
const namesOf = ([a, e]: readonly [number, number]) => [`a${a}`, `e${e}`] as const;
const isThere = (id: string, all: readonly unknown[]) => Number(id.slice(1)) < all.length;

const small: fc.Arbitrary<AssignmentProblem> = fc
  .record({
    readers: fc.integer({ min: 1, max: 3 }),
    applications: fc.array(fc.record({ province: fc.constantFrom(...provinces), unit: fc.constantFrom(...units) }), {
      maxLength: 3,
    }),
    experts: fc.array(
      fc.record({
        province: fc.constantFrom(...provinces),
        unit: fc.constantFrom(...units),
        load: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 5 },
    ),
    // Few different fits make ties.
    fits: fc.oneof(...[10_000, 2].map((max) => fc.array(fc.nat(max), { minLength: 15, maxLength: 15 }))),
    conflicts: pairs,
    forbidden: pairs,
    fixed: pairs,
    previous: pairs,
  })
  .map(({ readers, applications, experts, fits, conflicts, forbidden, fixed, previous }) => ({
    readers,
    applications: applications.map((each, a) => ({ id: `a${a}`, ...each })),
    experts: experts.map((each, e) => ({ id: `e${e}`, ...each })),
    conflicts: conflicts.map(namesOf),
    forbidden: forbidden.map(namesOf),
    fixed: fixed.map(namesOf).filter(([a, e]) => isThere(a, applications) && isThere(e, experts)),
    fit: new Map(
      applications.map((_, a) => [`a${a}`, new Map(experts.map((__, e) => [`e${e}`, (fits[a * 5 + e] ?? 0) / 100]))]),
    ),
    previous: new Map(previous.map(namesOf).map(([a, e]) => [a, [e]])),
  }));

/** Every choice of `count` of some. */
function choices<T>(some: readonly T[], count: number): T[][] {
  const [first, ...rest] = some;
  if (count === 0) return [[]];
  if (first === undefined) return [];
  return [...choices(rest, count - 1).map((chosen) => [first, ...chosen]), ...choices(rest, count)];
}

/** How many pairs that stood before an assignment keeps. */
function keptOf({ previous }: AssignmentProblem, assignments: Assignments): number {
  return [...previous].reduce(
    (sum, [id, own]) => sum + own.filter((expert) => assignments.get(id)?.includes(expert)).length,
    0,
  );
}

/** The most of them that any assignment of that worst sum and total keeps. */
function mostKept(problem: AssignmentProblem, best: AssignmentValue): number {
  let most = 0;
  everyAssignment(problem, (assignments, { worst, total }) => {
    if (worst === best.worst && total === best.total) most = Math.max(most, keptOf(problem, assignments));
  });
  return most;
}

/** The best worst sum and total of all assignments, by trying each. */
function bruteForce(problem: AssignmentProblem): AssignmentValue | undefined {
  let best: AssignmentValue | undefined;
  everyAssignment(problem, (_, value) => {
    if (!best || value.worst > best.worst || (value.worst === best.worst && value.total > best.total)) best = value;
  });
  return best;
}

/** Shows every assignment that breaks no rule. */
function everyAssignment(
  problem: AssignmentProblem,
  show: (assignments: Assignments, value: AssignmentValue) => void,
): void {
  const ids = problem.experts.map(({ id }) => id);
  const place = (at: number, assignments: ReadonlyMap<string, readonly string[]>): void => {
    const application = problem.applications[at];
    if (!application) {
      if (brokenRules(problem, assignments).length === 0) show(assignments, assignmentValue(problem, assignments));
      return;
    }
    for (const chosen of choices(ids, problem.readers))
      place(at + 1, new Map([...assignments, [application.id, chosen]]));
  };
  place(0, new Map());
}

describe('assigning readers', () => {
  test('is as good as the best of all assignments tried one by one, or says that there is none', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(small, async (problem) => {
        const outcome = await solveAssignment(problem);
        const best = bruteForce(problem);
        if ('clashes' in outcome) {
          expect(best).toBeUndefined();
          expect(outcome.clashes.length).toBeGreaterThan(0);
          expect(outcome.clashes[0]?.applications.length).toBeGreaterThan(0);
          return;
        }
        const { worst, total, proven, assignments } = outcome.solution;
        expect({ worst, total }).toEqual(best);
        expect(keptOf(problem, assignments)).toBe(mostKept(problem, { worst, total }));
        expect(proven).toBe(true);
        expect(brokenRules(problem, assignments)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  const base: AssignmentProblem = {
    readers: 2,
    applications: [{ id: '甲', province: '甲省', unit: '一校' }],
    experts: [
      { id: '一', province: '甲省', unit: undefined, load: 1 },
      { id: '二', province: '乙省', unit: '一校', load: 1 },
      { id: '三', province: '乙省', unit: undefined, load: 1 },
    ],
    conflicts: [],
    forbidden: [],
    fixed: [],
    fit: new Map(),
    previous: new Map(),
  };

  test('names exactly the rules that clash', async () => {
    const outcome = await solveAssignment(base);
    if (!('clashes' in outcome)) throw new Error('there should be no assignment');
    expect(outcome.clashes).toMatchObject([{ rules: ['unit', 'province'], applications: ['甲'], experts: ['三'] }]);
    expect(outcome.clashes[0]?.message).toContain('“同单位回避”、“同省回避”');
  });

  test('a fixed reader whom a rule excludes is named with that rule', async () => {
    const experts = [...base.experts, { id: '四', province: '丙省', unit: undefined, load: 1 }];
    const outcome = await solveAssignment({ ...base, experts, fixed: [['甲', '一']] });
    expect('clashes' in outcome && outcome.clashes[0]?.rules).toEqual(['fixed', 'province']);
  });

  test('after one decline, all others keep their applications where nothing better is to be had', async () => {
    const applications = Array.from({ length: 6 }, (_, a) => ({ id: `a${a}`, province: '甲省', unit: undefined }));
    const experts = Array.from({ length: 8 }, (_, e) => ({ id: `e${e}`, province: '乙省', unit: undefined, load: 2 }));
    const problem = { ...base, applications, experts };
    const first = await solveAssignment(problem);
    if ('clashes' in first) throw new Error('there is an assignment');
    const declined = first.solution.assignments.get('a0')?.[0] ?? '';
    const again = await solveAssignment({
      ...problem,
      experts: experts.map((each) => (each.id === declined ? { ...each, load: 0 } : each)),
      previous: first.solution.assignments,
    });
    if ('clashes' in again) throw new Error('there is an assignment');
    for (const [application, readers] of first.solution.assignments)
      for (const reader of readers.filter((each) => each !== declined))
        expect(again.solution.assignments.get(application)).toContain(reader);
  });
});
