import { type CellValue, writeXlsx } from 'hucre/xlsx';

/** A line of the results: texts and numbers in the order of the columns; null where there is none. */
export type ResultLine = readonly (string | number | null)[];

/** A list with its title as an Excel file, such as the results of a batch. Numbers are numbers; everything else is text, also where it begins like a formula. */
export async function writeResults(
  title: string,
  columns: readonly { title: string; width: number }[],
  lines: readonly ResultLine[],
  sheet = '审阅结果',
): Promise<Uint8Array> {
  const rows: CellValue[][] = [[title], columns.map((column) => column.title), ...lines.map((line) => [...line])];
  return writeXlsx({
    sheets: [
      {
        name: sheet,
        columns: columns.map(({ width }) => ({ width })),
        rows,
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: columns.length - 1 }],
        freezePane: { rows: 2 },
        pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      },
    ],
    properties: { title },
  });
}
