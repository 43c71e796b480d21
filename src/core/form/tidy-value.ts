import type { CellValue } from './answers.ts';

/** Characters that no document can carry: control characters but tab and line feed, lone surrogates, non-characters. */
const unprintable = /(?![\t\n])\p{Cc}|[\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/gu;

/**
 * A value as it is kept: texts without unprintable characters and without white space at their ends, line breaks as `\n`; names
 * tidied each, empty ones left out. What is left empty is `undefined`: unanswered. Numbers and confirmations pass unchanged.
 */
export function tidyValue(value: CellValue): CellValue {
  if (typeof value === 'string') return tidyText(value) || undefined;
  if (!Array.isArray(value)) return value;
  const names = value.map((name: string) => tidyText(name).replace(/\s+/g, ' ')).filter((name) => name !== '');
  return names.length === 0 ? undefined : names;
}

function tidyText(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(unprintable, '')
    .trim();
}
