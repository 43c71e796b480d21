import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';
import { restOf, splitFault } from './shares.ts';

const value = fc.integer({ min: 0, max: 1_000_000 }).map((hundredths) => decimalText(BigInt(hundredths) * 10_000n));
const split = fc
  .array(value, { maxLength: 30 })
  .map((values) => values.map((each, at) => ({ memberId: `${at}`, value: each })));
const anybody = { isMember: () => true, decimals: 2 };

test('shares and what stays with the consortium are always the whole commitment, to the last digit', () => {
  fc.assert(
    fc.property(value, split, (committed, shares) => {
      const sum = shares.reduce((all, share) => all + decimalOf(share.value), decimalOf(restOf(committed, shares)));
      expect(decimalText(sum)).toBe(committed);
    }),
  );
});

test('a split stands just where its shares are no more than was promised', () => {
  fc.assert(
    fc.property(value, split, (committed, shares) => {
      const sum = shares.reduce((all, share) => all + decimalOf(share.value), 0n);
      const fault = splitFault(committed, shares, anybody);
      if (sum <= decimalOf(committed)) expect(fault).toBeUndefined();
      else expect(fault).toEqual({ fault: 'too-much', by: decimalText(sum - decimalOf(committed)) });
    }),
  );
});

test('each member has one share, in the digits that the figure has', () => {
  const one = (memberId: string, share: string) => ({ memberId, value: share });
  expect(splitFault('10', [one('a', '1'), one('a', '2')], anybody)).toEqual({ fault: 'twice', memberId: 'a' });
  expect(splitFault('10', [one('a', '1')], { ...anybody, isMember: () => false })).toEqual({
    fault: 'unknown',
    memberId: 'a',
  });
  expect(splitFault('10', [one('a', '1.5')], { ...anybody, decimals: 0 })).toEqual({ fault: 'value', memberId: 'a' });
});
