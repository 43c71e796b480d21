/** Half-width text (Latin, Greek, Cyrillic, digits and the marks between them) forms runs as in Word: `12.5%` is one, `AI+制造` is three. */
const halfWidthRun = '[\\u0021-\\u007e\\u00a1-\\u00b6\\u00b8-\\u058f\\u1e00-\\u1fff]+';
const word = new RegExp(`${halfWidthRun}|\\S`, 'gu');

/**
 * Counts a text as Word's 字数 does: a Chinese character or full-width mark is one, a run of Latin letters or digits is one,
 * white space is none.
 */
export function countWords(text: string): number {
  return text.match(word)?.length ?? 0;
}
