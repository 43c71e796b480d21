import type { ExpectedForm } from './expected-form.ts';
import { keyOf } from './likeness.ts';

/** How a confirmation's statement stands in a document: ticked, behind an open box, or plain as it is printed. */
export type StatementMark = 'ticked' | 'open' | 'plain';

const ticks = ['☑', '√', '✔', '■'];

/** Takes the statements' lines out of lines of text; what is left is returned, what was found is put into `found`. */
export function takeStatements(
  lines: readonly string[],
  expected: ExpectedForm,
  found: Map<string, StatementMark>,
): readonly string[] {
  return lines.filter((line) => {
    const key = keyOf(line);
    const statement = expected.statements.find((known) => key.includes(known.key));
    if (!statement) return true;
    const rest = key.replace(statement.key, '');
    if (rest !== '' && rest !== '□' && !ticks.includes(rest)) return true;
    found.set(statement.field, rest === '' ? 'plain' : rest === '□' ? 'open' : 'ticked');
    return false;
  });
}
