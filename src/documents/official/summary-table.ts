import { type Answers, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Form } from '#core/form/form.ts';
import type { Pack } from '#core/pack/pack.ts';
import { printValue } from '#documents/print/print-value.ts';
import type { OfficialBlock } from './official-document.ts';

/** The summary table of several applications, a row each in the order given, for a Word document that lies across. */
export function summaryTable(summary: Pack['summary'], rows: readonly Answers[], form: Form): OfficialBlock {
  const { columns } = summary;
  return {
    kind: 'table',
    head: columns.map(({ title }) => title),
    widths: columns.map(({ width }) => width),
    rows: rows.map((answers, at) =>
      columns.map((column) => {
        if (column.kind === 'number') return String(at + 1);
        const cell = cellsOf(form).get(column.cell);
        return cell ? printValue(cell, valueAt(answers, column.cell)) : '';
      }),
    ),
  };
}
