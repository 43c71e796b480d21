import { crc32, deflateSync } from 'node:zlib';
import { degrees, PDFDocument, PDFName, rgb } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { renderVolume } from './render-volume.ts';
import type { Volume, VolumePiece } from './volume.ts';

const points = [
  { id: '1.1', label: '理事会运行' },
  { id: '3.1', label: '学徒制培养' },
  { id: '4.5', label: '共建实训基地' },
];

async function pdfOf(words: readonly string[], { turned = 0 } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const word of words) {
    const page = document.addPage([400, 300]);
    page.drawText(word, { x: 40, y: 150, size: 24 });
    page.setRotation(degrees(turned));
  }
  return document.save();
}

function pngOf(width: number, height: number, colour = 2, shade = 120): Uint8Array {
  const channels = colour === 6 ? 4 : 3;
  const rows = Buffer.alloc((width * channels + 1) * height, shade);
  for (let row = 0; row < height; row++) rows[row * (width * channels + 1)] = 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, colour, 0, 0, 0], 8);
  const chunk = (name: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pieceOf(bytes: Uint8Array | undefined, more: Partial<VolumePiece> = {}): VolumePiece {
  return {
    title: '示例材料',
    point: points[0] ?? { id: '', label: '' },
    entryText: '示例职院与示例机电的学徒制',
    period: '2022年9月1日至2023年6月30日',
    mediaType: 'application/pdf',
    read: async () => {
      if (!bytes) throw new Error('gone');
      return bytes;
    },
    ...more,
  };
}

async function bind(pieces: readonly VolumePiece[], more: Partial<Volume> = {}) {
  const parts: Uint8Array[] = [];
  const volume = { title: '支撑材料', consortium: '示例联合体（虚构）', day: '2024-03-01', pieces, ...more };
  const bound = await renderVolume(volume, (bytes) => void parts.push(bytes));
  return { bound, bytes: new Uint8Array(Buffer.concat(parts)) };
}

/** What pdf.js, another reader than the writer, finds in the volume. */
async function read(bytes: Uint8Array) {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  const outline = (await document.getOutline()) ?? [];
  const flat = outline.flatMap((each) => [each, ...each.items]);
  const marks = await Promise.all(
    flat.map(async ({ title, dest }) => {
      const place = typeof dest === 'string' ? await document.getDestination(dest) : dest;
      return { title: title.replace(/\s/g, ''), page: place ? (await document.getPageIndex(place[0])) + 1 : 0 };
    }),
  );
  return { pages, marks };
}

/** The pages that the index tells, in the order of the pieces. */
function indexed(pages: readonly string[], pieces: number): number[] {
  const text = pages.join(' ').replace(/\s+/g, ' ');
  return Array.from({ length: pieces }, (_, index) => {
    const found = new RegExp(`材料名字${index + 1}号\\D.*?(?:学徒制|—) (\\d+)(?: |$)`).exec(text);
    return Number(found?.[1] ?? 0);
  });
}

describe('a volume of supporting materials (C-0-07)', () => {
  test('tells in its index and bookmarks the page on which each piece stands, whatever the pieces are', async () => {
    const contents: Partial<VolumePiece>[] = Array.from({ length: 60 }, (_, index) => ({
      title: `材料名字${index + 1}号`,
      point: points[Math.floor(index / 20)] ?? { id: '', label: '' },
    }));
    const pdfs = await Promise.all(
      [1, 2, 5].map((count) => pdfOf(Array.from({ length: count }, (_, at) => `body ${at + 1}`))),
    );
    const pieces = contents.map((more, index) =>
      index % 3 === 0
        ? pieceOf(pngOf(30, 20), { ...more, mediaType: 'image/png' })
        : pieceOf(pdfs[index % pdfs.length], more),
    );
    const { bound, bytes } = await bind(pieces);
    const { pages, marks } = await read(bytes);
    expect(pages.length).toBe((bound.at(-1)?.firstPage ?? 0) + (bound.at(-1)?.pages ?? 0) - 1);
    const before = (bound[0]?.firstPage ?? 0) - 1;
    expect(indexed(pages.slice(1, before), 60)).toEqual(bound.map(({ firstPage }) => firstPage));
    for (const [index, { firstPage }] of bound.entries()) {
      expect(pages[firstPage - 1]?.replace(/\s/g, '')).toContain(`材料${index + 1}材料名字${index + 1}号`);
      expect(pages[firstPage - 1]?.replace(/\s/g, '')).toContain(`第${firstPage}页，共${pages.length}页`);
      expect(marks.find(({ title }) => title === `材料${index + 1}材料名字${index + 1}号`)?.page).toBe(firstPage);
    }
    expect(marks.find(({ title }) => title.startsWith('3.1'))?.page).toBe(bound[20]?.firstPage);
    expect(pages[(bound[2]?.firstPage ?? 0) + 3]).toContain('body 5');
  });

  test('says at each piece which point and entry it proves, and of which time', async () => {
    const { bound, bytes } = await bind([
      pieceOf(await pdfOf(['x'], { turned: 90 }), { point: { id: '3.1', label: '学徒制培养' } }),
    ]);
    const { pages } = await read(bytes);
    const page = pages[(bound[0]?.firstPage ?? 0) - 1]?.replace(/\s/g, '');
    expect(page).toContain('观测点：3.1学徒制培养');
    expect(page).toContain('证明的记录：示例职院与示例机电的学徒制');
    expect(page).toContain('材料所属期间：2022年9月1日至2023年6月30日');
  });

  test('is bound although some files cannot be: their page says so', async () => {
    const broken = pieceOf(new TextEncoder().encode('%PDF-1.7 nothing more'));
    const { bound, bytes } = await bind([
      broken,
      pieceOf(undefined),
      pieceOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), { mediaType: 'image/jpeg' }),
      pieceOf(new Uint8Array(), { mediaType: 'text/csv' }),
      pieceOf(await pdfOf(['good one'])),
      pieceOf(pngOf(40, 40, 6), { mediaType: 'image/png', title: '#evil[*] "strip" $x$' }),
    ]);
    const { pages } = await read(bytes);
    expect(bound.map(({ note }) => note !== undefined)).toEqual([true, true, true, true, false, false]);
    expect(pages[(bound[0]?.firstPage ?? 0) - 1]?.replace(/\s/g, '')).toContain('未装订入册');
    expect(pages[(bound[4]?.firstPage ?? 0) - 1]).toContain('good one');
    expect(pages.at(-1)?.replace(/\s/g, '')).toContain('#evil[*]"strip"$x$');
  });

  test('keeps seals that stand on a page as annotations', async () => {
    const source = await PDFDocument.create();
    const page = source.addPage([400, 300]);
    page.drawText('contract', { x: 40, y: 200 });
    const seal = source.context.register(
      source.context.stream('BT /F1 12 Tf 5 5 Td (SEALED) Tj ET', {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 100, 100],
        Resources: { Font: { F1: { Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' } } },
      }),
    );
    page.node.set(
      PDFName.of('Annots'),
      source.context.obj([{ Type: 'Annot', Subtype: 'Stamp', Rect: [200, 50, 300, 150], AP: { N: seal } }]),
    );
    const { bytes } = await bind([pieceOf(await source.save())]);
    expect((await read(bytes)).pages.at(-1)).toContain('SEALED');
  });

  test('of 500 pages is bound without being held in memory', { timeout: 120_000 }, async () => {
    const photo = pngOf(1200, 900);
    const many = await pdfOf(Array.from({ length: 8 }, (_, index) => `leaf ${index}`));
    const pieces = Array.from({ length: 100 }, (_, index) =>
      index % 2 === 0
        ? pieceOf(many)
        : pieceOf(photo, { mediaType: 'image/png', read: async () => Buffer.concat([pngOf(1200, 900), noise(index)]) }),
    );
    let [written, largest] = [0, 0];
    const volume = { title: '支撑材料', consortium: '示例联合体（虚构）', day: '2024-03-01', pieces };
    const bound = await renderVolume(volume, (bytes) => {
      written += bytes.length;
      largest = Math.max(largest, bytes.length);
    });
    expect(bound.reduce((sum, { pages }) => sum + pages, 0)).toBe(450);
    expect(largest).toBeLessThan(written / 5);
  });
});

/** Bytes behind the end of a picture: no reader minds them. */
const noise = (seed: number) => Buffer.alloc(10, seed);

test('a page is drawn where the strip leaves room, not larger than it is', async () => {
  const source = await PDFDocument.create();
  source.addPage([100, 100]).drawRectangle({ x: 0, y: 0, width: 100, height: 100, color: rgb(1, 0, 0) });
  const { bytes } = await bind([pieceOf(await source.save())]);
  const document = await getDocument({ data: bytes, verbosity: 0 }).promise;
  const operators = await (await document.getPage(document.numPages)).getOperatorList();
  const placed = operators.argsArray.find((args) => Array.isArray(args) && args[0] === 1 && args[4] > 200);
  expect(placed?.slice(0, 4)).toEqual([1, 0, 0, 1]);
});
