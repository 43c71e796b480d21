import { assert, integer, property, boolean as truth, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewest, type Threshold, thresholdText } from './threshold.ts';

const share = (part: number, of: number, isExceeded: boolean): Threshold => ({ part, of, isExceeded });

describe('a threshold of a charter', () => {
  test('counts 以上 with the share itself, and 过半数 as more than half', () => {
    expect(fewest(share(1, 2, false), 12)).toBe(6);
    expect(fewest(share(1, 2, true), 12)).toBe(7);
    expect(fewest(share(1, 2, true), 13)).toBe(7);
    expect(fewest(share(2, 3, false), 15)).toBe(10);
    expect(fewest(share(2, 3, false), 16)).toBe(11);
    expect(fewest({ count: 2 }, 1)).toBe(2);
  });

  test('is reached by the fewest that are enough, and by nobody fewer', () => {
    assert(
      property(
        tuple(integer({ min: 0, max: 20 }), integer({ min: 1, max: 20 }), integer({ min: 1, max: 3000 }), truth()),
        (drawn) => {
          const [part, of, whole, isExceeded] = drawn;
          const least = fewest(share(part, of, isExceeded), whole);
          const reaches = (votes: number) => (isExceeded ? votes * of > whole * part : votes * of >= whole * part);
          for (const votes of [least - 1, least]) {
            if (votes < 0 || !Number.isFinite(votes)) continue;
            expect(reaches(votes)).toBe(votes >= least);
          }
          if (!Number.isFinite(least)) expect(reaches(whole)).toBe(false);
        },
      ),
    );
  });

  test('reads as a charter says it', () => {
    expect(thresholdText(share(2, 3, false))).toBe('三分之二以上');
    expect(thresholdText(share(1, 2, true))).toBe('过半数');
    expect(thresholdText(share(2, 3, true))).toBe('超过三分之二');
    expect(thresholdText(share(1, 1, false))).toBe('全体');
    expect(thresholdText({ count: 2 })).toBe('不少于2人');
  });
});
