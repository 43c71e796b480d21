import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isIsbn } from './isbn.ts';

/** Nine digits made into an ISBN by their check digit. */
function isbn13(nine: readonly number[]): string {
  const twelve = [9, 7, 8, ...nine];
  const sum = twelve.reduce((all, digit, at) => all + digit * (at % 2 === 0 ? 1 : 3), 0);
  return [...twelve, (10 - (sum % 10)) % 10].join('');
}

const nine = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 });

test('any nine digits and their check digit are an ISBN; one digit mistyped is none', () => {
  fc.assert(
    fc.property(nine, fc.integer({ min: 3, max: 12 }), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const right = isbn13(digits);
      const wrong = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1);
      expect([isIsbn(right), isIsbn(wrong)]).toEqual([true, false]);
    }),
  );
});

test('as printed, in full width, or the older ten digits', () => {
  expect(
    ['ISBN 978-7-111-11111-1', '９７８—７—１１１—１１１１１—１', '7-111-11111-5', '0-8044-2957-X'].map(isIsbn),
  ).toEqual([isIsbn('9787111111111'), isIsbn('9787111111111'), isIsbn('7111111115'), true]);
  expect(['', '978', '0-8044-2957-0', '统一书号'].map(isIsbn)).toEqual([false, false, false, false]);
});
