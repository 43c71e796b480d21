import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';

export type TableSheet = {
  title: string;
  columns: readonly { title: string }[];
  rows: readonly (readonly (string | number | null)[])[];
};

/** A table of several; `name` stands on its tab. */
export type NamedTable = TableSheet & { name: string };

/** A table as an Excel file under its title: decimal texts become numbers, everything else is text, also where it begins like a formula. */
export function writeTable(table: TableSheet): Promise<Uint8Array> {
  return writeTables(table.title, [{ ...table, name: '数据' }]);
}

/** Several tables as the sheets of one file. */
export function writeTables(title: string, tables: readonly NamedTable[]): Promise<Uint8Array> {
  return writeXlsx({ sheets: tables.map(sheetOf), properties: { title } });
}

function sheetOf({ name, title, columns, rows }: NamedTable): WriteSheet {
  return {
    name,
    columns: columns.map((column, at) => ({ width: widthOf([column.title, ...rows.map((row) => row[at])]) })),
    rows: [[title], columns.map((column) => column.title), ...rows.map((row) => row.map(cellOf))],
    merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: Math.max(0, columns.length - 1) }],
    freezePane: { rows: 2 },
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** A decimal text that a spreadsheet's number holds exactly; what begins with a zero like a code stays a text. */
function cellOf(value: string | number | null): CellValue {
  return typeof value === 'string' && /^-?(0|[1-9]\d{0,11})(\.\d{1,3})?$/.test(value) ? Number(value) : value;
}

/** In a spreadsheet's own unit a Chinese character is two wide. */
function widthOf(cells: readonly (string | number | null | undefined)[]): number {
  const wide = (text: string) => text.length + (text.match(/[\u2000-\uffff]/g)?.length ?? 0);
  const longest = Math.max(...cells.slice(0, 200).map((cell) => wide(String(cell ?? ''))));
  return Math.min(60, Math.max(8, longest + 2));
}
