import { importColumns } from '#core/member/import-columns.ts';
import { type MemberField, nameKey } from '#core/member/member.ts';
import type { SheetRow } from '#core/member/plan-import.ts';
import { openWorkbook } from './ledger/open-workbook.ts';
import { decodeCsv, readCsv } from './ledger/read-csv.ts';
import { readSheet } from './ledger/read-sheet.ts';
import { dayOfSerial, type SheetRow as RawRow, type SheetCell } from './ledger/sheet-row.ts';

/** What a members' file holds. `columns`: those that were found; none where no sheet has 单位名称 in its first rows. */
export type MemberSheet = { columns: readonly MemberField[]; rows: readonly SheetRow[]; tooMany: boolean };

/** More rows than this are no consortium's members. */
const mostRows = 20_000;
/** Titles and notes may stand above the headings. */
const headingRows = 20;

/** Reads the first sheet (.xlsx) or the csv in which the members' headings stand, in whatever order. Throws `UnreadableFile`. */
export async function readMembers(bytes: Uint8Array): Promise<MemberSheet> {
  for await (const sheet of sheetsOf(bytes)) {
    const found = await readTable(sheet);
    if (found.columns.includes('name')) return found;
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

async function readTable(pieces: AsyncIterable<readonly RawRow[]>): Promise<MemberSheet> {
  const rows: SheetRow[] = [];
  let columns: readonly (MemberField | undefined)[] | undefined;
  let above = 0;
  const named = () => (columns ?? []).filter((field) => field !== undefined);
  for await (const piece of pieces) {
    for (const raw of piece) {
      if (columns === undefined) {
        const heading = raw.cells.map((cell) => (cell ? fieldOf(cell.text) : undefined));
        if (heading.includes('name')) columns = heading;
        else if (++above > headingRows) return { columns: [], rows: [], tooMany: false };
        continue;
      }
      const row = readRow(raw, columns);
      if (Object.keys(row.cells).length > 0) rows.push(row);
      if (rows.length > mostRows) return { columns: named(), rows: [], tooMany: true };
    }
  }
  return { columns: named(), rows, tooMany: false };
}

function readRow({ number, cells }: RawRow, columns: readonly (MemberField | undefined)[]): SheetRow {
  const found: Partial<Record<MemberField, string>> = {};
  columns.forEach((field, at) => {
    const cell = cells[at];
    if (field !== undefined && cell && cell.text.trim() !== '') found[field] = textOf(field, cell);
  });
  return { row: number, cells: found };
}

/** A day that lost its format is a serial number. */
function textOf(field: MemberField, cell: SheetCell): string {
  if (field !== 'joinedOn' && field !== 'leftOn') return cell.text;
  if (cell.day !== undefined) return cell.day;
  const isSerial = cell.kind === 'number' && /^\d{5}(\.\d+)?$/.test(cell.text);
  return (isSerial ? dayOfSerial(Number(cell.text)) : undefined) ?? cell.text;
}

function fieldOf(heading: string): MemberField | undefined {
  const key = nameKey(heading).replace(/[*:(].*$/, '');
  return importColumns.find(({ title, also }) => [title, ...also].some((each) => nameKey(each) === key))?.field;
}
