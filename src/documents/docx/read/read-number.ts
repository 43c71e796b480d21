import { unitWords } from './units.ts';

/** Numbers of a cell in the order they stand, with what stood before each; `undefined` where anything else than units and separators stands there. */
export type ReadNumbers = readonly { value: number; before: string }[] | undefined;

const number = /[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d{1,3}(?: \d{3})+(?:\.\d+)?(?!\d)|[-−]?\d+(?:\.\d+)?/g;

/**
 * Reads `１２`, `1,200`, `12个`, `85.5％`, `4（9860）`, `46.5/2316.8`. Words that make a number uncertain (约, 左右, 以上), that stand for none (无, —) or that name
 * another unit leave it unread: the caller reports the text.
 */
export function readNumbers(text: string, units: readonly string[]): ReadNumbers {
  const plain = text.normalize('NFKC').replace(/[，﹐]/g, ',');
  const found: { value: number; before: string }[] = [];
  let end = 0;
  const between: string[] = [];
  for (const match of plain.matchAll(number)) {
    const before = plain.slice(end, match.index);
    between.push(before);
    found.push({ value: Number(match[0].replace(/[, ]/g, '').replace('−', '-')), before: before.trim() });
    end = match.index + match[0].length;
  }
  between.push(plain.slice(end));
  const words = units.flatMap(unitWords).sort((a, b) => b.length - a.length);
  return between.every((rest) => saysNothing(rest, words)) ? found : undefined;
}

/** Whether a text holds nothing but the form's units and the marks between numbers. */
function saysNothing(text: string, words: readonly string[]): boolean {
  let rest = text;
  for (const word of words) rest = rest.replaceAll(word, '');
  return /^[\s/,、;:()（）]*$/.test(rest);
}
