import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answers, isAnswered, valueAt, withValue } from './answers.ts';
import { canonicalJson } from './canonical-json.ts';
import { tidyValue } from './tidy-value.ts';

const path = fc.constantFrom('park', 'boards.2022', 'boards.2023', 'members.school.names', 'members.school.count');
const scalar = fc.oneof(fc.string({ minLength: 1 }), fc.integer());

function built(cells: readonly (readonly [string, unknown])[]): Answers {
  return cells.reduce<Answers>((answers, [at, value]) => withValue(answers, at, value), {});
}

test('what is set at a path is found there, and no other path is touched', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(path, scalar)), path, path, scalar, (cells, at, other, value) => {
      const before = built(cells);
      const after = withValue(before, at, value);
      expect(valueAt(after, at)).toBe(value);
      if (other !== at) expect(valueAt(after, other)).toBe(valueAt(before, other));
    }),
  );
});

test('removing what was set leaves the answers as if it had never been there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(path, scalar)), path, scalar, (cells, at, value) => {
      const without = withValue(built(cells), at, undefined);
      expect(canonicalJson(withValue(withValue(without, at, value), at, undefined))).toBe(canonicalJson(without));
    }),
  );
});

test('zero and false are answers; nothing, white space and an empty list are none', () => {
  expect([0, false, 'x', ['x']].every(isAnswered)).toBe(true);
  expect([undefined, null, '', ' \n　', []].some(isAnswered)).toBe(false);
});

test('a path never reaches what the answers inherit', () => {
  expect(valueAt({}, 'constructor.name')).toBeUndefined();
  expect(valueAt({}, 'toString')).toBeUndefined();
});

test('canonical text does not depend on the order in which fields were answered', () => {
  expect(canonicalJson({ b: 1, a: { d: [2, { y: 1, x: 2 }], c: undefined } })).toBe(
    '{"a":{"d":[2,{"x":2,"y":1}]},"b":1}',
  );
});

test('tidying twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = tidyValue(text);
      expect(tidyValue(once)).toBe(once);
    }),
  );
});

test('tidying drops what no document can carry and keeps line breaks and tabs', () => {
  expect(tidyValue(' 甲\u0000\r\n乙\t\ud800丙 ')).toBe('甲\n乙\t丙');
  expect(tidyValue([' 甲  公司 ', '', '　'])).toEqual(['甲 公司']);
  expect(tidyValue(' \u0007 ')).toBeUndefined();
});
