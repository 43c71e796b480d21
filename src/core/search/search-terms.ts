import { foldText } from './fold-text.ts';

const mostWords = 10;
const longestWord = 100;

/** A phrase of common words is itself rare: by four characters an index names it, where each two of them stand in nearly every text. */
const long = 4;

/**
 * What an index keeps of folded texts, as numbers: each of their characters, each two and each four that follow each other, once. Chinese writes no spaces
 * between words; with these, any part of a text is found whatever a word is. Migration 0048 makes the same of what was there before it.
 */
export function searchTerms(folded: readonly string[]): readonly number[] {
  const terms = new Set<number>();
  for (const text of folded) {
    const points = pointsOf(text);
    for (let at = 0; at < points.length; at++)
      for (const length of [1, 2, long]) if (at + length <= points.length) terms.add(termOf(points, at, length));
  }
  return [...terms];
}

const factor = 65_599;
/** One or two characters have nearly always a number of their own. Fours share a million: there would be as many as a library has characters. */
const numbers = { few: 2_147_483_629, four: 1_048_573 };

/** The number of characters, below 0 for fours. Two of one number are told apart by the text itself. */
function termOf(points: readonly number[], from: number, length: number): number {
  const most = length < long ? numbers.few : numbers.four;
  let sum = 0;
  for (let at = from; at < from + length; at++) sum = (sum * factor + (points[at] ?? 0)) % most;
  return length < long ? sum : -1 - sum;
}

const pointsOf = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);

/** The words that a person types with white space between them, folded: at most ten, a hundred characters each. All of them are to be found. */
export function searchWords(typed: string): readonly string[] {
  const words = typed.split(/\s+/u).map((word) => [...foldText(word)].slice(0, longestWord).join(''));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, mostWords);
}

/**
 * The terms that a text with all these words certainly has: of a word of four characters or more each four that follow each other, of a shorter one each
 * two. A text that has them may still have none of a word in one piece: whoever asks an index looks for the words themselves in what it gives.
 */
export function termsOfWords(words: readonly string[]): readonly number[] {
  return [
    ...new Set(
      words.flatMap((word) => {
        const points = pointsOf(word);
        const length = points.length < long ? Math.min(2, points.length) : long;
        return points.slice(length - 1).map((_, at) => termOf(points, at, length));
      }),
    ),
  ];
}
