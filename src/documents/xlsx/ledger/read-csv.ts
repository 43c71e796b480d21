import { streamCsvRows } from 'hucre/csv';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import type { SheetCell, SheetRow } from './sheet-row.ts';

const rowsAtOnce = 1000;

/** The rows of a csv that hold anything. A row's number counts records, as Excel does on opening it. */
export async function* readCsv(text: string): AsyncGenerator<readonly SheetRow[], void> {
  let rows: SheetRow[] = [];
  let number = 0;
  for (const record of streamCsvRows(text, { unescapeFormulae: true })) {
    number++;
    const cells = record.map((value): SheetCell | undefined => {
      const typed = String(value ?? '');
      return typed.trim() === '' ? undefined : { text: typed, kind: 'text' };
    });
    if (cells.some((cell) => cell !== undefined)) rows.push({ number, isHidden: false, cells });
    if (rows.length < rowsAtOnce) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/** The text of a csv: UTF-8 with or without its mark, UTF-16 with it, else GB18030, as Excel of a Chinese Windows saves. Throws `UnreadableFile`. */
export function decodeCsv(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (bytes.length === 0) throw new UnreadableFile('empty');
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) throw new UnreadableFile('not-text');
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw new UnreadableFile('not-text');
}
