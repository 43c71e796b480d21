import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from './fold-text.ts';
import { passagesOf } from './passages.ts';
import { searchTerms, searchWords, termsOfWords } from './search-terms.ts';

/** Chinese texts with what stands between and beside: punctuation, line breaks, Latin words of either width, rare ideographs, marks that open up. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'联合体章程第一条理事会由学校企业组成') },
  { weight: 2, arbitrary: fc.constantFrom(...' \n，。（）《》　') },
  { weight: 1, arbitrary: fc.constantFrom(...'aAzＡ１2９㎡ﬁ①Ⅳİ𠀀𪚥é\u0301') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);
const text = fc.array(character, { minLength: 2, maxLength: 80 });

/** As the index answers: the terms first, then the words themselves. */
function finds(typed: string, document: string): boolean {
  const words = searchWords(typed);
  const folded = foldText(document);
  const terms = new Set(searchTerms([folded]));
  return (
    words.length > 0 &&
    termsOfWords(words).every((term) => terms.has(term)) &&
    words.every((word) => folded.includes(word))
  );
}

describe('search in documents (B-2.3)', () => {
  test('every part of two characters or more that a document has finds it', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 2, max: 40 }), (characters, from, length) => {
        const start = from % (characters.length - 1);
        const part = characters.slice(start, start + length).join('');
        // Of nothing but punctuation nobody knows what is looked for.
        fc.pre(foldText(part) !== '');
        expect(finds(part, characters.join(''))).toBe(true);
      }),
    );
  });

  test('what a document does not have finds nothing, though all its pairs of characters stand there', () => {
    expect(finds('联合体', '联合、合体')).toBe(false);
    expect(finds('联合体章', '联合体 合体章')).toBe(false);
    expect(finds('甲乙甲', '乙甲。甲乙')).toBe(false);
    expect(finds('甲乙丙', '甲乙，丁乙丙')).toBe(false);
    expect(finds('，。', '联合体章程，。')).toBe(false);
  });

  test('width, case, line breaks and punctuation make no difference; several words are all looked for', () => {
    expect(finds('ｉｓｏ９００１', '按ISO 9001执行')).toBe(true);
    expect(finds('质量保障', '质量\n保障体系')).toBe(true);
    expect(finds('绩效 章程', '章程规定绩效考核')).toBe(true);
    expect(finds('绩效 经费', '章程规定绩效考核')).toBe(false);
  });

  test('a passage is a piece of the text, and what is marked in it is what was looked for', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 6 }), (characters, from, length) => {
        const whole = characters.join('');
        const start = from % (characters.length - 1);
        const words = searchWords(characters.slice(start, start + length).join(''));
        fc.pre(words.length > 0);
        const passages = passagesOf(whole, words, 3);
        expect(passages.length).toBeGreaterThan(0);
        for (const { start: at, parts } of passages) {
          expect(whole.startsWith(parts.map((part) => part.text).join(''), at)).toBe(true);
          const hits = parts.filter(({ isHit }) => isHit).map((part) => foldText(part.text));
          expect(hits.every((hit) => words.some((word) => hit.includes(word)))).toBe(true);
          expect(hits.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('hits that stand close together share a passage, and no more are given than asked for', () => {
    const far = `${'甲'.repeat(200)}`;
    const passages = passagesOf(`章程${far}章程与章程${far}章程`, ['章程'], 2);
    expect(passages.map(({ parts }) => parts.filter(({ isHit }) => isHit).length)).toEqual([1, 2]);
  });
});
