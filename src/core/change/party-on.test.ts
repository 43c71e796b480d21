import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChangeInForce, partyOn } from './party-on.ts';

const days = Array.from({ length: 20 }, (_, at) => `2025-01-${String(at + 1).padStart(2, '0')}`);
const change = fc.record({
  kind: fc.constantFrom('leader', 'park'),
  to: fc.string({ minLength: 1 }),
  from: fc.constantFrom(...days),
});

describe('a party of a consortium', () => {
  test('on a day is what the latest change by that day made it, and what the form said before the first', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.constantFrom(...days), (changes: ChangeInForce[], day) => {
        let expected = '原';
        for (const each of days.filter((one) => one <= day))
          for (const { kind, to, from } of changes) if (kind === 'leader' && from === each) expected = to;
        expect(partyOn('leader', '原', changes, day)).toBe(expected);
      }),
    );
  });
});
