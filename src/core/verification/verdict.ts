import { type Answers, valueAt, withValue } from '#core/form/answers.ts';
import { type Cell, cellsOf } from '#core/form/cells.ts';
import type { Form } from '#core/form/form.ts';

/** What the province finds of a figure or an entry: true as reported, corrected to another value, or not recognised at all. */
export type VerdictKind = 'true' | 'corrected' | 'rejected';

export const verdictLabels: Readonly<Record<VerdictKind, string>> = {
  true: '属实',
  corrected: '更正',
  rejected: '不予认可',
};

/** `value` is the corrected one; nothing else carries one. */
export type Verdict = { verdict: VerdictKind; value?: number | undefined };

/** The cells that want a verdict: every number of the form. */
export function figureCells(form: Form): readonly Cell[] {
  return [...cellsOf(form).values()].filter(({ type }) => type.kind === 'number');
}

/** Figures that were answered and have no verdict yet. */
export function withoutVerdict(form: Form, answers: Answers, given: ReadonlyMap<string, Verdict>): readonly string[] {
  return figureCells(form)
    .map(({ path }) => path)
    .filter((path) => valueAt(answers, path) !== undefined && !given.has(path));
}

/** The answers as the province verified them: corrected figures replaced, those not recognised taken out. What was submitted stays beside. */
export function verifiedAnswers(answers: Answers, given: ReadonlyMap<string, Verdict>): Answers {
  let verified = answers;
  for (const [cell, { verdict, value }] of given) {
    if (verdict === 'corrected') verified = withValue(verified, cell, value);
    else if (verdict === 'rejected') verified = withValue(verified, cell, undefined);
  }
  return verified;
}
