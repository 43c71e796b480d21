import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf, decimalPlaces, decimalText, largestNumber, plainDigits } from './decimal.ts';

const typed = fc
  .tuple(fc.integer({ min: 0, max: largestNumber - 1 }), fc.integer({ min: 0, max: 9999 }))
  .map(([whole, part]) => {
    const fraction = String(part).padStart(4, '0').replace(/0+$/, '');
    return fraction === '' ? String(whole) : `${whole}.${fraction}`;
  });

test('a decimal prints as it was typed, as a text and as a JSON number', () => {
  fc.assert(
    fc.property(typed, (text) => {
      expect(decimalText(decimalOf(text))).toBe(text);
      expect(plainDigits(Number(text))).toBe(text);
      expect(decimalOf(Number(text))).toBe(decimalOf(text));
      expect(decimalPlaces(Number(text))).toBe(text.split('.')[1]?.length ?? 0);
    }),
  );
});

test('sums are exact where floating point is not', () => {
  expect(0.1 + 0.2).not.toBe(0.3);
  expect(decimalText(decimalOf(0.1) + decimalOf(0.2))).toBe('0.3');
});

test('very small and very large numbers print without an exponent', () => {
  expect(plainDigits(1e-7)).toBe('0.0000001');
  expect(plainDigits(123_456_789_012)).toBe('123456789012');
  expect(decimalPlaces(1e-7)).toBe(7);
});

test.each(['', 'abc', '1e5', '1.1234567', '１'])('%s is no exact decimal', (text) => {
  expect(() => decimalOf(text)).toThrow(RangeError);
});
