import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countWords } from './count-words.ts';

describe('字数 (C-0-03: 不超出相应部分的篇幅规定要求)', () => {
  test.each([
    ['', 0],
    ['产教融合', 4],
    ['产教融合，协同育人。', 10],
    ['AI 赋能', 3],
    ['AI+制造', 3],
    ['2022年产值1286.4亿元', 7],
    ['growth of 12.5% a year', 5],
    ['“文化素质+职业技能”', 11],
    ['第一行\n第二行\r\n 　第三行', 9],
    ['２０２３', 4],
    ['①②③', 3],
  ])('%s counts %i', (text, words) => {
    expect(countWords(text)).toBe(words);
  });

  test('white space never counts, wherever it stands between characters that count alone', () => {
    const characters = fc.array(fc.constantFrom(...'产教融合，。“”０１'), { maxLength: 40 });
    fc.assert(
      fc.property(characters, fc.constantFrom(' ', '\n', '\t', '　', '\r\n'), (all, space) => {
        expect(countWords(all.join(space))).toBe(all.length);
      }),
    );
  });

  test('two texts on two lines count what each counts alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(countWords(`${a}\n${b}`)).toBe(countWords(a) + countWords(b));
      }),
    );
  });
});
