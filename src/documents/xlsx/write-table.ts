import { type CellValue, writeXlsx } from 'hucre/xlsx';

export type TableSheet = {
  title: string;
  columns: readonly { title: string }[];
  rows: readonly (readonly (string | number | null)[])[];
};

/** A table as an Excel file under its title: decimal texts become numbers, everything else is text, also where it begins like a formula. */
export async function writeTable({ title, columns, rows }: TableSheet): Promise<Uint8Array> {
  const body = rows.map((row) => row.map(cellOf));
  return writeXlsx({
    sheets: [
      {
        name: '数据',
        columns: columns.map((column, at) => ({ width: widthOf([column.title, ...rows.map((row) => row[at])]) })),
        rows: [[title], columns.map((column) => column.title), ...body],
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: Math.max(0, columns.length - 1) }],
        freezePane: { rows: 2 },
        pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      },
    ],
    properties: { title },
  });
}

/** A decimal text that a spreadsheet's number holds exactly. */
function cellOf(value: string | number | null): CellValue {
  return typeof value === 'string' && /^-?\d{1,12}(\.\d{1,3})?$/.test(value) ? Number(value) : value;
}

/** In a spreadsheet's own unit a Chinese character is two wide. */
function widthOf(cells: readonly (string | number | null | undefined)[]): number {
  const wide = (text: string) => text.length + (text.match(/[\u2000-\uffff]/g)?.length ?? 0);
  const longest = Math.max(...cells.slice(0, 200).map((cell) => wide(String(cell ?? ''))));
  return Math.min(60, Math.max(8, longest + 2));
}
