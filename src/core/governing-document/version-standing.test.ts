import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standingOn } from './version-standing.ts';

const day = fc
  .date({ min: new Date('2023-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));

describe('a version of a document (B-2.3)', () => {
  test('holds from its day on and no longer on the day on which it is repealed', () => {
    const version = { state: 'repealed', effectiveOn: '2024-03-01', repealedOn: '2025-01-01' } as const;
    expect(['2024-02-29', '2024-03-01', '2024-12-31', '2025-01-01'].map((each) => standingOn(version, each))).toEqual([
      'awaited',
      'in-force',
      'in-force',
      'repealed',
    ]);
  });

  test('that takes the place of another never holds on the same day, and no day between is without one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 2, maxLength: 5 }), day, (days, on) => {
        const sorted = days.toSorted();
        const versions = sorted.map((effectiveOn, at) => ({
          state: at < sorted.length - 1 ? ('repealed' as const) : ('approved' as const),
          effectiveOn,
          repealedOn: sorted[at + 1] ?? null,
        }));
        const holding = versions.filter((version) => standingOn(version, on) === 'in-force');
        expect(holding).toHaveLength(on >= (sorted[0] ?? '') ? 1 : 0);
      }),
    );
  });
});
