import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitOf, type MemberFacts } from './policy-fit.ts';
import { applyingOn, type DeedCondition, deedKey, type PolicyCondition, yearsOfPeriod } from './policy-rules.ts';

const apprentices = { about: 'figure', figure: 'apprentices', period: 'last-year' } as const;
const patents = {
  about: 'records',
  kind: 'research-result',
  only: { field: 'kind', is: '发明专利' },
  period: 'three-years',
} as const;

const factory: MemberFacts = {
  category: 'enterprise',
  traits: new Map([
    ['sector', { value: '工业', year: 2025 }],
    ['employees', { value: '320', year: 2025 }],
  ]),
  deeds: new Map([[deedKey({ ...apprentices, atLeast: '1' }), { counted: '3', disputed: '2' }]]),
};

const numbers = fc.nat(6).map(String);
const condition: fc.Arbitrary<PolicyCondition> = fc.oneof(
  fc.record({ about: fc.constant('category' as const), of: fc.subarray(['enterprise', 'university']) }),
  fc.record({
    about: fc.constant('trait' as const),
    trait: fc.constant('sector'),
    of: fc.subarray(['工业', '零售业']),
  }),
  fc.record({
    about: fc.constant('size' as const),
    trait: fc.constant('employees'),
    atLeast: fc.option(numbers),
    atMost: fc.option(numbers),
  }),
  fc.record({ ...constants(apprentices), atLeast: numbers }),
  fc.record({ ...constants(patents), atLeast: numbers }),
);
const trait = (value: fc.Arbitrary<string>) => fc.record({ value, year: fc.constant(2025) });
const member: fc.Arbitrary<MemberFacts> = fc
  .record({
    category: fc.constantFrom('enterprise', 'university'),
    sector: fc.option(trait(fc.constantFrom('工业', '零售业')), { nil: undefined }),
    employees: fc.option(trait(numbers), { nil: undefined }),
    deeds: fc.array(fc.record({ counted: numbers, disputed: numbers }), { maxLength: 2 }),
  })
  .map(({ category, sector, employees, deeds }) => ({
    category,
    traits: new Map([
      ...(sector ? [['sector', sector] as const] : []),
      ...(employees ? [['employees', employees] as const] : []),
    ]),
    deeds: new Map(
      [apprentices, patents].flatMap((deed: Omit<DeedCondition, 'atLeast'>, at) => {
        const found = deeds[at];
        return found ? [[deedKey({ ...deed, atLeast: '0' } as DeedCondition), found] as const] : [];
      }),
    ),
  }));

function constants<const T extends Record<string, unknown>>(of: T): { [K in keyof T]: fc.Arbitrary<T[K]> } {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, fc.constant(value)])) as {
    [K in keyof T]: fc.Arbitrary<T[K]>;
  };
}

describe('which policies fit a member (A2-5-02, B-1.4)', () => {
  test('a clause that asks for nothing fits everybody, without a reason to give', () => {
    fc.assert(
      fc.property(member, (facts) => {
        expect(fitOf([], facts)).toEqual({ outcome: 'fits', reasons: [] });
      }),
    );
  });

  test('says of each condition which value decided, and what would be needed', () => {
    const fit = fitOf(
      [
        { about: 'category', of: ['enterprise'] },
        { about: 'trait', trait: 'sector', of: ['工业'] },
        { about: 'size', trait: 'employees', atLeast: '100', atMost: '300' },
        { ...apprentices, atLeast: '3' },
        { ...patents, atLeast: '1' },
      ],
      factory,
    );
    expect(fit.outcome).toBe('fails');
    expect(fit.reasons.map(({ holds, found, year, lacks }) => [holds, found, year, lacks])).toEqual([
      [true, 'enterprise', null, null],
      [true, '工业', 2025, null],
      [false, '320', 2025, '-20'],
      [true, '3', null, null],
      [false, '0', null, '1'],
    ]);
  });

  test('without a yearly profile nobody can tell industry and size, and nothing is said to fail', () => {
    const fit = fitOf([{ about: 'trait', trait: 'sector', of: ['工业'] }], { ...factory, traits: new Map() });
    expect(fit).toMatchObject({ outcome: 'unknown', reasons: [{ holds: null, found: null }] });
  });

  test('what is disputed may still turn out, so it neither holds nor fails', () => {
    const holdsFor = (atLeast: string) => fitOf([{ ...apprentices, atLeast }], factory).reasons[0]?.holds;
    expect(['3', '5', '6'].map(holdsFor)).toEqual([true, null, false]);
  });

  test('one condition less never makes a clause fit fewer', () => {
    const rank = { fails: 0, unknown: 1, fits: 2 };
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 5 }), member, fc.nat(4), (asked, facts, dropped) => {
        const less = asked.filter((_, at) => at !== dropped % asked.length);
        expect(rank[fitOf(less, facts).outcome]).toBeGreaterThanOrEqual(rank[fitOf(asked, facts).outcome]);
      }),
    );
  });

  test('with just what was lacking, the condition holds', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), (asked, done) => {
        const deed = { ...apprentices, atLeast: String(asked) };
        const factsOf = (counted: number) => ({
          ...factory,
          deeds: new Map([[deedKey(deed), { counted: String(counted), disputed: '0' }]]),
        });
        const lacks = Number(fitOf([deed], factsOf(done)).reasons[0]?.lacks ?? '0');
        expect(fitOf([deed], factsOf(done + lacks)).outcome).toBe('fits');
      }),
    );
  });

  test('last year is the calendar year before, and three years end with this one', () => {
    expect(yearsOfPeriod('last-year', '2026-01-01')).toEqual({ from: 2025, to: 2025 });
    expect(yearsOfPeriod('three-years', '2026-12-31')).toEqual({ from: 2024, to: 2026 });
    expect(yearsOfPeriod('this-year', '2026-12-31')).toEqual({ from: 2026, to: 2026 });
  });

  test('one applies from the first day to the last, both counted', () => {
    const days = { appliesFrom: '2026-03-01', appliesUntil: '2026-04-30' };
    expect(['2026-02-28', '2026-03-01', '2026-04-30', '2026-05-01'].map((day) => applyingOn(days, day))).toEqual([
      'ahead',
      'open',
      'open',
      'over',
    ]);
    expect(applyingOn({ appliesFrom: null, appliesUntil: null }, '2026-01-01')).toBe('open');
  });
});
