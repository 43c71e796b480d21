import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attendedOf, personDays } from './attended.ts';
import { certificateSerial, printedSerial, readSerial } from './certificate-serial.ts';
import {
  busyTimes,
  classDays,
  heldDays,
  kilometresBetween,
  mondayOf,
  partsOf,
  weeksOf,
  weeksWithin,
} from './plan-calendar.ts';
import { resultOf } from './skill-session.ts';
import { daysNeeded, whyFailed } from './training-class.ts';

const year = fc.integer({ min: 2000, max: 2099 });
const weekdays = { label: '工作日白天', weekdays: [1, 2, 3, 4, 5], from: 510, to: 1020 };
const weekend = { label: '周末', weekdays: [6, 7], from: 510, to: 1020 };

describe('a certificate’s serial (B-5.3)', () => {
  const serials = fc
    .tuple(year, fc.uint8Array({ minLength: 12, maxLength: 12 }))
    .map(([of, random]) => certificateSerial(of, random));

  test('is read however it is typed', () => {
    fc.assert(
      fc.property(serials, (serial) => {
        expect(readSerial(` ${printedSerial(serial)}`)).toBe(serial);
      }),
    );
    expect(readSerial('２０２６')).toBeUndefined();
  });

  test('forged by one digit, whichever and to whatever, it is none', () => {
    fc.assert(
      fc.property(serials, fc.nat(17), fc.integer({ min: 1, max: 9 }), (serial, at, by) => {
        const digits = [...serial].map(Number);
        const forged = digits.map((digit, nth) => (nth === at ? (digit + by) % 10 : digit)).join('');
        expect(readSerial(forged)).toBeUndefined();
      }),
    );
  });

  test('with two neighbours exchanged, it is none', () => {
    fc.assert(
      fc.property(serials, fc.nat(16), (serial, at) => {
        fc.pre(serial[at] !== serial[at + 1]);
        const [one, other] = [serial[at], serial[at + 1]];
        expect(readSerial(serial.slice(0, at) + other + one + serial.slice(at + 2))).toBeUndefined();
      }),
    );
  });
});

describe('what the ledger is told of a class (A2-4-02, B-5.3)', () => {
  const signIns = fc.uniqueArray(
    fc.record({
      traineeId: fc.constantFrom('甲', '乙', '丙', '丁', '戊'),
      day: fc.constantFrom('2026-12-29', '2026-12-30', '2026-12-31', '2027-01-04', '2027-01-05', '2027-01-06'),
    }),
    { selector: ({ traineeId, day }) => `${traineeId} ${day}` },
  );

  test('person-days of its entries are the sign-ins, in each year, and no two entries begin on one day', () => {
    fc.assert(
      fc.property(signIns, (all) => {
        const entries = attendedOf(all);
        for (const of of ['2026', '2027'])
          expect(personDays(entries.filter(({ startedOn }) => startedOn.startsWith(of)))).toBe(
            all.filter(({ day }) => day.startsWith(of)).length,
          );
        expect(new Set(entries.map(({ startedOn }) => startedOn)).size).toBe(entries.length);
      }),
    );
  });

  test('who came on all days together is one entry', () => {
    const both = ['2026-03-02', '2026-03-03'].flatMap((day) => ['甲', '乙'].map((traineeId) => ({ traineeId, day })));
    expect(attendedOf(both)).toEqual([{ startedOn: '2026-03-02', trainees: 2, days: 2 }]);
  });
});

describe('who passes', () => {
  const passing = { days: 10, attendance: 80, passMark: 60 };

  test('has come often enough and has the mark where one is asked for', () => {
    expect(daysNeeded(passing)).toBe(8);
    expect(whyFailed(passing, { came: 7, score: 90 })).toBe('出勤7天，不足8天');
    expect(whyFailed(passing, { came: 8, score: null })).toBe('没有考核成绩');
    expect(whyFailed(passing, { came: 8, score: 59.5 })).toBe('考核59.5分，不足60分');
    expect(whyFailed(passing, { came: 8, score: 60 })).toBeUndefined();
    expect(whyFailed({ ...passing, passMark: null }, { came: 8, score: null })).toBeUndefined();
  });

  test('of a skill needs both theory and practice', () => {
    expect(resultOf({ isAbsent: false, theory: 90, practice: 59 }, 60)).toBe('failed');
    expect(resultOf({ isAbsent: false, theory: 60, practice: 60 }, 60)).toBe('passed');
    expect(resultOf({ isAbsent: false, theory: 60, practice: null }, 60)).toBe('waiting');
    expect(resultOf({ isAbsent: true, theory: null, practice: null }, 60)).toBe('absent');
  });
});

describe('the calendar of a year’s plan', () => {
  test('has whole weeks from the first Monday on, all within the year', () => {
    fc.assert(
      fc.property(year, (of) => {
        const last = weeksOf(of) - 1;
        expect(new Date(`${mondayOf(of, 0)}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(Number(mondayOf(of, 0).slice(8))).toBeLessThanOrEqual(7);
        expect(classDays(of, last, 1, weekend).every((day) => day.startsWith(String(of)))).toBe(true);
      }),
    );
    expect(mondayOf(2026, 0)).toBe('2026-01-05');
  });

  test('a class is held in its shift of each of its weeks', () => {
    expect(classDays(2026, 0, 2, weekend)).toEqual(['2026-01-10', '2026-01-11', '2026-01-17', '2026-01-18']);
    expect(heldDays('2026-01-09', '2026-01-17', [6, 7])).toEqual(['2026-01-10', '2026-01-11', '2026-01-17']);
    expect(heldDays('2026-01-17', '2026-01-09', [6])).toEqual([]);
    expect(weeksWithin(2026, '2026-01-06', '2026-01-25')).toEqual({ from: 1, until: 2 });
    expect(weeksWithin(2026, '2026-01-06', '2026-01-10')).toEqual({ from: 0, until: -1 });
  });

  test('what is taken on one day of a shift is busy in that week', () => {
    const busy = (shift: number | null) => [{ from: '2026-01-09', until: '2026-01-10', shift }];
    expect(busyTimes(2026, [weekdays, weekend], busy(null))).toEqual([
      { week: 0, shift: 0 },
      { week: 0, shift: 1 },
    ]);
    expect(busyTimes(2026, [weekdays, weekend], busy(1))).toEqual([{ week: 0, shift: 1 }]);
  });

  test('people are divided into classes as even as can be, and nobody is lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 60 }), (people, most) => {
        const parts = partsOf(people, most);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(people);
        expect(Math.max(...parts)).toBeLessThanOrEqual(most);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('places are as far apart one way as the other', () => {
    const beijing = { longitude: 116.4, latitude: 39.9 };
    const shanghai = { longitude: 121.47, latitude: 31.23 };
    expect(kilometresBetween(beijing, shanghai)).toBe(kilometresBetween(shanghai, beijing));
    expect(kilometresBetween(beijing, shanghai)).toBeCloseTo(1067, -1);
    expect(kilometresBetween(beijing, beijing)).toBe(0);
  });
});
