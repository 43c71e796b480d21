import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { formulaText } from './formula-text.ts';
import { rankAndGrade } from './grade.ts';
import type { Grading, Indicator, Scheme, ScoreRule } from './scheme.ts';
import { schemeFault } from './scheme-fault.ts';
import { percentageOf, pointsFor, totalOf } from './score.ts';

const hundredths = (most: number) =>
  fc.integer({ min: 0, max: most * 100 }).map((units) => decimalText(BigInt(units) * 10_000n));

const measuredRule: fc.Arbitrary<ScoreRule> = fc.oneof(
  hundredths(1000).map((text) => ({ kind: 'goal' as const, goal: text === '0' ? '1' : text })),
  hundredths(1000).map((from) => ({ kind: 'reached' as const, from })),
  fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 5 }).chain((froms) =>
    fc.array(fc.integer({ min: 0, max: 100 }), { minLength: froms.length, maxLength: froms.length }).map((shares) => {
      const rising = shares.sort((a, b) => a - b);
      return {
        kind: 'steps' as const,
        steps: froms.sort((a, b) => a - b).map((from, at) => ({ from: String(from), share: String(rising[at]) })),
      };
    }),
  ),
);

const measured: fc.Arbitrary<Indicator> = fc.record({
  id: fc.constant('a'),
  title: fc.constant('指标'),
  weight: hundredths(100).map((text) => (text === '0' ? '1' : text)),
  source: fc.constant({ kind: 'tasks' as const }),
  rule: measuredRule,
  absent: fc.constantFrom('none' as const, 'full' as const),
});

const indicator = (more: Partial<Indicator>): Indicator => ({
  id: 'a',
  title: '指标',
  weight: '40',
  source: { kind: 'tasks' },
  rule: { kind: 'goal', goal: '100' },
  absent: 'none',
  ...more,
});

describe('points (B-2.3)', () => {
  test('are between nothing and the weight, exact to a hundredth, and never fall as the value rises', () => {
    fc.assert(
      fc.property(measured, hundredths(2000), hundredths(2000), (each, one, other) => {
        const [low, high] = decimalOf(one) < decimalOf(other) ? [one, other] : [other, one];
        const [fewer, more] = [decimalOf(pointsFor(each, low)), decimalOf(pointsFor(each, high))];
        expect(fewer >= 0n && fewer <= more && more <= decimalOf(each.weight)).toBe(true);
        expect(fewer % 10_000n).toBe(0n);
      }),
    );
  });

  test('follow a goal in proportion, steps by the highest that is reached, and a condition by all or nothing', () => {
    expect(pointsFor(indicator({}), '75')).toBe('30');
    expect(pointsFor(indicator({}), '120')).toBe('40');
    expect(pointsFor(indicator({ weight: '10', rule: { kind: 'goal', goal: '3' } }), '2')).toBe('6.67');
    const steps = {
      kind: 'steps',
      steps: [
        { from: '1', share: '50' },
        { from: '3', share: '100' },
      ],
    } as const;
    expect(['0', '1', '2.9', '3'].map((value) => pointsFor(indicator({ rule: steps }), value))).toEqual([
      '0',
      '20',
      '20',
      '40',
    ]);
    expect(['1.9', '2'].map((value) => pointsFor(indicator({ rule: { kind: 'reached', from: '2' } }), value))).toEqual([
      '0',
      '40',
    ]);
  });

  test('of what could not be measured are what the scheme says, and are told so', () => {
    expect(pointsFor(indicator({ absent: 'full' }), null)).toBe('40');
    expect(pointsFor(indicator({}), null)).toBe('0');
    const nothing = { value: null, part: null, whole: null };
    expect(formulaText(indicator({}), nothing, '0')).toBe('没有可以计算的内容，按方案不得分：0分');
  });

  test('are told with what they were measured from', () => {
    const value = percentageOf('3', '4');
    expect(value).toBe('75');
    expect(percentageOf('0', '0')).toBeNull();
    expect(formulaText(indicator({}), { value, part: '3', whole: '4' }, '30')).toBe(
      '到期任务4项，按期完成3项；75÷100×40＝30分',
    );
  });

  test('add up to the total exactly, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(hundredths(100), { maxLength: 20 }), (points) => {
        const total = totalOf(points);
        expect(totalOf([...points].reverse())).toBe(total);
        expect(decimalOf(total)).toBe(points.reduce((sum, each) => sum + decimalOf(each), 0n));
      }),
    );
  });
});

describe('places and grades', () => {
  const byShare: Grading = {
    by: 'share',
    grades: [
      { label: '优秀', share: '20' },
      { label: '合格', share: '80' },
    ],
  };
  const totals = fc.uniqueArray(fc.record({ id: fc.uuid(), points: hundredths(100) }), {
    selector: ({ id }) => id,
    maxLength: 30,
  });

  test('do not depend on the order in which subjects come, and equal points have equal places and grades', () => {
    fc.assert(
      fc.property(totals, (all) => {
        const ranked = rankAndGrade(all, byShare);
        expect(rankAndGrade([...all].reverse(), byShare)).toEqual(ranked);
        for (const one of ranked)
          for (const other of ranked) {
            if (one.points === other.points) expect([one.place, one.grade]).toEqual([other.place, other.grade]);
            if (decimalOf(one.points) > decimalOf(other.points)) expect(one.place).toBeLessThan(other.place);
          }
      }),
    );
  });

  test('never give a grade to more than its share, also where the border falls among equals', () => {
    fc.assert(
      fc.property(totals, (all) => {
        const best = rankAndGrade(all, byShare).filter(({ grade }) => grade === '优秀');
        expect(best.length * 100).toBeLessThanOrEqual(all.length * 20);
      }),
    );
    const level = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, points: id < 'c' ? '90' : '80' }));
    expect(rankAndGrade(level, byShare).map(({ place, grade }) => [place, grade])).toEqual([
      [1, '合格'],
      [1, '合格'],
      [3, '合格'],
      [3, '合格'],
      [3, '合格'],
    ]);
  });
});

describe('a scheme', () => {
  const { subjects } = moe202315.appraisal ?? { subjects: undefined };
  const known = { subject: 'member', isFigure: (id: string) => id === 'researchFundsReceived' } as const;
  const scheme: Scheme | undefined = subjects?.member.suggested;
  const faultOf = (change: (scheme: Scheme) => Scheme) => scheme && schemeFault(change(scheme), known)?.fault;
  const first = (scheme: Scheme, more: Partial<Indicator>): Scheme => ({
    ...scheme,
    indicators: scheme.indicators.map((each, at) => (at === 0 ? { ...each, ...more } : each)),
  });

  test('begins from one that can be used as it is', () => {
    expect(scheme && schemeFault(scheme, known)).toBeUndefined();
    expect(subjects && schemeFault(subjects.staff.suggested, { ...known, subject: 'staff' })).toBeUndefined();
  });

  test('has weights of exactly 100, and is told what they are', () => {
    expect(faultOf((one) => first(one, { weight: '40.01' }))).toContain('现在是100.01分');
    expect(faultOf((one) => first(one, { weight: '0' }))).toContain('大于0');
    expect(faultOf((one) => ({ ...one, indicators: [] }))).toContain('至少要有一项');
  });

  test('measures what there is, by rules that can be followed', () => {
    expect(faultOf((one) => first(one, { source: { kind: 'figure', figure: 'nothing' } }))).toContain('台账汇总');
    expect(faultOf((one) => first(one, { source: { kind: 'hand' } }))).toContain('没有计分公式');
    expect(faultOf((one) => first(one, { rule: { kind: 'goal', goal: '0' } }))).toContain('目标值');
    const falling = [
      { from: '1', share: '80' },
      { from: '2', share: '50' },
    ];
    expect(faultOf((one) => first(one, { rule: { kind: 'steps', steps: falling } }))).toContain('不能下降');
    expect(faultOf((one) => first(one, { title: one.indicators[1]?.title ?? '' }))).toContain('重复');
    const staff = scheme && schemeFault(scheme, { ...known, subject: 'staff' });
    expect(staff?.fault).toContain('不适用');
  });

  test('has grades that follow each other', () => {
    const grades = [
      { label: '优秀', from: '60' },
      { label: '合格', from: '90' },
    ];
    expect(faultOf((one) => ({ ...one, grading: { by: 'points', grades } }))).toContain('从高到低');
    const shares = [
      { label: '优秀', share: '60' },
      { label: '合格', share: '60' },
    ];
    expect(faultOf((one) => ({ ...one, grading: { by: 'share', grades: shares } }))).toContain('合计不超过100');
  });
});
