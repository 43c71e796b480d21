import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { fulfilment } from './fulfilment.ts';

const amount = fc.bigInt({ min: 0n, max: 10n ** 16n });
const promise = fc.bigInt({ min: 1n, max: 10n ** 16n });

test('a commitment is kept just where 100 percent or more of it is there, however close it is', () => {
  fc.assert(
    fc.property(amount, promise, (is, promised) => {
      const { state, percent } = fulfilment(decimalText(is), decimalText(promised));
      expect(state).toBe(is >= promised ? 'kept' : 'short');
      expect(decimalOf(percent ?? '') >= decimalOf(100)).toBe(state === 'kept');
    }),
  );
  expect(fulfilment('99999.999999', '100000')).toEqual({ state: 'short', percent: '99.99' });
  expect(fulfilment('100000', '100000')).toEqual({ state: 'kept', percent: '100' });
});

test('the percent is exact to a hundredth below, and more is never less', () => {
  fc.assert(
    fc.property(amount, amount, promise, (is, more, promised) => {
      const at = (units: bigint) => decimalOf(fulfilment(decimalText(units), decimalText(promised)).percent ?? '');
      const exact = (at(is) * promised) / 100n;
      expect(exact <= is * 1_000_000n && is * 1_000_000n < exact + promised * 101n).toBe(true);
      expect(at(is + more) >= at(is)).toBe(true);
    }),
  );
});

test('a rate is measured against the rate that was promised', () => {
  expect(fulfilment('45', '50')).toEqual({ state: 'short', percent: '90' });
  expect(fulfilment('97.5', '95')).toEqual({ state: 'kept', percent: '102.63' });
});

test('zero promised is kept by anything and has no percent', () => {
  expect(fulfilment('0', '0')).toEqual({ state: 'kept' });
  expect(fulfilment('12', '0')).toEqual({ state: 'kept' });
});

test('without a commitment there is nothing to keep, without a value nothing to tell', () => {
  expect(fulfilment('12', undefined)).toEqual({ state: 'none' });
  expect(fulfilment(undefined, '12')).toEqual({ state: 'unknown' });
});
