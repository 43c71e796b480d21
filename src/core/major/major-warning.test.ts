import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MajorFigures, majorFigures } from './major-figures.ts';
import { warningOf } from './major-warning.ts';

const rules = {
  ...{ ledger: 'major-adjustment', years: 3, surplus: 150, employment: 80, admission: 70, match: 30, warned: 2 },
};
const major: MajorFigures = {
  ...{ memberId: 's', major: '460103', level: '高职', students: 100, occupations: ['o'], supply: 100, demand: 100 },
  ...{ leading: 60, admission: { year: 2026, part: 70, whole: 100 }, employment: { year: 2025, part: 80, whole: 100 } },
};
const kinds = (more: Partial<MajorFigures>) => warningOf({ ...major, ...more }, rules).reasons.map(({ kind }) => kind);

describe('majors that are warned of (B-4.1)', () => {
  test('a major at its limits is not warned of; just beyond each it is, with the figure that decided', () => {
    expect(warningOf(major, rules)).toEqual({ grade: 'none', reasons: [], unknown: [] });
    expect(kinds({ supply: 150 })).toEqual(['surplus']);
    expect(kinds({ supply: 149 })).toEqual([]);
    expect(kinds({ leading: 29 })).toEqual(['match']);
    expect(kinds({ admission: { year: 2026, part: 69, whole: 100 } })).toEqual(['admission']);
    expect(kinds({ demand: 0, leading: 0 })).toEqual(['no-demand']);
    const judged = warningOf({ ...major, supply: 200, employment: { year: 2025, part: 61, whole: 90 } }, rules);
    expect(judged.grade).toBe('warned');
    expect(judged.reasons.map(({ text }) => text)).toEqual([
      '今后3年对应职业供给200人、需求100人，供给为需求的200%（达到150%）',
      '2025年毕业90人、就业61人，就业率67%（低于80%）',
    ]);
  });

  test('what nobody has said is told as missing, and is no reason', () => {
    const silent = { ...major, occupations: [], demand: 0, leading: null, admission: null, employment: null };
    const { grade, unknown } = warningOf(silent, rules);
    expect([grade, unknown.length]).toEqual(['none', 3]);
    expect(warningOf({ ...major, leading: null }, rules).unknown).toEqual(['园区主导产业没有设定，无法判断匹配']);
  });

  test('more demand never makes a warning of surplus, and more work never one of employment', () => {
    const people = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(people, people, people, (supply, demand, more) => {
        const warned = (of: number) => kinds({ supply, demand: of, leading: of }).includes('surplus');
        if (!warned(demand)) expect(warned(demand + more)).toBe(false);
        const share = (part: number) => kinds({ employment: { year: 2025, part, whole: 1000 } }).includes('employment');
        if (!share(demand)) expect(share(demand + more)).toBe(false);
      }),
    );
  });

  test('demand of another level does not count for a major, that of any level does; the latest told counts', () => {
    const need = (id: string, level: string) => ({
      ...{ id, memberId: 'e', title: '车工', occupation: 'o', level, year: 2026, headcount: 10 },
    });
    const outcome = (graduatesIn: number, employed: number | null) => ({
      ...{ memberId: 's', major: 'm', enrolledIn: graduatesIn - 3, graduatesIn, planned: null, admitted: null },
      ...{ graduates: employed === null ? null : 50, employed },
    });
    const records = {
      forecasts: [need('a', '高职'), need('b', '不限'), need('c', '本科')],
      jobs: [],
      cohorts: [{ id: 'k', memberId: 's', major: 'm', level: '高职', year: 2026, size: 30 }],
      occupationsOf: new Map([['m', ['o', 'p']]]),
      industryOf: new Map([['e', 'C34']]),
    };
    const of = { years: [2026, 2027], leading: new Set(['C34']), anyLevel: '不限' };
    expect(majorFigures(records, [outcome(2024, 10), outcome(2025, 40), outcome(2026, null)], of)).toEqual([
      {
        ...{ memberId: 's', major: 'm', level: '高职', students: 30, occupations: ['o', 'p'], supply: 30, demand: 20 },
        ...{ leading: 20, admission: null, employment: { year: 2025, part: 40, whole: 50 } },
      },
    ]);
  });
});
