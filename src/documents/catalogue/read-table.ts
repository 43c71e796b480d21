import { openWord } from '#documents/docx/read/open-word.ts';
import { blocksOf } from '#documents/docx/read/word-body.ts';
import { findAll, parseXml } from '#documents/docx/read/xml-tree.ts';
import { openWorkbook } from '#documents/xlsx/ledger/open-workbook.ts';
import { decodeCsv, readCsv } from '#documents/xlsx/ledger/read-csv.ts';
import { readSheet } from '#documents/xlsx/ledger/read-sheet.ts';
import type { SheetRows } from '#documents/xlsx/ledger/sheet-row.ts';

/**
 * The rows of the largest table of an official list, as texts: csv in UTF-8 or GB18030, an Excel sheet, or a table of a Word file. Throws
 * `UnreadableFile` for what is none of them or is not safe to open.
 */
export async function readTable(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isArchive) return textsOf(readCsv(decodeCsv(bytes)));
  const name = new TextDecoder('latin1').decode(bytes);
  return name.includes('word/document.xml') ? readWordTable(bytes) : readExcelTable(bytes);
}

async function readExcelTable(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const workbook = await openWorkbook(bytes);
  const tables = [];
  for (const { part } of workbook.sheets) tables.push(await textsOf(readSheet(workbook, part)));
  return largest(tables);
}

async function textsOf(pieces: SheetRows): Promise<readonly (readonly string[])[]> {
  const rows: string[][] = [];
  for await (const piece of pieces) for (const { cells } of piece) rows.push(cells.map((cell) => cell?.text ?? ''));
  return rows;
}

function readWordTable(bytes: Uint8Array): readonly (readonly string[])[] {
  const body = findAll(parseXml(openWord(bytes).document), 'w:body').flatMap(({ children }) => children);
  const tables = blocksOf(body).flatMap((block) => {
    if (block.kind !== 'table') return [];
    const rows = Map.groupBy(block.cells, ({ row }) => row);
    return [[...rows.values()].map((cells) => cells.map(({ text }) => text.replaceAll('\n', '')))];
  });
  return largest(tables);
}

function largest(tables: readonly (readonly (readonly string[])[])[]): readonly (readonly string[])[] {
  return tables.reduce((best, table) => (table.length > best.length ? table : best), []);
}
