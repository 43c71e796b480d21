import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRemovalDue, runOfStrikes } from './strikes.ts';

const rule = { running: 2, label: '未完成', consequence: '调出', because: '测试' };

describe('years whose plan was not fulfilled (A3-3-07)', () => {
  test('two running make a removal case due; a fulfilled year between them does not', () => {
    expect(isRemovalDue(rule, [2024, 2025], 2025)).toBe(true);
    expect(isRemovalDue(rule, [2023, 2025], 2025)).toBe(false);
    expect(isRemovalDue(rule, [2024], 2024)).toBe(false);
    expect(isRemovalDue(rule, [2023, 2024], 2025)).toBe(false);
  });

  test('a run has no gap, ends with the year, and could not begin earlier', () => {
    const years = fc.uniqueArray(fc.integer({ min: 2020, max: 2035 }));
    fc.assert(
      fc.property(years, fc.integer({ min: 2020, max: 2035 }), (strikes, year) => {
        const run = runOfStrikes(strikes, year);
        expect(run).toEqual(run.map((_, at) => year - run.length + 1 + at));
        expect(run.every((one) => strikes.includes(one))).toBe(true);
        expect(strikes).not.toContain(year - run.length);
      }),
    );
  });
});
