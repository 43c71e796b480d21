import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTexts, type TextPiece } from './compare-texts.ts';

const without = (kind: TextPiece['kind'], pieces: readonly TextPiece[]) =>
  pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join('');
const anyText = fc.string({ unit: fc.constantFrom(...'设立共建实训基地，2024 AI\n'), maxLength: 60 });

test('what was added leaves the earlier text when taken out, what was removed the later', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const pieces = compareTexts(before, after);
      expect([without('added', pieces), without('removed', pieces)]).toEqual([before, after]);
    }),
  );
});

test('a text that stays is one piece, and one that is new is all added', () => {
  expect(compareTexts('同意', '同意')).toEqual([{ kind: 'kept', text: '同意' }]);
  expect(compareTexts('', '同意')).toEqual([{ kind: 'added', text: '同意' }]);
  expect(compareTexts('', '')).toEqual([]);
});

test('a number is changed as a whole, and what stays around it is not touched', () => {
  expect(compareTexts('年度经费为1200万元。', '年度经费为1250万元。')).toEqual([
    { kind: 'kept', text: '年度经费为' },
    { kind: 'removed', text: '1200' },
    { kind: 'added', text: '1250' },
    { kind: 'kept', text: '万元。' },
  ]);
});
