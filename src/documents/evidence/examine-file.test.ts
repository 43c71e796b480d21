import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aJpeg, aPdf, aPng, aWebp } from '#test/evidence-files.ts';
import { examineFile } from './examine-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianheti-examined-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function examined(bytes: Uint8Array, name: string) {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return examineFile(path, name);
}

const zip = (parts: Readonly<Record<string, string | Uint8Array>>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, part instanceof Uint8Array ? part : strToU8(part)]),
    ),
  );
const word = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' };
const excel = { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' };

describe('a file as evidence', () => {
  test.each([
    ['合影.png', aPng(32, 20), { mediaType: 'image/png', width: 32, height: 20 }],
    ['合影.JPG', aJpeg(4032, 3024), { mediaType: 'image/jpeg', width: 4032, height: 3024 }],
    ['合影.webp', aWebp(1200, 800), { mediaType: 'image/webp', width: 1200, height: 800 }],
    ['协议.pdf', aPdf(7), { mediaType: 'application/pdf', pages: 7 }],
    ['总结.docx', zip(word), { mediaType: expect.stringContaining('wordprocessingml') }],
    ['名单.xlsx', zip(excel), { mediaType: expect.stringContaining('spreadsheetml') }],
    ['名单.csv', Buffer.from('姓名,单位\n甲（虚构）,示例学校\n'), { mediaType: 'text/csv' }],
    ['名单.txt', Buffer.from('d0d5c3fb0a', 'hex'), { mediaType: 'text/plain' }],
  ])('%s is known by its content', async (name, bytes, expected) => {
    expect(await examined(bytes, name)).toMatchObject({ name, notice: null, ...expected });
  });

  test.each([
    ['合影.jpg', aPng(3, 3), '合影.png'],
    ['合影', aPng(3, 3), '合影.png'],
    ['名单.html', zip(excel), '名单.xlsx'],
    ['..\\..\\合影\u202egnp.exe', aPdf(1), '合影gnp.pdf'],
  ])('%s of another content is told so and gets its right name', async (name, bytes, right) => {
    const { name: now, notice } = await examined(bytes, name);
    expect([now, notice]).toEqual([right, expect.stringContaining('内容却是')]);
  });

  test.each<[string, string, Uint8Array]>([
    ['程序.exe', 'not-evidence', Buffer.from('MZ\x90\0', 'latin1')],
    ['程序.png', 'not-evidence', Buffer.from('MZ\x90\0', 'latin1')],
    ['网页.html', 'not-evidence', Buffer.from('<script>alert(1)</script>')],
    ['图.svg', 'not-evidence', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['程序.txt', 'not-text', Buffer.from('MZ\x90\0\0\0', 'latin1')],
    ['旧.doc', 'old-office', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['照片.heic', 'heic', Buffer.from('\0\0\0\x18ftypheic', 'latin1')],
    ['材料.zip', 'archive', zip({ 'a.txt': 'a' })],
    ['空.txt', 'empty', Buffer.alloc(0)],
    ['宏.docx', 'macros', zip({ ...word, 'word/vbaProject.bin': 'x' })],
    [
      '宏.xlsx',
      'macros',
      zip({ ...excel, '[Content_Types].xml': 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' }),
    ],
    ['炸弹.docx', 'expands-too-much', zip({ ...word, 'word/media/a.bin': new Uint8Array(60_000_000) })],
    ['半张.png', 'damaged-image', aPng(3, 3).subarray(0, 20)],
    ['半张.jpg', 'damaged-image', aJpeg(3, 3).subarray(0, 12)],
    ['巨图.png', 'image-too-large', aPngOf(30_000, 2)],
    ['巨图.jpg', 'image-too-large', aJpeg(19_000, 19_000)],
    ['加密.pdf', 'encrypted-pdf', aPdf(1, 'password')],
    ['限制.pdf', 'encrypted-pdf', aPdf(1, 'permissions')],
    ['坏.pdf', 'damaged-pdf', Buffer.from('%PDF-1.7\nnothing more')],
    ['厚.pdf', 'too-many-pages', aPdf(2001)],
  ])('%s is refused: %s', async (name, code, bytes) => {
    await expect(examined(bytes, name)).rejects.toMatchObject({ code, message: expect.stringMatching(/。$/) });
  });
});

/** A PNG that only says that it is so large. */
function aPngOf(width: number, height: number): Buffer {
  const bytes = aPng(1, 1);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
