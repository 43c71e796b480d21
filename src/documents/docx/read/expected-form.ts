import type { Form } from '#core/form/form.ts';
import type { Inline, TableCell } from '#core/form/layout.ts';
import { bareKeyOf, keyOf } from './likeness.ts';

/** A label cell of the printed form, in reading order over the whole form. `year` is set on a year's column header, which may stand in any
 * order; `isHeader` on every label of a row that holds labels only. */
export type ExpectedLabel = {
  key: string;
  bare: string;
  text: string;
  part: number;
  row: number;
  table: number;
  /** Its left edge as a share of the table's width. */
  relative: number;
  isHeader: boolean;
  year?: number;
};

/** A cell of the printed form that holds answers, and the labels that find it. */
export type ExpectedAnswer = {
  inlines: readonly Inline[];
  part: number;
  table: number;
  row: number;
  /** The nearest label to the left, in its own row or reaching down from above; none where the part's heading is all there is. */
  label: ExpectedLabel | undefined;
  /** Its place among the answers of that label in its row, and how many rows it stands below the label. */
  below: number;
  /** Printed in the form's own type size: the text that the form's clauses on type speak of. */
  isPlain: boolean;
  /** The column's header: a year or a label right above. */
  header: ExpectedLabel | undefined;
};

export type ExpectedForm = {
  labels: readonly ExpectedLabel[];
  answers: readonly ExpectedAnswer[];
  titles: readonly { part: number; key: string }[];
  /** Lines that the form prints in any case: never an answer, never left over. */
  fixedLines: ReadonlySet<string>;
  statements: readonly { field: string; key: string }[];
  years: ReadonlySet<number>;
};

const forms = new WeakMap<Form, ExpectedForm>();

/** What a printed form holds where, by labels and structure. Computed once for a form. */
export function expectedForm(form: Form): ExpectedForm {
  const known = forms.get(form);
  if (known) return known;
  const labels: ExpectedLabel[] = [];
  const answers: ExpectedAnswer[] = [];
  const fixedLines = new Set<string>();
  const textOf = (inlines: readonly Inline[]) => inlines.map((inline) => fixedText(form, inline)).join('');
  const fix = (text: string) => fixedLines.add(keyOf(text));
  let table = 0;
  form.parts.forEach((part, at) => {
    fix(part.title);
    for (const note of Object.values(part.footnotes ?? {})) fix(note);
    for (const block of part.blocks) {
      if (block.kind === 'line') {
        if (!holdsAnswer(block.line.inlines)) fix(textOf(block.line.inlines));
        else
          answers.push({
            inlines: block.line.inlines,
            part: at,
            table: -1,
            row: 0,
            label: undefined,
            below: 0,
            isPlain: block.line.size === undefined,
            header: undefined,
          });
      }
      if (block.kind !== 'table') continue;
      const placed = placeCells(block.rows);
      const own = new Map<TableCell, ExpectedLabel>();
      for (const { cell, row, left } of placed) {
        const isLabel = cell.lines.every((line) => !holdsAnswer(line.inlines));
        if (!isLabel) continue;
        const text = cell.lines.map((line) => textOf(line.inlines)).join('');
        for (const line of cell.lines) fix(textOf(line.inlines));
        if (keyOf(text) === '') continue;
        const year = cell.lines
          .flatMap((line) => line.inlines)
          .flatMap((inline) => ('year' in inline ? [inline.year] : []))[0];
        const isHeader = isHeaderRow(placed, row);
        const label = {
          key: keyOf(text),
          bare: bareKeyOf(text),
          text,
          part: at,
          row,
          table,
          relative: shareLeftOf(block.widths, left),
          isHeader,
          ...(year === undefined ? {} : { year }),
        };
        own.set(cell, label);
        labels.push(label);
        fix(text);
      }
      for (const { cell, row, left } of placed) {
        if (own.has(cell) || cell.lines.every((line) => !holdsAnswer(line.inlines))) continue;
        const beside = placed.filter(
          (other) =>
            own.has(other.cell) && other.row <= row && row < other.row + (other.cell.rows ?? 1) && other.left < left,
        );
        const nearest = beside.at(-1) && beside.reduce((best, other) => (other.left >= best.left ? other : best));
        const above = placed.filter(
          (other) =>
            own.has(other.cell) &&
            other.row < row &&
            other.left <= left &&
            left < other.left + (other.cell.columns ?? 1) &&
            isHeaderRow(placed, other.row),
        );
        const header = above.at(-1);
        answers.push({
          inlines: cell.lines.flatMap((line) => line.inlines),
          part: at,
          table,
          row,
          label: nearest && own.get(nearest.cell),
          below: nearest ? row - nearest.row : 0,
          isPlain: cell.lines.every((line) => line.size === undefined),
          header: header && own.get(header.cell),
        });
      }
      table++;
    }
  });
  const expected = {
    labels,
    answers,
    fixedLines,
    titles: form.parts.flatMap((part, at) =>
      part.blocks.some((block) => block.kind === 'heading') ? [{ part: at, key: keyOf(part.title) }] : [],
    ),
    statements: Object.entries(form.fields).flatMap(([field, definition]) =>
      definition.kind === 'confirmation' ? [{ field, key: keyOf(definition.statement) }] : [],
    ),
    years: new Set(labels.flatMap((label) => (label.year === undefined ? [] : [label.year]))),
  };
  for (const text of [form.title]) fix(text);
  forms.set(form, expected);
  return expected;
}

function shareLeftOf(widths: readonly number[], column: number): number {
  const sum = (all: readonly number[]) => all.reduce((total, width) => total + width, 0);
  return sum(widths.slice(0, column)) / sum(widths);
}

type Placed = { cell: TableCell; row: number; left: number };

/** Cells at their grid columns, with those that reach down from above taken into account. */
function placeCells(rows: readonly { cells: readonly TableCell[] }[]): readonly Placed[] {
  const taken = new Set<string>();
  return rows.flatMap((row, at) => {
    let column = 0;
    return row.cells.map((cell) => {
      while (taken.has(`${at}.${column}`)) column++;
      const left = column;
      for (let down = 0; down < (cell.rows ?? 1); down++) {
        for (let across = 0; across < (cell.columns ?? 1); across++) taken.add(`${at + down}.${left + across}`);
      }
      column += cell.columns ?? 1;
      return { cell, row: at, left };
    });
  });
}

/** A row whose own cells are all labels, more than one of them. */
function isHeaderRow(placed: readonly Placed[], row: number): boolean {
  const own = placed.filter((cell) => cell.row === row);
  return own.length > 1 && own.every(({ cell }) => cell.lines.every((line) => !holdsAnswer(line.inlines)));
}

function holdsAnswer(inlines: readonly Inline[]): boolean {
  return inlines.some((inline) => 'cell' in inline || 'confirm' in inline);
}

/** What is printed of an inline in any case. */
function fixedText(form: Form, inline: Inline): string {
  if ('text' in inline) return inline.text;
  if ('label' in inline) return form.fields[inline.label]?.label ?? '';
  return 'year' in inline ? `${inline.year}年` : '';
}
