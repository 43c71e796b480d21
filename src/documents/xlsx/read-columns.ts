import { nameKey } from '#core/member/member.ts';
import { openWorkbook } from './ledger/open-workbook.ts';
import { decodeCsv, readCsv } from './ledger/read-csv.ts';
import { readSheet } from './ledger/read-sheet.ts';
import { dayOfSerial, type SheetRow as RawRow, type SheetCell } from './ledger/sheet-row.ts';

/** A column that is found by its heading. */
export type Column<Field extends string> = { field: Field; title: string; also: readonly string[] };

/** What a file of rows holds. `columns`: those that were found; none where no sheet has the key's heading in its first rows. */
export type ColumnSheet<Field extends string> = {
  columns: readonly Field[];
  rows: readonly { row: number; cells: Readonly<Partial<Record<Field, string>>> }[];
  tooMany: boolean;
};

/** `key`: the column without which a sheet is none of these; `days`: columns of calendar days. */
type Wanted<Field extends string> = { columns: readonly Column<Field>[]; key: Field; days: readonly Field[] };

/** More rows than this are no directory. */
const mostRows = 20_000;
/** Titles and notes may stand above the headings. */
const headingRows = 20;

/** Reads the first sheet (.xlsx) or the csv in which the headings stand, in whatever order. Throws `UnreadableFile`. */
export async function readColumns<Field extends string>(
  bytes: Uint8Array,
  wanted: Wanted<Field>,
): Promise<ColumnSheet<Field>> {
  for await (const sheet of sheetsOf(bytes)) {
    const found = await readTable(sheet, wanted);
    if (found.columns.includes(wanted.key)) return found;
  }
  return { columns: [], rows: [], tooMany: false };
}

async function* sheetsOf(bytes: Uint8Array): AsyncGenerator<AsyncIterable<readonly RawRow[]>, void> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isOldFile = bytes[0] === 0xd0 && bytes[1] === 0xcf;
  if (!isArchive && !isOldFile) {
    yield readCsv(decodeCsv(bytes));
    return;
  }
  const workbook = await openWorkbook(bytes);
  for (const { part, isHidden } of workbook.sheets) if (!isHidden) yield readSheet(workbook, part);
}

async function readTable<Field extends string>(
  pieces: AsyncIterable<readonly RawRow[]>,
  wanted: Wanted<Field>,
): Promise<ColumnSheet<Field>> {
  const rows: { row: number; cells: Partial<Record<Field, string>> }[] = [];
  let columns: readonly (Field | undefined)[] | undefined;
  let above = 0;
  const named = () => (columns ?? []).filter((field) => field !== undefined);
  for await (const piece of pieces) {
    for (const raw of piece) {
      if (columns === undefined) {
        const heading = raw.cells.map((cell) => (cell ? fieldOf(cell.text, wanted.columns) : undefined));
        if (heading.includes(wanted.key)) columns = heading;
        else if (++above > headingRows) return { columns: [], rows: [], tooMany: false };
        continue;
      }
      const row = readRow(raw, columns, wanted.days);
      if (Object.keys(row.cells).length > 0) rows.push(row);
      if (rows.length > mostRows) return { columns: named(), rows: [], tooMany: true };
    }
  }
  return { columns: named(), rows, tooMany: false };
}

function readRow<Field extends string>(
  { number, cells }: RawRow,
  columns: readonly (Field | undefined)[],
  days: readonly Field[],
) {
  const found: Partial<Record<Field, string>> = {};
  columns.forEach((field, at) => {
    const cell = cells[at];
    if (field !== undefined && cell && cell.text.trim() !== '')
      found[field] = days.includes(field) ? dayText(cell) : cell.text;
  });
  return { row: number, cells: found };
}

/** A day that lost its format is a serial number. */
function dayText(cell: SheetCell): string {
  if (cell.day !== undefined) return cell.day;
  const isSerial = cell.kind === 'number' && /^\d{5}(\.\d+)?$/.test(cell.text);
  return (isSerial ? dayOfSerial(Number(cell.text)) : undefined) ?? cell.text;
}

function fieldOf<Field extends string>(heading: string, columns: readonly Column<Field>[]): Field | undefined {
  const key = nameKey(heading).replace(/[*:(].*$/, '');
  return columns.find(({ title, also }) => [title, ...also].some((each) => nameKey(each) === key))?.field;
}
