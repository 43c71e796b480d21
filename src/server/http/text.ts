import { z } from 'zod';

const unprintable = /(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

/** A text from outside: trimmed, without control characters, of 1 to `most` characters. */
export function text(most: number) {
  return z
    .string()
    .max(most)
    .overwrite((value) => value.replace(unprintable, '').trim())
    .min(1);
}

/** A text of several lines that may be empty: without control characters, its lines ended alike, at most `most` characters. */
export function longText(most: number) {
  return z
    .string()
    .max(most)
    .overwrite((value) => value.replace(/\r\n?/g, '\n').replace(unprintable, ''));
}
