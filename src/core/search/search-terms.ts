import { foldText } from './fold-text.ts';

const mostWords = 10;
const longestWord = 100;

/** A phrase of common words is itself rare: by four characters an index names it, where each two of them stand in nearly every text. */
const long = 4;
/** Fours are kept by their number among so many: there would be as many of them as a library has characters. */
const numbers = 1_048_573;

/**
 * What an index keeps of folded texts: each of their characters, each two and each four that follow each other, once. Chinese writes no spaces
 * between words; with these, any part of a text is found whatever a word is. Migration 0048 makes the same of what was there before it.
 */
export function searchTerms(folded: readonly string[]): readonly string[] {
  const terms = new Set<string>();
  for (const text of folded) {
    const characters = [...text];
    for (const [at, character] of characters.entries()) {
      terms.add(character);
      if (at + 1 < characters.length) terms.add(character + characters[at + 1]);
      if (at + long <= characters.length) terms.add(termOfFour(characters.slice(at, at + long)));
    }
  }
  return [...terms];
}

/** `#` and a number: no folded text has that mark. Two fours of one number are told apart by the text itself. */
function termOfFour(characters: readonly string[]): string {
  return `#${characters.reduce((sum, character) => (sum * 65_599 + (character.codePointAt(0) ?? 0)) % numbers, 0)}`;
}

/** The words that a person types with white space between them, folded: at most ten, a hundred characters each. All of them are to be found. */
export function searchWords(typed: string): readonly string[] {
  const words = typed.split(/\s+/u).map((word) => [...foldText(word)].slice(0, longestWord).join(''));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, mostWords);
}

/**
 * The terms that a text with all these words certainly has: of a word of four characters or more each four that follow each other, of a shorter one each
 * two. A text that has them may still have none of a word in one piece: whoever asks an index looks for the words themselves in what it gives.
 */
export function termsOfWords(words: readonly string[]): readonly string[] {
  return [
    ...new Set(
      words.flatMap((word) => {
        const characters = [...word];
        if (characters.length === 1) return [word];
        if (characters.length >= long) return piecesOf(characters, long).map(termOfFour);
        return piecesOf(characters, 2).map((pair) => pair.join(''));
      }),
    ),
  ];
}

function piecesOf(characters: readonly string[], length: number): readonly string[][] {
  return characters.slice(length - 1).map((_, at) => characters.slice(at, at + length));
}
