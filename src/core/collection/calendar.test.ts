import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { dueDayOf, levelsOutOfOrder, levelTimesOf } from './calendar.ts';
import { collectionKindOf } from './monitoring-rules.ts';

const rules = moe202315.monitoring;
if (!rules) throw new Error('the notice asks for monitoring');
const [plan, evaluation, quarter] = (['plan', 'self-evaluation', 'quarter'] as const).map((id) =>
  collectionKindOf(rules, id),
);
if (!plan || !evaluation || !quarter) throw new Error('three kinds');

describe('when a collection is due (A3-3-04)', () => {
  test('the plan by 31 January of its year, the self-evaluation by its 31 December', () => {
    expect(dueDayOf(plan, { year: 2024 })).toBe('2024-01-31');
    expect(dueDayOf(evaluation, { year: 2024 })).toBe('2024-12-31');
  });

  test('a quarter is due after its end, the fourth in the next year', () => {
    expect(dueDayOf(quarter, { year: 2024, quarter: 1 })).toBe('2024-04-15');
    expect(dueDayOf(quarter, { year: 2024, quarter: 4 })).toBe('2025-01-15');
    expect(() => dueDayOf(quarter, { year: 2024 })).toThrow(RangeError);
    expect(() => dueDayOf(plan, { year: 2024, quarter: 1 })).toThrow(RangeError);
  });

  test('a day ends in China, and the levels follow one another in every year', () => {
    expect(levelTimesOf(plan, { year: 2024 })[0]?.dueAt.toISOString()).toBe('2024-01-31T15:59:59.999Z');
    fc.assert(
      fc.property(fc.integer({ min: 2023, max: 2099 }), fc.constantFrom(1, 2, 3, 4), (year, number) => {
        expect(levelsOutOfOrder(levelTimesOf(evaluation, { year }))).toEqual([]);
        expect(levelsOutOfOrder(levelTimesOf(quarter, { year, quarter: number }))).toEqual([]);
      }),
    );
  });

  test('a level that closes before the one below, or before it is due, is named', () => {
    const times = levelTimesOf(plan, { year: 2024 });
    const early = times.map((each) => (each.level === 'province' ? { ...each, closesAt: new Date(0) } : each));
    expect(levelsOutOfOrder(early)).toEqual(['province']);
  });
});
