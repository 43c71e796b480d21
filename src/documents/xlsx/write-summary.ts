import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { type Answers, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import type { Form } from '#core/form/form.ts';
import type { Pack, SummaryColumn } from '#core/pack/pack.ts';
import { printValue } from '#documents/print/print-value.ts';

/** The longest text an Excel cell holds, in UTF-16 units; a longer one would make the file damaged. */
const longestText = 32_767;

/** Not the moment of writing: the same applications give the same bytes. */
const noTime = new Date(Date.UTC(2000, 0, 1));

/**
 * The summary table of several applications as an Excel file: title, header and a row an application, in the order given. Figures are
 * numbers; everything else is text, also where it begins like a formula. A4 across, the header frozen and repeated on each page.
 */
export async function writeSummary(
  summary: Pack['summary'],
  rows: readonly Answers[],
  form: Form,
): Promise<Uint8Array> {
  const { columns } = summary;
  const values: CellValue[][] = [
    [summary.title],
    columns.map((column) => column.title),
    ...rows.map((answers, at) => columns.map((column) => cellValue(column, answers, at + 1, form))),
  ];
  const sheet: WriteSheet = {
    name: '汇总表',
    columns: columns.map(({ width }) => ({ width })),
    rows: values,
    cells: stylesOf(values, columns, form),
    merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: columns.length - 1 }],
    rowDefs: new Map(values.map((row, at) => [at, { height: at === 0 ? 36 : heightOf(row, columns) }])),
    freezePane: { rows: 2 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: '$1:$2',
      margins: { top: 0.8, bottom: 0.8, left: 0.6, right: 0.6, header: 0.3, footer: 0.4 },
    },
    headerFooter: { oddFooter: '&C第 &P 页 共 &N 页' },
  };
  return writeXlsx({
    sheets: [sheet],
    properties: { title: summary.title, created: noTime, modified: noTime },
    defaultFont: { name: form.page.face, size: 11 },
  });
}

/** A figure of the right type stays a number to be added up; anything else is printed as in the form. */
function cellValue(column: SummaryColumn, answers: Answers, number: number, form: Form): CellValue {
  if (column.kind === 'number') return number;
  const cell = cellsOf(form).get(column.cell);
  if (!cell) throw new RangeError(`summary column ${column.title} names no cell of the form: ${column.cell}`);
  const value = valueAt(answers, column.cell);
  if (cell.type.kind === 'number' && typeof value === 'number' && Number.isFinite(value)) return value;
  return excelText(printValue(cell, value)) || null;
}

/** Without characters that no file can carry; `_x0041_`, which Excel would read as a letter, is kept as it stands. */
function excelText(text: string): string {
  return text.replace(unprintable, '').slice(0, longestText).replace(escapeLike, '_x005F_');
}

const escapeLike = /_(?=x[\da-f]{4}_)/gi;
const unprintable = /(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;

const lineHeight = 16;
const tallest = 409;

/** Points of a row whose texts wrap: programs differ in whether they find it themselves. A Han character is as wide as two digits and a bit. */
function heightOf(row: readonly CellValue[], columns: readonly SummaryColumn[]): number {
  const lines = columns.map(({ width }, at) =>
    String(row[at] ?? '')
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(digitsWide(line) / (width - 1))), 0),
  );
  return Math.min(tallest, Math.max(1, ...lines) * lineHeight + 10);
}

function digitsWide(text: string): number {
  let width = 0;
  for (const character of text) width += character <= '\u00ff' ? 1.1 : 2.2;
  return width;
}

const line = { style: 'thin', color: { rgb: '000000' } } as const;
const border = { top: line, right: line, bottom: line, left: line };

function stylesOf(
  values: readonly (readonly CellValue[])[],
  columns: readonly SummaryColumn[],
  { page: { face } }: Form,
): NonNullable<WriteSheet['cells']> {
  const middle = { horizontal: 'center', vertical: 'center', wrapText: true } as const;
  const title: CellStyle = { font: { name: face, size: 18, bold: true }, alignment: middle };
  const head: CellStyle = { font: { name: face, size: 11, bold: true }, alignment: middle, border };
  const figure: CellStyle = { font: { name: face, size: 11 }, alignment: middle, border };
  /** `@` keeps a text a text when the cell is edited later. */
  const text: CellStyle = { ...figure, numFmt: '@', alignment: { ...middle, horizontal: 'left' } };
  const cells: NonNullable<WriteSheet['cells']> = new Map([['0,0', { style: title }]]);
  values.slice(1).forEach((row, at) => {
    columns.forEach((_, column) => {
      const body = typeof row[column] === 'number' ? figure : text;
      cells.set(`${at + 1},${column}`, { style: at === 0 ? head : body });
    });
  });
  return cells;
}
