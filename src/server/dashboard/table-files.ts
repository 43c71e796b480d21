import { csvLine, safeCsvText } from '#documents/xlsx/ledger/safe-cell.ts';
import { writeTable } from '#documents/xlsx/write-table.ts';
import type { Table } from './answer-kind.ts';

/** The forms in which an answer leaves the server. */
export const formats = {
  json: {
    type: 'application/json; charset=utf-8',
    write: (answer: unknown, _table: () => Table) => JSON.stringify(answer),
  },
  csv: { type: 'text/csv; charset=utf-8', write: (_answer: unknown, table: () => Table) => writeCsv(table()) },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (_answer: unknown, table: () => Table) => writeTable(table()),
  },
} as const;

export type Format = keyof typeof formats;

/** UTF-8 with its mark, which Excel needs to read Chinese; no cell is ever a formula. */
function writeCsv({ columns, rows }: Table): string {
  const lines = rows.map((row) => csvLine(row.map((cell) => safeCsvText(String(cell ?? '')))));
  return `\ufeff${csvLine(columns.map(({ title }) => title))}${lines.join('')}`;
}
