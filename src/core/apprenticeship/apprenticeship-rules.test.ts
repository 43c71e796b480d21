import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { ageOn } from './age.ts';
import { awaitedOf, type Terms } from './agreement.ts';
import { amendmentActionsOf, changesOf } from './amendment.ts';
import { personDays, type Stay, stretchesOf } from './ledger-stretches.ts';
import {
  alertsOfDays,
  alertsOfStudent,
  alertsOfTerms,
  type PlacementAlert,
  type WorkedDay,
} from './placement-alerts.ts';

const rules = moe202315.apprenticeships;
if (!rules) throw new Error('the notice knows apprenticeships');
const { limits } = rules;

const terms: Terms = {
  ...{
    post: '数控车工',
    place: '示例市',
    minutesPerDay: 480,
    daysPerWeek: 5,
    hasNightShift: false,
    worksHolidays: false,
  },
  ...{ filing: '', staff: 200, postStaff: 30, allowance: 2800, insurance: { policy: '虚构-1', until: '2026-12-31' } },
  ...{ schoolMentor: '甲', enterpriseMentor: '乙', plan: '' },
};
const span = { startsOn: '2026-03-02', endsOn: '2026-08-31' };
const few = { atEnterprise: 6, atPost: 6 };
const codes = (alerts: readonly PlacementAlert[]) => alerts.map(({ code }) => code);

describe('what the rules on placements forbid (A2-3-02, B-4.4)', () => {
  test('eight hours a day and forty a week are allowed to the minute; one more is not', () => {
    const of = (more: Partial<Terms>) => codes(alertsOfTerms(limits, { ...terms, ...more }, span, few));
    expect(of({})).toEqual([]);
    expect(of({ minutesPerDay: 481 })).toEqual(['day-too-long', 'week-too-long']);
    expect(of({ minutesPerDay: 401, daysPerWeek: 6 })).toEqual(['week-too-long']);
    expect(of({ hasNightShift: true, worksHolidays: true })).toEqual(['night', 'holiday']);
    expect(of({ hasNightShift: true, worksHolidays: true, filing: '虚构备案〔2026〕1号' })).toEqual([]);
    expect(of({ insurance: null })).toEqual(['insurance-missing']);
    expect(of({ insurance: { policy: '虚构-1', until: '2026-08-30' } })).toEqual(['insurance-missing']);
  });

  test('students are a share of those who work there, exactly: the last one who fits is no alert, the next is', () => {
    const of = (atEnterprise: number, atPost: number) =>
      codes(alertsOfTerms(limits, terms, span, { atEnterprise, atPost }));
    expect(of(20, 6)).toEqual([]);
    expect(of(21, 6)).toEqual(['share-of-staff']);
    expect(of(20, 7)).toEqual(['share-of-post']);
  });

  test('a minor never works at night, filed or not; a child is not placed; nobody begins untrained', () => {
    const of = (bornIn: string, hasNightShift = false, trainedOn: string | null = '2026-03-01') =>
      codes(alertsOfStudent(limits, { hasNightShift }, span, { bornIn, trainedOn }));
    expect(of('2009-05', true)).toEqual(['minor-at-night']);
    expect(of('2007-05', true)).toEqual([]);
    expect(of('2010-03')).toEqual(['too-young']);
    expect(of('2010-02')).toEqual([]);
    expect(of('2007-05', false, null)).toEqual(['training-missing']);
    expect(ageOn('2008-03', '2026-03-31')).toBe(17);
    expect(ageOn('2008-03', '2026-04-01')).toBe(18);
  });

  test('days that were worked are judged by day and by week, nights across midnight too', () => {
    const of = (bornIn: string, ...days: WorkedDay[]) => codes(alertsOfDays(limits, terms, { bornIn }, days));
    const worked = (day: string, from: number, to: number) => ({ day, from: from * 60, to: to * 60, rest: 0 });
    expect(of('2007-05', worked('2026-03-02', 8, 16), worked('2026-03-03', 14, 22))).toEqual([]);
    expect(of('2007-05', worked('2026-03-02', 8, 17))).toEqual(['day-too-long']);
    expect(of('2007-05', { ...worked('2026-03-02', 8, 17), rest: 60 })).toEqual([]);
    expect(of('2007-05', worked('2026-03-02', 20, 26))).toEqual(['night']);
    expect(of('2009-05', worked('2026-03-02', 5, 9))).toEqual(['minor-at-night']);
    expect(of('2007-05', worked('2026-03-07', 8, 12), worked('2026-10-01', 8, 12))).toEqual(['holiday', 'holiday']);
    const week = ['02', '03', '04', '05', '06'].map((day) => worked(`2026-03-${day}`, 8, 16));
    expect(of('2007-05', ...week, { day: '2026-03-07', from: 480, to: 481, rest: 0 })).toEqual([
      'holiday',
      'week-too-long',
    ]);
  });
});

test('a changed text is to be signed anew, by the guardian of a minor as well', () => {
  expect(awaitedOf({ text: 1, student: null, guardian: null }, true)).toEqual(['student', 'guardian']);
  expect(awaitedOf({ text: 1, student: 1, guardian: null }, false)).toEqual([]);
  expect(awaitedOf({ text: 2, student: 2, guardian: 1 }, true)).toEqual(['guardian']);
});

describe('an amendment of a running agreement (A2-3-02, B-4.4)', () => {
  const now = { ...terms, endsOn: '2026-08-31' };

  test('tells what changes and nothing else', () => {
    expect(changesOf(now, { ...now })).toEqual([]);
    expect(changesOf(now, { ...now, endsOn: '2026-12-31', allowance: 3000, insurance: null })).toEqual([
      { label: '结束日期', from: '2026-08-31', to: '2026-12-31' },
      { label: '报酬', from: '2800元/月', to: '3000元/月' },
      { label: '实习责任保险', from: '虚构-1，至2026-12-31', to: '未登记' },
    ]);
  });

  test('is taken back by who proposed it, and signed last by the other, once all students have', () => {
    const open = { state: 'proposed', side: 'school' } as const;
    expect(amendmentActionsOf(open, 'school', 0)).toEqual(['withdraw']);
    expect(amendmentActionsOf(open, 'enterprise', 1)).toEqual(['decline']);
    expect(amendmentActionsOf(open, 'enterprise', 0)).toEqual(['sign', 'decline']);
    for (const state of ['in-force', 'withdrawn', 'declined'] as const)
      expect(amendmentActionsOf({ ...open, state }, 'enterprise', 0)).toEqual([]);
  });
});

describe('what the ledgers are told (A2-3-02, B-3.1, B-4.4)', () => {
  const day = (at: number) => new Date(Date.UTC(2024, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
  const stay = fc
    .record({ from: fc.integer({ min: 0, max: 1200 }), days: fc.integer({ min: 0, max: 700 }) })
    .map(({ from, days }): Stay => ({ from: day(from), to: day(from + days) }));
  const stays = fc.array(stay, { maxLength: 12 });
  const later = (from: string, days: number) =>
    day((Date.parse(`${from}T00:00:00Z`) - Date.UTC(2024, 0, 1)) / 86_400_000 + days);

  test('person-days are those of all stays, whoever came and left when and in whatever order they are told', () => {
    fc.assert(
      fc.property(stays, (all) => {
        const stretches = stretchesOf('months', all);
        expect(personDays(stretches)).toBe(personDays(all));
        expect(stretchesOf('months', all.toReversed())).toEqual(stretches);
        expect(new Set(stretches.map(({ from }) => from)).size).toBe(stretches.length);
      }),
    );
  });

  test('people of a year are those who were there on any day of it, each once', () => {
    fc.assert(
      fc.property(stays, (all) => {
        const stretches = stretchesOf('people', all);
        for (const year of [2024, 2025, 2026, 2027, 2028, 2029]) {
          const within = ({ from, to }: Stay) => from <= `${year}-12-31` && `${year}-01-01` <= to;
          const counted = stretches.filter(within).reduce((sum, { headcount }) => sum + headcount, 0);
          expect(counted).toBe(all.filter(within).length);
        }
        expect(new Set(stretches.map(({ from }) => from)).size).toBe(stretches.length);
      }),
    );
  });

  test('stays that are longer by an amendment add exactly their days, and whoever is there in a year counts once in it', () => {
    const longer = fc.array(fc.tuple(stay, fc.integer({ min: 0, max: 400 })), { maxLength: 12 });
    fc.assert(
      fc.property(longer, (all) => {
        const before = all.map(([each]) => each);
        const after = all.map(([each, days]): Stay => ({ ...each, to: later(each.to, days) }));
        const added = all.reduce((sum, [, days]) => sum + days, 0);
        expect(personDays(stretchesOf('months', after))).toBe(personDays(stretchesOf('months', before)) + added);
        for (const year of [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031]) {
          const within = ({ from, to }: Stay) => from <= `${year}-12-31` && `${year}-01-01` <= to;
          const counted = stretchesOf('people', after).filter(within);
          expect(counted.reduce((sum, { headcount }) => sum + headcount, 0)).toBe(after.filter(within).length);
        }
      }),
    );
  });

  test('a group that comes and goes together is one entry, as one would type it', () => {
    const together = Array.from({ length: 30 }, () => ({ from: '2024-09-01', to: '2027-06-30' }));
    for (const counts of ['people', 'months'] as const)
      expect(stretchesOf(counts, together)).toEqual([{ from: '2024-09-01', to: '2027-06-30', headcount: 30 }]);
    const oneLeft = [...together.slice(1), { from: '2024-09-01', to: '2025-03-31' }];
    expect(stretchesOf('people', oneLeft)).toEqual([
      { from: '2024-09-01', to: '2025-12-31', headcount: 30 },
      { from: '2026-01-01', to: '2027-06-30', headcount: 29 },
    ]);
  });
});
