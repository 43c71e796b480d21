import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpenFor } from '#core/resource/opening.ts';
import { classDays, weeksOf } from './plan-calendar.ts';
import { sessionOf, unusableTimes } from './session-times.ts';

const shifts = [
  { label: '白天', weekdays: [1, 2, 3, 4, 5], from: 510, to: 1020 },
  { label: '晚间', weekdays: [1, 2, 3, 4, 5], from: 1110, to: 1260 },
  { label: '周末', weekdays: [6, 7], from: 510, to: 1020 },
];
const year = 2027;
const start = Date.parse(`${year}-01-01T00:00:00+08:00`);
const hour = 3_600_000;

describe('when a shared resource cannot be had for a class (B-5.3)', () => {
  const span = fc
    .tuple(fc.nat(366 * 24), fc.integer({ min: 1, max: 100 }))
    .map(([at, hours]) => ({ from: start + at * hour, to: start + (at + hours) * hour }));
  const opening = fc.constantFrom(
    [],
    [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 480, to: 1080 })),
    [{ weekday: 6, from: 0, to: 1440 }],
  );

  test('is exactly when one of its sessions meets what is taken or leaves the hours', () => {
    fc.assert(
      fc.property(opening, fc.array(span, { maxLength: 8 }), (open, taken) => {
        const told = new Set(unusableTimes(year, shifts, { opening: open, taken }).map((one) => JSON.stringify(one)));
        for (let week = 0; week < weeksOf(year); week++)
          for (const [shift, rule] of shifts.entries()) {
            const sessions = classDays(year, week, 1, rule).map((day) => sessionOf(day, rule));
            const isUsable = sessions.every(
              (session) =>
                isOpenFor(open, session) && taken.every(({ from, to }) => to <= session.from || from >= session.to),
            );
            expect(told.has(JSON.stringify({ week, shift }))).toBe(!isUsable);
          }
      }),
      { numRuns: 50 },
    );
  });
});
