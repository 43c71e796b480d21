import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf } from './decimal.ts';
import { fenOf, groupedYuan, wanText, yuanText } from './yuan.ts';

const fen = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

test('an amount written is the amount read, to the fen', () => {
  fc.assert(
    fc.property(fen, (amount) => {
      expect(fenOf(yuanText(amount))).toBe(amount);
      expect(fenOf(groupedYuan(amount).replaceAll(',', ''))).toBe(amount);
    }),
  );
  expect(['0', '12.3', '-0.05'].map((text) => yuanText(fenOf(text)))).toEqual(['0.00', '12.30', '-0.05']);
  for (const wrong of ['', '1.234', '1e3', '１２', '1,000']) expect(() => fenOf(wrong)).toThrow(RangeError);
});

test('whole yuan are the same amount in 万元 exactly; of fen the nearest yuan is told', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (amount) => {
      const wan = decimalOf(wanText(amount));
      expect(wan % 100n).toBe(0n);
      expect(amount % 100n === 0n ? wan === amount : amount - 50n < wan && wan <= amount + 50n).toBe(true);
    }),
  );
  expect(wanText(fenOf('612345.67'))).toBe('61.2346');
  expect(groupedYuan(fenOf('1234567.8'))).toBe('1,234,567.80');
});
