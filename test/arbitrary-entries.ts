import fc from 'fast-check';
import type { EntryValue, EntryValues } from '#core/ledger/entry.ts';
import type { LedgerBook, LedgerField, LedgerKind } from '#core/ledger/kind.ts';

/** A member that entries may name: `name` is what stands in the values (an id, where the reader keeps ids there). */
export type ArbitraryMember = { name: string; category: string };

/** Plainly fictional members, a few of each category that the 2023 form knows. */
export const fictionalMembers: readonly ArbitraryMember[] = [
  ['中等职业学校', 'secondaryVocational'],
  ['职业技术学院', 'higherVocational'],
  ['大学', 'university'],
  ['制造有限公司', 'enterprise'],
  ['软件（集团）公司', 'enterprise'],
  ['研究院', 'researchInstitute'],
].flatMap(([suffix, category = '']) => ['甲', '乙', '丙'].map((name) => ({ name: `虚构${name}${suffix}`, category })));

const day = (first: number, last: number) =>
  fc
    .date({ min: new Date(Date.UTC(first, 0, 1)), max: new Date(Date.UTC(last, 11, 31)), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

const words = fc.string({
  unit: fc.constantFrom(...'虚构示例青禾云帆智能制造甲乙丙 AbC（）12３'),
  minLength: 1,
  maxLength: 12,
});
const text = words.map((value) => value.trim()).filter((value) => value !== '');

/**
 * Entries of a kind that its checks pass: members of the right category, days in order, parts within their wholes. Days from 2017 to 2026. Throws where no
 * member is of a category that a field asks for.
 */
export function anEntryOf(
  book: LedgerBook,
  kind: LedgerKind,
  members: readonly ArbitraryMember[] = fictionalMembers,
): fc.Arbitrary<EntryValues> {
  const shape = Object.fromEntries(
    Object.entries(kind.fields).map(([id, field]) => {
      const value = fieldValue(book, field, members);
      return [id, field.optional ? fc.option(value, { nil: undefined }) : value];
    }),
  );
  return fc.record(shape).map((values) => inOrder(kind, values));
}

function fieldValue(
  book: LedgerBook,
  field: LedgerField,
  members: readonly ArbitraryMember[],
): fc.Arbitrary<EntryValue> {
  switch (field.type) {
    case 'member': {
      const allowed = book.memberClasses[field.of];
      const names = members.filter(({ category }) => !allowed || allowed.includes(category)).map(({ name }) => name);
      if (names.length === 0) throw new RangeError(`no member for ${field.label}`);
      const one = fc.constantFrom(...names);
      return field.many ? fc.uniqueArray(one, { minLength: 1, maxLength: 3 }) : one;
    }
    case 'count':
      return fc.integer({ min: 0, max: 5000 });
    case 'decimal':
      return fc.integer({ min: 0, max: 90_000_000 }).map((units) => String(units / 10_000));
    case 'day':
      return day(2017, 2026);
    case 'year':
      return fc.integer({ min: 2018, max: 2026 });
    case 'choice':
      return fc.constantFrom(...field.options);
    case 'code':
      return fc.constantFrom('460101', '510201', '080901', '4-08-05-05', '虚构专业');
    case 'text':
    case 'person':
      return text;
  }
}

/** Days that must follow one another and parts that must not exceed their whole are swapped where they do not. */
function inOrder(kind: LedgerKind, drawn: Readonly<Record<string, EntryValue | undefined>>): EntryValues {
  const values: Record<string, EntryValue> = {};
  for (const [id, value] of Object.entries(drawn)) if (value !== undefined) values[id] = value;
  for (const [first, second] of kind.order ?? []) {
    const [from, to] = [values[first], values[second]];
    if (from !== undefined && to !== undefined && to < from) values[second] = from;
  }
  for (const [part, whole] of kind.within ?? []) {
    const [some, all] = [values[part], values[whole]];
    if (typeof some === 'number' && typeof all === 'number' && some > all) values[part] = all;
  }
  return values;
}
