import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { strToU8, Zip, type ZipInputFile } from 'fflate';
import { streamCsvRows } from 'hucre/csv';
import { keyOf } from '#documents/docx/read/likeness.ts';
import type { LedgerWorkbook, SheetFinding } from './ledger-workbook.ts';
import { type Marks, markRows } from './mark-rows.ts';
import { reportLabel } from './match-columns.ts';
import { asExcel, openWorkbook, type Workbook } from './open-workbook.ts';
import { decodeCsv } from './read-csv.ts';
import { readSheet } from './read-sheet.ts';
import { type ReportPlace, reportPlace } from './report-place.ts';
import { csvLine } from './safe-cell.ts';

/** Texts by sheet and row number. */
export type RowTexts = ReadonlyMap<string, ReadonlyMap<number, string>>;

/**
 * The uploaded file itself, with what was found beside each row in a column 校验结果; a second report takes the place of the first. An Excel file keeps
 * everything else as it was, a csv comes back in UTF-8. `outcomes` tells of rows what became of them, before what was found. Findings of a whole sheet stand in the first row under its header.
 */
export async function writeLedgerReport(
  bytes: Uint8Array,
  { sheets, reportPlaces }: Pick<LedgerWorkbook, 'sheets' | 'reportPlaces'>,
  findings: readonly SheetFinding[],
  outcomes: RowTexts = new Map(),
): Promise<Uint8Array> {
  const headers = new Map(sheets.map(({ sheet, headerRow }) => [sheet, headerRow]));
  const bySheet = Map.groupBy(findings, ({ sheet }) => sheet);
  const told = new Map(
    [...headers.keys(), ...bySheet.keys()].map((sheet) => [
      sheet,
      messagesOf(bySheet.get(sheet) ?? [], headers.get(sheet), outcomes.get(sheet)),
    ]),
  );
  const [first, second] = bytes;
  if (first !== 0x50 || second !== 0x4b) {
    const [sheet] = sheets;
    return markCsv(bytes, told.get(sheet?.sheet ?? '') ?? new Map());
  }
  return asExcel(() => markWorkbook(bytes, told, reportPlaces));
}

/** Messages by row number; the header's own cell is the column's label. */
function messagesOf(
  findings: readonly SheetFinding[],
  headerRow: number | undefined,
  outcomes: ReadonlyMap<number, string> = new Map(),
): Map<number, string> {
  const messages = new Map(outcomes);
  for (const { row, severity, message } of findings) {
    const at = row === headerRow ? row + 1 : row;
    const text = findingText({ severity, message: `${row === headerRow ? '（整张表）' : ''}${message}` });
    const known = messages.get(at);
    messages.set(at, known === undefined ? text : `${known}\n${text}`);
  }
  if (headerRow !== undefined) messages.set(headerRow, reportLabel);
  return messages;
}

/** A finding as it stands beside its row. */
export function findingText({ severity, message }: Pick<SheetFinding, 'severity' | 'message'>): string {
  return `${severity === 'error' ? '错误' : '提醒'}：${message}`;
}

async function markWorkbook(
  bytes: Uint8Array,
  told: ReadonlyMap<string, ReadonlyMap<number, string>>,
  places: ReadonlyMap<string, ReportPlace>,
): Promise<Uint8Array> {
  const workbook = await openWorkbook(bytes);
  const marks = new Map<string, Marks>();
  for (const { name, part } of workbook.sheets) {
    const messages = told.get(name);
    if (messages && messages.size > 0)
      marks.set(part, { messages, ...(places.get(name) ?? (await placeIn(workbook, part))) });
  }
  const packed: Uint8Array[] = [];
  const zip = new Zip((fault, piece) => {
    if (fault) throw fault;
    packed.push(piece);
  });
  for (const name of workbook.archive.names) {
    const stream = workbook.archive.stream(name);
    const marked = marks.get(name);
    if (stream) await addDeflated(zip, name, marked ? markRows(stream, marked) : stream);
  }
  zip.end();
  return new Uint8Array(Buffer.concat(packed));
}

/** Adds an entry piece by piece; the compression is the runtime's own, beside this thread and several times as fast as one in JavaScript. */
async function addDeflated(zip: Zip, filename: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const entry: ZipInputFile & { mtime: string } = {
    filename,
    mtime: '2000-01-01T00:00:00',
    compression: 8,
    size: 0,
    crc: 0,
  };
  zip.add(entry);
  const counted = async function* () {
    for await (const piece of pieces) {
      entry.size += piece.length;
      entry.crc = crc32(piece, entry.crc);
      yield piece;
    }
  };
  for await (const packed of Readable.from(counted()).pipe(createDeflateRaw({ level: 3 })))
    entry.ondata?.(null, packed, false);
  entry.ondata?.(null, new Uint8Array(), true);
}

async function placeIn(workbook: Workbook, part: string): Promise<ReportPlace> {
  const place = reportPlace();
  for await (const rows of readSheet(workbook, part)) rows.forEach(place.see);
  return place.found();
}

function markCsv(bytes: Uint8Array, messages: ReadonlyMap<number, string>): Uint8Array {
  const records = [...streamCsvRows(decodeCsv(bytes))].map((record) => record.map((value) => String(value ?? '')));
  const known = records.map((record) => record.findIndex((text) => keyOf(text) === reportLabel)).find((at) => at >= 0);
  const column = known ?? Math.max(0, ...records.map((record) => record.length));
  const lines = records.map((record, at) => {
    const cells = Array.from({ length: Math.max(record.length, column + 1) }, (_, index) => record[index] ?? '');
    return csvLine(cells.with(column, messages.get(at + 1) ?? ''));
  });
  return strToU8(`\uFEFF${lines.join('')}`);
}
