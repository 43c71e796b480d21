import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestProbation } from './probation.ts';

test('probation is no longer than the law allows for the days of a contract, to the day (A2-1-03)', () => {
  const of = (endsOn: string | null) => longestProbation('2026-01-31', endsOn);
  expect(of('2026-04-28')).toBe(0);
  expect(of('2026-04-29')).toBe(1);
  expect(of('2027-01-29')).toBe(1);
  expect(of('2027-01-30')).toBe(2);
  expect(of('2029-01-29')).toBe(2);
  expect(of('2029-01-30')).toBe(6);
  expect(of(null)).toBe(6);
});

test('a longer contract never allows a shorter probation', () => {
  const day = (at: number) => new Date(Date.UTC(2026, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
  const days = fc.integer({ min: 0, max: 1500 });
  fc.assert(
    fc.property(days, days, days, (from, more, evenMore) => {
      const shorter = longestProbation(day(from), day(from + more));
      expect(longestProbation(day(from), day(from + more + evenMore))).toBeGreaterThanOrEqual(shorter);
    }),
  );
});
