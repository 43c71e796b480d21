import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { newDiscKeys, publicKeysOf } from '#documents/disc/disc-keys.ts';
import { renderPdf } from '#documents/pdf/render-pdf.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { bindBooklet } from './bind-booklet.ts';
import { padToRight } from './pad-to-right.ts';
import { partStarts } from './part-starts.ts';
import { renderDiscLabels } from './render-disc-labels.ts';
import { renderVolumeCover } from './render-volume-cover.ts';
import { spineOf } from './spine.ts';

type PrintedPage = { text: string; left: number };

/** Each page's words, and where the first of them begins. */
async function pagesOf(bytes: Uint8Array): Promise<readonly PrintedPage[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const words = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
    const text = words
      .map(({ str }) => str)
      .join('')
      .replace(/\s/g, '');
    pages.push({ text, left: Math.min(...words.map(({ transform }) => transform[4])) });
  }
  return pages;
}

describe('the order of printing', () => {
  test('every part begins on a right-hand page, no page is lost, and none is empty without need', () => {
    const booklet = fc.integer({ min: 1, max: 60 }).chain((pages) =>
      fc.record({
        pages: fc.constant(pages),
        starts: fc.uniqueArray(fc.integer({ min: 0, max: pages - 1 })).map((starts) => new Set(starts)),
      }),
    );
    fc.assert(
      fc.property(booklet, ({ pages, starts }) => {
        const printed = padToRight(pages, starts);
        expect(printed.filter((page) => page !== undefined)).toEqual([...Array(pages).keys()]);
        for (const [at, page] of printed.entries())
          if (page === undefined) {
            const next = printed[at + 1];
            expect(at % 2 === 1 && next !== undefined && starts.has(next)).toBe(true);
          } else if (starts.has(page)) expect(at % 2).toBe(0);
      }),
    );
  });
});

describe('A3-2-05 the form as a booklet', () => {
  test('has all its pages as they were, each part on a right-hand page, with the wide margin at the binding', async () => {
    const form = renderPdf(moe202315.form, exampleAnswers('perfect'));
    const starts = partStarts(await PDFDocument.load(form));
    expect(starts.size).toBe(moe202315.form.parts.length);
    const plain = await pagesOf(form);
    const booklet = await pagesOf(await bindBooklet([form, form], { title: '推荐书', bindingMm: 10 }));
    const printed = padToRight(plain.length, starts);
    expect(booklet.length).toBe(2 * printed.length + (printed.length % 2));
    for (const [at, number] of printed.entries()) {
      const page = booklet[at];
      expect(page?.text).toBe(number === undefined ? '' : plain[number]?.text);
      if (number === undefined || at % 2 === number % 2) continue;
      const moved = ((at % 2 === 0 ? 10 : -10) * 72) / 25.4;
      expect(page?.left).toBeCloseTo((plain[number]?.left ?? 0) + moved, 1);
    }
    expect(booklet[printed.length + (printed.length % 2)]?.text).toBe(plain[0]?.text);
  });
});

describe('the cover of a volume', () => {
  test('has a back as wide as its sheets, and no letters on one that is too narrow', async () => {
    expect(spineOf(260)).toEqual({ pages: 260, sheets: 130, widthMm: 14.5 });
    const cover = {
      title: '支撑材料',
      consortium: '示例联合体（虚构）',
      province: '示例省',
      batch: '示例批次',
      day: '2023年5月29日',
    };
    const [front, back] = await pagesOf(renderVolumeCover({ ...cover, spine: spineOf(260) }));
    expect(front?.text).toContain('支撑材料示例联合体（虚构）');
    expect(back?.text).toContain('宽14.5毫米');
    expect(back?.text).toContain('示例联合体');
    const thin = (await pagesOf(renderVolumeCover({ ...cover, spine: spineOf(40) })))[1];
    expect(thin?.text).toContain('不印字');
    expect(thin?.text).not.toContain('示例联合体');
  });
});

describe('labels of discs', () => {
  test('say which of how many it is and whose key signed it, two on a sheet', async () => {
    const keys = publicKeysOf(newDiscKeys());
    const disc = (part: number) => ({
      format: 'lianheti-disc' as const,
      version: 1 as const,
      title: '示例省推荐材料',
      province: '示例省',
      batch: '示例批次',
      madeAt: '2023-05-29T01:00:00Z',
      set: { id: 'a'.repeat(32), part, of: 3 },
      keys,
      files: [],
    });
    const sheets = await pagesOf(renderDiscLabels([disc(1), disc(2), disc(3)]));
    expect(sheets).toHaveLength(2);
    expect(sheets[0]?.text).toContain('第2张，共3张');
    expect(sheets[1]?.text).toContain('第3张，共3张2023年5月29日');
  });
});
