/** Two keys to compare printed labels by, blind to spacing, width and punctuation. */

const notLetters = /[^\p{L}\p{N}%+□☑√✔■]/gu;
const bracketed = /[（(][^（）()]*[）)]/g;

/** Letters and digits only, half-width: `牵 头 学 校：` and `牵头学校` are alike. */
export function keyOf(text: string): string {
  return text.normalize('NFKC').replace(notLetters, '').toLowerCase();
}

/** The same without what stands in brackets, so that a unit or remark typed into a label does not matter; the whole where that is all. */
export function bareKeyOf(text: string): string {
  return keyOf(text.normalize('NFKC').replace(bracketed, '')) || keyOf(text);
}
