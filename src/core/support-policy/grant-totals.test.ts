import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf } from '#core/quantity/decimal.ts';
import { implementationText, totalOf, totalsBy } from './grant-totals.ts';

const fields = ['金融', '财政', '就业'];
const grant = fc.record({
  memberId: fc.constantFrom('甲', '乙', '丙'),
  field: fc.constantFrom(...fields),
  grantedOn: fc.integer({ min: 2022, max: 2026 }).map((year) => `${year}-05-01`),
  amountWan: fc.option(fc.integer({ min: 1, max: 9999 }).map((tenths) => String(tenths / 10))),
});

describe('what policies granted (A2-5-02, B-1.4)', () => {
  test('the totals of fields and years add up to the total of all, to the last decimal', () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 30 }), (grants) => {
        const parts = totalsBy(grants, fields);
        const all = totalOf(grants);
        expect(parts.reduce((sum, part) => sum + part.grants, 0)).toBe(all.grants);
        expect(parts.reduce((sum, part) => sum + decimalOf(part.amountWan), 0n)).toBe(decimalOf(all.amountWan));
      }),
    );
  });

  test('the order in which grants are told changes nothing of the text', () => {
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 10 }), (grants) => {
        expect(implementationText(grants.toReversed())).toBe(implementationText(grants));
      }),
    );
  });

  test('says how often, to how many and how much in which year', () => {
    expect(implementationText([])).toBe('尚未兑现');
    const money = { memberId: '甲', grantedOn: '2025-03-01', amountWan: '10.5' };
    expect(implementationText([money])).toBe('已兑现1项，惠及1家单位，资金10.5万元');
    expect(implementationText([money, { ...money, grantedOn: '2026-03-01', amountWan: '2' }])).toBe(
      '已兑现2项，惠及1家单位，资金12.5万元（2025年10.5万元，2026年2万元）',
    );
    expect(implementationText([{ ...money, amountWan: null }])).toBe('已兑现1项，惠及1家单位');
  });
});
