import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BatchText, type Passage, repeatedTexts } from './repeated-text.ts';

/** The same by its definition, letter by letter. */
function byBruteForce(texts: readonly BatchText[], least: number, most: number, known: readonly string[] = []) {
  const lettersOf = (text: string) =>
    [...text.matchAll(/[\p{L}\p{N}]/gu)].map(({ 0: letter, index }) => ({ letter, index }));
  const windowsOf = (text: string) => {
    const letters = lettersOf(text);
    return letters.slice(0, Math.max(0, letters.length - least + 1)).map((_, at) =>
      letters
        .slice(at, at + least)
        .map(({ letter }) => letter)
        .join(''),
    );
  };
  const owners = new Map<string, Set<string>>();
  for (const { application, text } of texts)
    for (const window of windowsOf(text)) owners.set(window, (owners.get(window) ?? new Set()).add(application));
  const common = new Set(known.flatMap(windowsOf));
  const isOwn = (window: string) => !common.has(window) && (owners.get(window)?.size ?? 0) <= most;
  const found: Passage[] = [];
  texts.forEach((second, at) => {
    for (const first of texts.slice(0, at)) {
      if (first.application === second.application) continue;
      const [a, b] = [windowsOf(first.text), windowsOf(second.text)];
      const shared = (i: number, j: number) => {
        const window = a[i];
        return window !== undefined && window === b[j] && isOwn(window);
      };
      for (let i = 0; i < a.length; i++)
        for (let j = 0; j < b.length; j++) {
          if (!shared(i, j) || shared(i - 1, j - 1)) continue;
          let windows = 1;
          while (shared(i + windows, j + windows)) windows += 1;
          const length = windows + least - 1;
          const place = (own: BatchText, from: number) => {
            const letters = lettersOf(own.text);
            const { application, cell } = own;
            return {
              application,
              cell,
              start: letters[from]?.index ?? 0,
              end: (letters[from + length - 1]?.index ?? 0) + 1,
            };
          };
          found.push({ length, first: place(first, i), second: place(second, j) });
        }
    }
  });
  return found;
}

const sorted = (passages: readonly Passage[]) => passages.map((passage) => JSON.stringify(passage)).sort();

/** Few letters, so that texts share a good deal. */
const text = fc
  .array(fc.constantFrom('产', '教', '融', 'a', '，', ' '), { maxLength: 40 })
  .map((letters) => letters.join(''));
const batch = fc.array(
  fc.record({ application: fc.constantFrom('甲', '乙', '丙', '丁'), cell: fc.constant('features'), text }),
  {
    maxLength: 7,
  },
);

test('finds the passages that comparing every letter with every other finds', () => {
  fc.assert(
    fc.property(batch, fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 4 }), (texts, least, most) => {
      expect(sorted(repeatedTexts(texts, { least, most }))).toEqual(sorted(byBruteForce(texts, least, most)));
    }),
    { numRuns: 300 },
  );
});

test('what the notice itself says is nobody’s copy', () => {
  fc.assert(
    fc.property(batch, text, (texts, notice) => {
      const measure = { least: 3, most: 4, known: [notice] };
      expect(sorted(repeatedTexts(texts, measure))).toEqual(sorted(byBruteForce(texts, 3, 4, [notice])));
    }),
  );
});

const copied = '联合体以龙头企业真实产线为课堂，学徒第一年轮岗、第二年定岗、第三年顶岗。';

test('a passage is found whatever its punctuation and line breaks, and shown where it stands', () => {
  const [passage, ...others] = repeatedTexts(
    [
      { application: '甲', cell: 'features', text: `园区产值居前。${copied}成效明显。` },
      { application: '乙', cell: 'constructionPlan', text: `一是：${copied.replaceAll('、', '；\n')}二是建设平台` },
    ],
    { least: 20, most: 3 },
  );
  expect(others).toEqual([]);
  expect(passage).toMatchObject({
    first: { application: '甲', start: 7 },
    second: { cell: 'constructionPlan', start: 3 },
  });
  const { start, end } = passage?.first ?? { start: 0, end: 0 };
  expect(`园区产值居前。${copied}成效明显。`.slice(start, end)).toBe(copied.slice(0, -1));
});

test('a phrase that everybody uses is left out, and so is an application that repeats itself', () => {
  const texts = ['甲', '乙', '丙', '丁'].map((application) => ({ application, cell: 'features', text: copied }));
  expect(repeatedTexts(texts, { least: 20, most: 3 })).toEqual([]);
  expect(repeatedTexts(texts, { least: 20, most: 4 })).toHaveLength(6);
  const own = { application: '甲', cell: 'features', text: copied };
  expect(repeatedTexts([own, { ...own, cell: 'constructionPlan' }], { least: 20, most: 3 })).toEqual([]);
});
