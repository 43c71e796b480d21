import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { largestFile } from '#documents/archive/open-archive.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { ledgers } from '#packs/moe-2023-15/ledgers/book.ts';
import { rowsXml, writeSheets } from '#test/write-sheet.ts';
import { readLedgerWorkbook } from './read-ledger-workbook.ts';

const header = ['学校', '年度', '毕业人数', '就业人数'];
const good = writeSheets({ sheets: { 毕业生就业: [header, ['甲', 2022, 10, 9]] } });

async function readAll(bytes: Uint8Array, fileName = '台账.xlsx'): Promise<number> {
  const workbook = await readLedgerWorkbook(bytes, ledgers, { categories: [], fileName });
  let rows = 0;
  for await (const piece of workbook.rows()) rows += piece.length;
  return rows;
}

async function refusal(bytes: Uint8Array, fileName?: string): Promise<string> {
  try {
    return `read ${await readAll(bytes, fileName)}`;
  } catch (fault) {
    if (!(fault instanceof UnreadableFile)) throw fault;
    expect(fault.message).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(fault.message).not.toContain('Word');
    return fault.code;
  }
}

const compound = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const worksheet = (prolog: string, row: string) =>
  strToU8(`${prolog}<worksheet><sheetData>${row}</sheetData></worksheet>`);
const macroTypes = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>';

describe('files that are no readable workbook are refused with what to do', () => {
  test.each([
    ['read 1', 'a good one', good],
    ['empty', 'an empty file', new Uint8Array()],
    ['wrong-type', 'a PDF', strToU8(`%PDF-1.7 ${'x'.repeat(100)}`)],
    ['old-excel', 'an old Excel file', Uint8Array.from([...compound, ...new Array(600).fill(0)])],
    [
      'encrypted',
      'one with a password',
      Uint8Array.from([...compound, ...new Array(100).fill(0), ...Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['damaged', 'one cut in the middle', good.subarray(0, good.length / 2)],
    ['not-excel', 'a zip of something else', zipSync({ 'a.txt': strToU8('x') })],
    [
      'macros',
      'one with macros by its type',
      writeSheets({ sheets: { 毕业生就业: [header] }, contentTypes: macroTypes }),
    ],
    [
      'macros',
      'one with a macro project',
      writeSheets({ sheets: { 毕业生就业: [header] }, others: { 'xl/vbaProject.bin': strToU8('x') } }),
    ],
    [
      'unsafe-name',
      'one with a path that climbs out',
      writeSheets({ sheets: { 毕业生就业: [header] }, others: { '../../evil': strToU8('x') } }),
    ],
    [
      'document-type',
      'one that declares entities',
      writeSheets({
        sheets: { 毕业生就业: [header] },
        others: {
          'xl/worksheets/sheet1.xml': worksheet(
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>',
            '<row><c t="str"><v>&a;</v></c></row>',
          ),
        },
      }),
    ],
    [
      'damaged',
      'a sheet that was cut',
      writeSheets({
        sheets: { 毕业生就业: [header] },
        others: { 'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row><c>') },
      }),
    ],
    [
      'expands-too-much',
      'a sheet that is a bomb',
      writeSheets({
        sheets: { 毕业生就业: [header] },
        others: { 'xl/worksheets/sheet1.xml': worksheet('', ' '.repeat(2 ** 26)) },
      }),
    ],
    [
      'expands-too-much',
      'one cell of a hundred million letters',
      writeSheets({ sheets: { 毕业生就业: `<row><c t="str"><v>${'甲乙丙丁'.repeat(100_000)}</v></c></row>` } }),
    ],
    ['too-large', 'a huge file', new Uint8Array(largestFile + 1).fill(0x50).fill(0x4b, 1, 2)],
  ])('%s: %s', async (code, _, bytes) => {
    expect(await refusal(bytes)).toBe(code);
  });

  test('a csv of bytes that are no text', async () => {
    expect(await refusal(Uint8Array.of(0x41, 0, 0x42, 0), 'a.csv')).toBe('not-text');
    expect(await refusal(Uint8Array.of(0xff, 0xff, 0x42), 'a.csv')).toBe('not-text');
  });

  test('whatever bytes are changed, it is read or refused and never hangs or fails otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const bytes = good.slice();
          for (const [at, value] of changes) bytes[at] = value;
          expect(await refusal(bytes)).toMatch(/^[a-z-]+|read \d$/);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('1,048,576 rows, all but two of them empty but for their style, cost no memory', async () => {
  const empty = Array.from({ length: 1_048_573 }, (_, at) => `<row r="${at + 2}"><c r="A${at + 2}" s="1"/></row>`).join(
    '',
  );
  const last = rowsXml([['甲', 2022, 10, 9]]).replace('<row>', '<row r="1048576">');
  const bytes = writeSheets({ sheets: { 毕业生就业: rowsXml([header]) + empty + last } });
  const before = process.memoryUsage().rss;
  expect(await readAll(bytes)).toBe(1);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
});

test('a sheet of thousands of long texts that resemble labels is told apart', async () => {
  const rows = Array.from({ length: 40 }, (_, row) =>
    Array.from({ length: 200 }, (_, at) => `${row}学${at}校企业日期`.repeat(9)),
  );
  const { sheets } = await readLedgerWorkbook(writeSheets({ sheets: { 表: rows } }), ledgers, { categories: [] });
  expect(sheets).toEqual([]);
});
