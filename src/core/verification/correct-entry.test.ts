import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgers } from '#packs/moe-2023-15/ledgers/book.ts';
import { anEntryOf, fictionalMembers } from '#test/arbitrary-entries.ts';
import { correctEntry } from './correct-entry.ts';

const categories = new Map(fictionalMembers.map(({ name, category }) => [name, category]));
const context = { categoryOf: (name: string) => categories.get(name) };

test('an entry corrected to another good entry of its kind says just that, and keeps of it only what differs', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ledgers.kinds).chain((kind) =>
        fc.record({
          kind: fc.constant(kind),
          reported: anEntryOf(ledgers, kind),
          should: anEntryOf(ledgers, kind),
        }),
      ),
      ({ kind, reported, should }) => {
        // An optional field cannot be corrected to nothing.
        const whole = { ...reported, ...should };
        const { corrected, errors } = correctEntry(ledgers, kind, reported, whole, context);
        for (const [id, value] of Object.entries(corrected)) {
          expect(value).toEqual(whole[id]);
          expect(value).not.toEqual(reported[id]);
        }
        if (Object.keys(should).length === Object.keys(whole).length) expect(errors).toEqual([]);
        expect(correctEntry(ledgers, kind, reported, reported, context)).toEqual({ corrected: {}, errors: [] });
      },
    ),
  );
});
