import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { renderOfficialPdf } from '#documents/official/render-official-pdf.ts';
import { aPdf } from '#test/evidence-files.ts';
import { joinLines } from './join-lines.ts';
import { readText } from './read-text.ts';

const pdf = 'application/pdf';
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const article = (number: number) =>
  `第${number}条　联合体理事会由政府、企业、学校、科研机构的代表组成，每届任期三年，每年召开不少于两次全体会议，由理事长召集并主持。`;
const document = {
  title: '联合体章程（虚构）',
  body: Array.from({ length: 60 }, (_, at) => ({ kind: 'paragraph' as const, text: article(at + 1) })),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianheti-text-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(bytes: Uint8Array, mediaType: string) {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return readText(path, mediaType);
}

const word = (body: string) =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`),
  });

describe('the text of a document (B-2.3)', () => {
  test('in Word is its paragraphs and tables, with tracked changes accepted', async () => {
    const { text, pageStarts } = await read(await renderOfficialDocx(document), docx);
    expect(text.split('\n')).toEqual(expect.arrayContaining(['联合体章程（虚构）', article(1), article(60)]));
    expect(pageStarts).toEqual([]);
    const cell = (inside: string) => `<w:tc><w:p><w:r><w:t>${inside}</w:t></w:r></w:p></w:tc>`;
    const changed = word(
      `<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins><w:r><w:t>丙</w:t></w:r></w:ins></w:p><w:tbl><w:tr>${cell('职务')}${cell('人数')}</w:tr></w:tbl>`,
    );
    expect((await read(changed, docx)).text).toBe('甲丙\n职务\n人数');
  });

  test('in a PDF is its paragraphs again, however its lines are broken, and each page is known', async () => {
    const { text, pageStarts } = await read(await renderOfficialPdf(document), pdf);
    expect(pageStarts.length).toBeGreaterThan(3);
    const found = text.split('\n').map((line) => line.replaceAll('　', ''));
    const isWhole = (number: number) => found.includes(article(number).replaceAll('　', ''));
    // A paragraph that goes on over the page is two.
    expect(Array.from({ length: 60 }, (_, at) => at + 1).filter(isWhole).length).toBeGreaterThan(45);
    expect(pageStarts.toSorted((one, other) => one - other)).toEqual(pageStarts);
  });

  test('of a scan is none; a file of another type is none to read', async () => {
    expect(await read(aPdf(2), pdf)).toEqual({ text: '', pageStarts: [0, 0] });
    await expect(read(aPdf(601), pdf)).rejects.toMatchObject({ code: 'too-many-document-pages' });
    await expect(read(Buffer.from('文字'), 'text/plain')).rejects.toMatchObject({ code: 'no-document' });
    await expect(read(word(`<w:p><w:r><w:t>${article(1).repeat(9000)}</w:t></w:r></w:p>`), docx)).rejects.toMatchObject(
      {
        code: 'too-much-text',
      },
    );
    await expect(read(Buffer.from('%PDF-1.7 broken'), pdf)).rejects.toMatchObject({ code: 'damaged-pdf' });
  });

  test('joins the lines that a page broke and keeps apart what begins anew', () => {
    expect(
      joinLines([
        '第一章 总则',
        '第一条 为规范联合体的运行，根据国家和省有关规',
        '定，结合园区的实际情况，制定本章程。',
        '第二条 联 合 体 遵守 ISO 9001 的要',
        '求。',
      ]),
    ).toBe(
      '第一章总则\n第一条为规范联合体的运行，根据国家和省有关规定，结合园区的实际情况，制定本章程。\n第二条联合体遵守 ISO 9001 的要求。',
    );
  });
});
