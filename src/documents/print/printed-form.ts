import { type Answers, isAnswered, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Form } from '#core/form/form.ts';
import type { FormPart, Inline } from '#core/form/layout.ts';
import { printValue } from './print-value.ts';

/** A run of a line as it stands on the paper. `mark` is a footnote's number. */
export type PrintedRun = { text: string; answer?: true } | { mark: number };

/** Turns a form's inlines into what stands on the paper: the one place that Word and PDF share. */
export type Printer = (part: FormPart, inline: Inline) => PrintedRun;

/** What stands before a confirmation's statement: nothing on the blank form, and nothing once it is confirmed on a form filled in. */
const boxes = { open: '□ ', ticked: '☑ ' };

export function printerOf(form: Form, answers: Answers): Printer {
  const cells = cellsOf(form);
  const answered = [...cells.values()].filter((cell) => isAnswered(valueAt(answers, cell.path)));
  const isBlank = answered.length === 0;
  const isFilledIn = answered.some((cell) => cell.type.kind !== 'confirmation');
  return (part, inline) => {
    if ('text' in inline) return { text: inline.text };
    if ('label' in inline) return { text: form.fields[inline.label]?.label ?? inline.label };
    if ('year' in inline) return { text: `${inline.year}年` };
    if ('note' in inline) return { mark: Object.keys(part.footnotes ?? {}).indexOf(inline.note) + 1 };
    if ('confirm' in inline) {
      const field = form.fields[inline.confirm];
      const statement = field?.kind === 'confirmation' ? field.statement : '';
      const isConfirmed = valueAt(answers, inline.confirm) === true;
      const box = isConfirmed ? (isFilledIn ? '' : boxes.ticked) : isBlank ? '' : boxes.open;
      return { text: box + statement };
    }
    const cell = cells.get(inline.cell);
    const printed = cell ? printValue(cell, valueAt(answers, inline.cell)) : '';
    if (printed === '') return { text: inline.hint ?? '' };
    return { text: `${inline.before ?? ''}${printed}${inline.after ?? ''}`, answer: true };
  };
}
