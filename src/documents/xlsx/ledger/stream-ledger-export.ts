import { writeXlsxStream } from 'hucre/xlsx';
import type { EntryValue, EntryValues } from '#core/ledger/entry.ts';
import type { LedgerField, LedgerKind } from '#core/ledger/kind.ts';
import { csvLine, excelText, safeCsvText } from './safe-cell.ts';

/** A column that is no field of the kind, such as the state of an entry. */
export type ExportColumn<Row> = { label: string; width?: number; text: (row: Row) => string };

export type ExportOptions<Row> = {
  format: 'xlsx' | 'csv';
  valuesOf: (row: Row) => EntryValues;
  /** The name that is printed for a member's id; ids themselves where it is not given. */
  nameOf?: (member: string) => string;
  /** Columns behind those of the kind. */
  columns?: readonly ExportColumn<Row>[];
};

const linesAtOnce = 500;

/**
 * A ledger as a file that a template's reader reads back, byte by byte as the rows come: memory does not grow with them. Counts, years and decimals are numbers, days
 * are dates, all else is text: a text that begins with `=` is never computed.
 */
export function streamLedgerExport<Row>(
  kind: Pick<LedgerKind, 'label' | 'fields'>,
  rows: AsyncIterable<Row>,
  { format, valuesOf, nameOf = (member) => member, columns = [] }: ExportOptions<Row>,
): ReadableStream<Uint8Array> {
  const fields = Object.entries(kind.fields);
  const headers = [...fields.map(([, { label }]) => label), ...columns.map(({ label }) => label)];
  if (format === 'csv') return ReadableStream.from(csvPieces());
  return writeXlsxStream(xlsxRows(), {
    name: kind.label,
    columns: [
      ...fields.map(([, field]) => ({
        header: field.label,
        width: field.type === 'member' ? 30 : 18,
        ...formatOf(field),
      })),
      ...columns.map(({ label, width = 16 }) => ({ header: label, width, numFmt: '@' })),
    ],
    freezePane: { rows: 1 },
  });

  async function* xlsxRows() {
    for await (const row of rows) {
      const values = valuesOf(row);
      yield [
        ...fields.map(([id, field]) => xlsxValue(field, values[id], nameOf)),
        ...columns.map(({ text }) => excelText(text(row))),
      ];
    }
  }

  async function* csvPieces() {
    const encoder = new TextEncoder();
    let lines = [`\uFEFF${csvLine(headers)}`];
    for await (const row of rows) {
      const values = valuesOf(row);
      const cells = [
        ...fields.map(([id, field]) => textOf(field, values[id], nameOf)),
        ...columns.map(({ text }) => text(row)),
      ];
      lines.push(csvLine(cells.map(safeCsvText)));
      if (lines.length < linesAtOnce) continue;
      yield encoder.encode(lines.join(''));
      lines = [];
    }
    yield encoder.encode(lines.join(''));
  }
}

function formatOf({ type }: LedgerField): { numFmt?: string } {
  if (type === 'day') return { numFmt: 'yyyy-mm-dd' };
  return type === 'count' || type === 'decimal' || type === 'year' ? {} : { numFmt: '@' };
}

function xlsxValue(field: LedgerField, value: EntryValue | undefined, nameOf: (member: string) => string) {
  if (value === undefined) return null;
  switch (field.type) {
    case 'count':
    case 'decimal':
    case 'year':
      return Number.isFinite(Number(value)) ? Number(value) : String(value);
    case 'day': {
      const day = new Date(`${value}T00:00:00Z`);
      return Number.isNaN(day.getTime()) ? String(value) : day;
    }
    default:
      return excelText(textOf(field, value, nameOf));
  }
}

function textOf(field: LedgerField, value: EntryValue | undefined, nameOf: (member: string) => string): string {
  if (value === undefined) return '';
  if (field.type !== 'member') return String(value);
  return (Array.isArray(value) ? value : [String(value)]).map(nameOf).join('、');
}
