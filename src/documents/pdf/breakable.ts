/** Characters that never show but steer the direction of what follows, or that no document can carry. */
const invisible = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/gu;

/** Runs in which no line may end of itself: Latin words, figures, rows of punctuation. Han and kana break anywhere. */
const unbroken = /[^ \t\n\u3000\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

const mayBreak = '\u200b';

/**
 * A text that cannot run out of its column: a run wider than `width` (in ems) may break between any two of its characters; all other
 * text is left as it is. Tabs become two full-width spaces; characters that no document can carry are left out.
 */
export function breakable(text: string, width: number): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(invisible, '')
    .replaceAll('\t', '\u3000\u3000')
    .replace(unbroken, (run) => (widest(run) > width ? run.replace(/.(?!\p{M}|$)/gu, `$&${mayBreak}`) : run));
}

/** The most ems a run can take: capitals and marks a whole one, small letters and digits less. */
function widest(run: string): number {
  let ems = 0;
  for (const character of run) ems += /[a-ln-vx-z0-9.,:;!'()/-]/.test(character) ? 0.62 : 1;
  return ems;
}
