import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionKinds } from './position.ts';
import { foundText, readPositionSearch } from './position-search.ts';

describe('a search over positions is a link (A2-1-03)', () => {
  const asked = fc.record(
    {
      q: fc.constantFrom('车工 铣', '数控', '2024'),
      occupation: fc.constantFrom('6', '6-18', '6-18-01-01'),
      kind: fc.constantFrom(...positionKinds),
      place: fc.constantFrom('示例市', '园区'),
      level: fc.constantFrom('高职', '不限'),
      pay: fc.integer({ min: 1, max: 1_000_000 }),
      all: fc.constant(true as const),
      page: fc.integer({ min: 2, max: 1000 }),
    },
    { requiredKeys: [] },
  );

  test('what was asked is read back from its address, as typed values and as text', () => {
    fc.assert(
      fc.property(asked, (search) => {
        expect(readPositionSearch(search)).toEqual(search);
        const texts = Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));
        expect(readPositionSearch(texts)).toEqual(search);
      }),
    );
  });

  test('whatever else an address holds is left out, and what is read is read the same again', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('q', 'occupation', 'kind', 'pay', 'page', 'all'), fc.anything()),
        (any) => {
          const once = readPositionSearch(any);
          expect(readPositionSearch(once)).toEqual(once);
        },
      ),
    );
    expect(readPositionSearch({ q: ' ', occupation: '车工', kind: 'x', pay: '-1', page: '1', all: 'no' })).toEqual({});
  });

  test('what is found is said as far as it was counted', () => {
    expect(foundText({ total: 50, isMore: true })).toBe('至少50个');
    expect(foundText({ total: 3, isMore: false })).toBe('3个');
  });
});
