import type { ExpectedForm } from './expected-form.ts';
import { bareKeyOf, keyOf } from './likeness.ts';

/** Text of a document that is no answer the form can take, and where it stands, so that a person can find it. */
export type Unplaced = { text: string; place: string };

/** `附件3` above a form says where it stood in its notice. */
const annexMark = /^附件\d{0,2}$/;

/** The lines that the form does not print by itself. */
export function remaining(expected: ExpectedForm, lines: readonly string[]): string {
  const isFixed = (line: string) => {
    const key = keyOf(line);
    if (annexMark.test(key)) return true;
    return key === ''
      ? !/\p{L}|\p{N}|\p{S}/u.test(line)
      : expected.fixedLines.has(key) || expected.fixedLines.has(bareKeyOf(line));
  };
  if (expected.fixedLines.has(keyOf(lines.join('')))) return '';
  return lines
    .filter((line) => !isFixed(line))
    .join('\n')
    .trim();
}
