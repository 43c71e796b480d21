/** 31 letters that are not mistaken for one another when read from paper: a prime, so that the check letter finds what it should. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const drawn = 9;

/**
 * A code that stands beside a printed figure, from 9 random bytes: nine letters (44 bits) and a check letter, in two groups, `7KQ2M-9XWPP`.
 * A code says nothing itself: what it opens is decided by who asks.
 */
export function figureCode(random: Uint8Array): string {
  const letters = [...random.subarray(0, drawn)].map((byte) => byte % alphabet.length);
  if (letters.length < drawn) throw new RangeError('a figure code takes nine random bytes');
  return grouped([...letters, checkOf(letters)].map((letter) => alphabet[letter]).join(''));
}

/** A code as it is stored, from however it was typed (full width, small letters, spaces); undefined where a letter was mistyped. */
export function readFigureCode(typed: string): string | undefined {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−]/g, '');
  const letters = [...text].map((letter) => alphabet.indexOf(letter));
  if (letters.length !== drawn + 1 || letters.includes(-1)) return undefined;
  return checkOf(letters.slice(0, drawn)) === letters[drawn] ? grouped(text) : undefined;
}

const grouped = (text: string) => `${text.slice(0, 5)}-${text.slice(5)}`;

/** Weights 1 to 9 under a prime: every single letter mistyped and every two letters exchanged change it. */
function checkOf(letters: readonly number[]): number {
  return letters.reduce((sum, letter, at) => sum + letter * (at + 1), 0) % alphabet.length;
}
