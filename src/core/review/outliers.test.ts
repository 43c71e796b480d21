import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outliersOf } from './outliers.ts';

test('one score far from the others stands apart; a little spread or two who differ do not', () => {
  expect(outliersOf([80, 82, 84, 20])).toEqual([false, false, false, true]);
  expect(outliersOf([80, 80, 80, 90])).toEqual([false, false, false, false]);
  expect(outliersOf([20, 90])).toEqual([false, false]);
  expect(outliersOf([10, 50, 90])).toEqual([false, false, false]);
});

test('never the half of the scores or more, and all alike moved, the same ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 9 }),
      fc.integer({ min: -50, max: 50 }),
      (scores, by) => {
        const found = outliersOf(scores);
        expect(found.filter(Boolean).length * 2).toBeLessThanOrEqual(scores.length);
        expect(outliersOf(scores.map((score) => score + by))).toEqual(found);
      },
    ),
  );
});
