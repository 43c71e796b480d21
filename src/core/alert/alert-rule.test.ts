import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText } from '#core/quantity/decimal.ts';
import { type AlertCondition, holdsFor, shareInPercent, stepAlert } from './alert-rule.ts';
import { alertText, conditionText, measuredText } from './alert-text.ts';

const apprentices = { label: '中国特色学徒制培养', unit: '人' };
const rule = (change: Partial<AlertCondition>): AlertCondition => ({
  measure: 'figure',
  figure: 'apprentices',
  comparison: 'below',
  limit: '50',
  ...change,
});

describe('告警 三.3', () => {
  test('what is true is told once, until it was seen to be false and becomes true again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(true, false, undefined)), (looks) => {
        let isTold = false;
        let times = 0;
        for (const holds of looks) {
          const step = stepAlert(isTold, holds);
          isTold = step.isTold;
          if (step.tells) times += 1;
        }
        const known = looks.filter((holds) => holds !== undefined);
        expect(times).toBe(known.filter((holds, at) => holds && known[at - 1] !== true).length);
      }),
    );
  });

  test('no value is both below and above a limit, and at the limit it is neither', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 17n }).map(decimalText);
    fc.assert(
      fc.property(amount, amount, (value, limit) => {
        const below = holdsFor(rule({ limit }), { value });
        const above = holdsFor(rule({ comparison: 'above', limit }), { value });
        expect([below, above].filter(Boolean)).toHaveLength(value === limit ? 0 : 1);
      }),
    );
  });

  test('a fall or rise is measured against the year before, exactly', () => {
    const fallen = rule({ comparison: 'fallen', limit: '20' });
    expect(holdsFor(fallen, { value: '80', before: '100' })).toBe(true);
    expect(holdsFor(fallen, { value: '80.000001', before: '100' })).toBe(false);
    expect(holdsFor(fallen, { value: '120', before: '100' })).toBe(false);
    expect(holdsFor(rule({ comparison: 'risen', limit: '0' }), { value: '100', before: '100' })).toBe(false);
  });

  test('of what nobody knows nothing is said', () => {
    expect(holdsFor(rule({}), {})).toBeUndefined();
    for (const before of [undefined, '0'])
      expect(holdsFor(rule({ comparison: 'risen', limit: '10' }), { value: '5', before })).toBeUndefined();
    expect(shareInPercent(0, 0)).toBeUndefined();
    expect(shareInPercent(1, 3)).toBe('33.33');
  });

  test('a rule and what it tells read as sentences, each number with its unit', () => {
    expect(conditionText(rule({ limit: '12000' }), apprentices)).toBe('中国特色学徒制培养低于12,000人');
    expect(conditionText(rule({ measure: 'oneSided', comparison: 'above', limit: '30' }), apprentices)).toBe(
      '中国特色学徒制培养的未经另一方确认的占比高于30％',
    );
    expect(conditionText(rule({ measure: 'total' }), apprentices)).toBe('中国特色学徒制培养合计低于50人');
    expect(conditionText(rule({ measure: 'quality', figure: null, limit: '60' }), undefined)).toBe(
      '数据质量得分低于60分',
    );
    const fallen = rule({ comparison: 'fallen', limit: '20' });
    expect(conditionText(fallen, apprentices)).toBe('中国特色学徒制培养比上年下降20％及以上');
    const text = measuredText(fallen, apprentices, 2025, { value: '12', before: '30' });
    expect(text).toBe('2025年中国特色学徒制培养为12人（上年30人）');
    const one = { consortium: '甲联合体', text };
    expect(alertText('学徒', [one])).toBe(`预警“学徒”：甲联合体${text}。`);
    expect(alertText('学徒', [one, one, one, one, one])).toContain('；另有2项，请查看。');
  });
});
