import { type Answers, valueAt } from '#core/form/answers.ts';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { type Cell, cellsOf } from '#core/form/cells.ts';
import type { Form } from '#core/form/form.ts';

/** One value in both its states, as two sources tell it. */
export type ComparedCell = {
  cell: Cell;
  submitted: { disc: unknown; online: unknown };
  verified: { disc: unknown; online: unknown };
  isSame: boolean;
};

type Told = { answers: Answers; verified: Answers };

/** What a disc says of an application beside what stands online: every cell that either of them answers, in the form's order. */
export function compareDisc(form: Form, disc: Told, online: Told): readonly ComparedCell[] {
  return [...cellsOf(form).values()].flatMap((cell) => {
    const both = (which: keyof Told) => ({
      disc: valueAt(disc[which], cell.path),
      online: valueAt(online[which], cell.path),
    });
    const [submitted, verified] = [both('answers'), both('verified')];
    const values = [submitted.disc, submitted.online, verified.disc, verified.online];
    if (values.every((value) => value === undefined)) return [];
    return [{ cell, submitted, verified, isSame: isSame(submitted) && isSame(verified) }];
  });
}

function isSame({ disc, online }: ComparedCell['submitted']): boolean {
  return disc === undefined || online === undefined ? disc === online : canonicalJson(disc) === canonicalJson(online);
}
