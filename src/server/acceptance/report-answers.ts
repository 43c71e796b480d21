import { type Answers, valueAt, withValue } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { AcceptanceRecord } from './read-record.ts';

/**
 * The form as the self-report has it, for those who read and visit: what was verified at the recommendation, with the year's committed figures
 * replaced by what they came to. A figure of which nothing is on record stands empty.
 */
export function reportAnswers(
  { form }: Pack,
  verified: Answers,
  { commitments }: Pick<AcceptanceRecord, 'commitments'>,
  year: number,
): { answers: Answers; cells: Readonly<Record<string, unknown>> } {
  const known = cellsOf(form);
  let answers = verified;
  for (const { figure, actual } of commitments) {
    const cell = `${figure}.${year}`;
    if (known.has(cell)) answers = withValue(answers, cell, actual === null ? undefined : Number(actual));
  }
  const cells = [...known.keys()].flatMap((cell) => {
    const value = valueAt(answers, cell);
    return value === undefined ? [] : [[cell, value] as const];
  });
  return { answers, cells: Object.fromEntries(cells) };
}
