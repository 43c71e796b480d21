import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { isTrue, ofExcel, type Workbook } from './open-workbook.ts';
import { columnOf, dayOfSerial, type SheetCell, type SheetRow, type SheetRows } from './sheet-row.ts';
import { readXmlPieces } from './xml-events.ts';

/** Columns beyond these belong to no ledger; texts beyond these to no cell. */
const mostColumns = 200;
const longestCell = 200_000;

/**
 * The rows of a sheet that hold anything, as the sheet is expanded: neither the sheet nor its empty rows are ever held. A formula
 * gives the result that was stored with it. Throws `UnreadableFile`.
 */
export async function* readSheet(workbook: Workbook, part: string): SheetRowsGenerator {
  const { events, takeRows } = rowEvents(workbook);
  try {
    const pieces = workbook.archive.stream(part);
    if (!pieces) throw new UnreadableFile('damaged');
    for await (const _ of readXmlPieces(pieces, events)) {
      const rows = takeRows();
      if (rows.length > 0) yield rows;
    }
  } catch (fault) {
    throw ofExcel(fault);
  }
  const rows = takeRows();
  if (rows.length > 0) yield rows;
}

type SheetRowsGenerator = AsyncGenerator<readonly SheetRow[], void> & SheetRows;

type OpenCell = { column: number; type: string; style: number; text: string; isFormula: boolean };

function rowEvents(workbook: Workbook) {
  let rows: SheetRow[] = [];
  let number = 0;
  let isHidden = false;
  let cells: (SheetCell | undefined)[] = [];
  let next = 0;
  let cell: OpenCell | undefined;
  let isText = false;
  let isReading = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    switch (name) {
      case 'row':
        number = Math.max(number + 1, Math.floor(Number(attributes.r)) || 0);
        isHidden = isTrue(attributes.hidden);
        cells = [];
        next = 0;
        break;
      case 'c': {
        const column = attributes.r === undefined ? next : columnOf(attributes.r);
        next = column + 1;
        cell = {
          column,
          type: attributes.t ?? 'n',
          style: Number(attributes.s ?? 0),
          text: '',
          isFormula: false,
        };
        break;
      }
      case 'f':
        if (cell) cell.isFormula = true;
        break;
      case 'rPh':
        isReading = true;
        break;
      case 'v':
      case 't':
        isText = cell !== undefined && !isReading;
    }
  };
  const text = (more: string) => {
    if (!isText || !cell) return;
    cell.text += more;
    if (cell.text.length > longestCell) throw new UnreadableFile('expands-too-much');
  };
  const close = (name: string) => {
    switch (name) {
      case 'v':
      case 't':
        isText = false;
        break;
      case 'rPh':
        isReading = false;
        break;
      case 'c': {
        const read = cell && cellOf(cell, workbook);
        if (cell && read && cell.column >= 0 && cell.column < mostColumns) cells[cell.column] = read;
        cell = undefined;
        break;
      }
      case 'row':
        if (cells.length > 0) rows.push({ number, isHidden, cells });
    }
  };
  const takeRows = () => {
    const taken = rows;
    rows = [];
    return taken;
  };
  return { events: { open, text, close }, takeRows };
}

function cellOf({ type, style, text, isFormula }: OpenCell, workbook: Workbook): SheetCell | undefined {
  const formula = isFormula ? { isFormula } : {};
  if (text === '') return isFormula && type !== 'str' ? { text: '', kind: 'unknown', ...formula } : undefined;
  switch (type) {
    case 's':
      return textCell(workbook.sharedTexts[Number(text)] ?? '', formula);
    case 'str':
    case 'inlineStr':
      return textCell(text, formula);
    case 'b':
      return { text: isTrue(text) ? '是' : '否', kind: 'boolean', ...formula };
    case 'e':
      return { text, kind: 'unknown', ...formula };
    case 'd':
      return { text, kind: 'text', day: text.slice(0, 10), ...formula };
    default: {
      const day = workbook.isDateStyle(style) ? dayOfSerial(Number(text), workbook.since1904) : undefined;
      return { text, kind: 'number', ...(day === undefined ? {} : { day }), ...formula };
    }
  }
}

/** Excel writes characters that XML cannot hold as `_x000D_`. */
function textCell(text: string, formula: { isFormula?: boolean }): SheetCell | undefined {
  const plain = text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
  return plain.trim() === '' ? undefined : { text: plain, kind: 'text', ...formula };
}
