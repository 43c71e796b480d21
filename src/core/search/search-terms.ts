import { foldText } from './fold-text.ts';

const mostWords = 10;
const longestWord = 100;

/**
 * What an index keeps of folded texts: each of their characters, and each two that follow each other, once. Chinese writes no spaces between
 * words; with these, any part of a text is found whatever a word is.
 */
export function searchTerms(folded: readonly string[]): readonly string[] {
  const terms = new Set<string>();
  for (const text of folded) {
    let before = '';
    for (const character of text) {
      terms.add(character);
      if (before !== '') terms.add(before + character);
      before = character;
    }
  }
  return [...terms];
}

/** The words that a person types with white space between them, folded: at most ten, a hundred characters each. All of them are to be found. */
export function searchWords(typed: string): readonly string[] {
  const words = typed.split(/\s+/u).map((word) => [...foldText(word)].slice(0, longestWord).join(''));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, mostWords);
}

/**
 * The terms that a text with all these words certainly has: of a word of two characters or more each two that follow each other. A text that has
 * them may still have none of a longer word in one piece: whoever asks an index looks for the words themselves in what it gives.
 */
export function termsOfWords(words: readonly string[]): readonly string[] {
  return [
    ...new Set(
      words.flatMap((word) => {
        const characters = [...word];
        return characters.length === 1 ? [word] : characters.slice(1).map((each, at) => (characters[at] ?? '') + each);
      }),
    ),
  ];
}
