import type { Answers } from '#core/form/answers.ts';
import type { Form } from '#core/form/form.ts';
import type { Block, FormPart, Line, TableCell, TableRow } from '#core/form/layout.ts';
import { type Printer, printerOf } from '#documents/print/printed-form.ts';
import { breakable } from './breakable.ts';

/** What the Typst template sets: the form's parts with every word in place, as JSON. Lengths in millimetres, type in points. */
export type PrintedPart = { title: string; isCover: boolean; blocks: readonly PrintedBlock[] };

type PrintedBlock =
  | { kind: 'heading'; align?: 'center' }
  | { kind: 'line'; line: PrintedLine }
  | { kind: 'space'; lines: number }
  | { kind: 'table'; widths: readonly number[]; ruled: boolean; rows: readonly PrintedRow[] };

/** `height` 0 is a row as high as its words; otherwise the cell numbered `strut` holds the row open. */
type PrintedRow = { height: number; strut: number; cells: readonly PrintedCell[] };

/** `middle` stands in the middle of its height, `rule` has a writing line under it. */
type PrintedCell = {
  columns: number;
  rows: number;
  middle: boolean;
  rule: boolean;
  lines: readonly PrintedLine[];
};

/** An answer of several lines gives one paragraph each; a run is a text or a footnote. */
type PrintedLine = {
  align: NonNullable<Line['align']>;
  bold: boolean;
  indent: number;
  size: number;
  paragraphs: readonly (readonly PrintedText[])[];
};

type PrintedText = string | { mark: number; note: string };

const pointsOfMillimetre = 72 / 25.4;
const cellInset = 2.8;

export function printedParts(form: Form, answers: Answers): readonly PrintedPart[] {
  const print = printerOf(form, answers);
  return form.parts.map((part) => ({
    title: part.title,
    isCover: part.blocks.every((block) => block.kind !== 'heading'),
    blocks: part.blocks.map((block) => printedBlock(block, { form, part, print })),
  }));
}

type Context = { form: Form; part: FormPart; print: Printer };

function printedBlock(block: Block, context: Context): PrintedBlock {
  if (block.kind === 'line') return { kind: 'line', line: printedLine(block.line, textWidth(context.form), context) };
  if (block.kind !== 'table') return block;
  return { kind: 'table', widths: block.widths, ruled: block.ruled !== false, rows: printedRows(block, context) };
}

function textWidth({ page: { paper, margins } }: Form): number {
  return paper.width - margins.inner - margins.outer - margins.gutter;
}

/** Walks the grid as it is printed, to know each cell's own width: columns held by a cell from above are passed over. */
function printedRows(table: Extract<Block, { kind: 'table' }>, context: Context): readonly PrintedRow[] {
  const heldUntil = table.widths.map(() => 0);
  return table.rows.map((row, at) => {
    let column = 0;
    const cells = row.cells.map((cell) => {
      while ((heldUntil[column] ?? 0) > at) column += 1;
      const columns = cell.columns ?? 1;
      const width = table.widths.slice(column, column + columns).reduce((sum, each) => sum + each, 0);
      heldUntil.fill(at + (cell.rows ?? 1), column, column + columns);
      column += columns;
      return printedCell(cell, row, width - cellInset, context);
    });
    return { height: row.height ?? 0, strut: cells.findIndex((cell) => cell.rows === 1), cells };
  });
}

function printedCell(cell: TableCell, row: TableRow, width: number, context: Context): PrintedCell {
  const rule = cell.lines.some((line) => line.inlines.some((inline) => 'cell' in inline && inline.rule === true));
  return {
    columns: cell.columns ?? 1,
    rows: cell.rows ?? 1,
    rule,
    middle: rule || !isRunningText(cell, row),
    lines: cell.lines.map((line) => printedLine(line, width, context)),
  };
}

/** Running text begins at the top of a tall cell; everything else stands in the middle. */
function isRunningText(cell: TableCell, row: TableRow): boolean {
  return row.height !== undefined && cell.role === 'answer' && cell.lines.every((line) => line.align === 'left');
}

function printedLine(line: Line, width: number, { form, part, print }: Context): PrintedLine {
  const size = line.size ?? form.page.size;
  const ems = (width * pointsOfMillimetre) / size;
  const paragraphs: PrintedText[][] = [[]];
  for (const inline of line.inlines) {
    const run = print(part, inline);
    if ('mark' in run) {
      const note = Object.values(part.footnotes ?? {})[run.mark - 1] ?? '';
      paragraphs.at(-1)?.push({ mark: run.mark, note });
    } else {
      breakable(run.text, ems)
        .split('\n')
        .forEach((text, at) => {
          if (at > 0) paragraphs.push([]);
          if (text !== '') paragraphs.at(-1)?.push(text);
        });
    }
  }
  return { align: line.align ?? 'left', bold: line.bold ?? false, indent: line.indent ?? 0, size, paragraphs };
}
