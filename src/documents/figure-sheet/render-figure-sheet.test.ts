import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import type { FigureSheet, SheetRow } from './figure-sheet.ts';
import { renderFigureSheet } from './render-figure-sheet.ts';

const row = (year: number, more: Partial<SheetRow> = {}): SheetRow => ({
  year,
  typed: '120',
  ledger: '120',
  differs: false,
  confirmed: 8,
  oneSided: 2,
  disputed: 1,
  code: 'WWWWW-MMMMM',
  ...more,
});

const sheet = (figures: number): FigureSheet => ({
  consortium: '示例市产教联合体（虚构）',
  batch: '示例批次',
  state: '填报中',
  printedAt: '2023年6月1日 09:00',
  address: 'https://lianheti.example.cn/figures/codes',
  sections: [
    {
      title: '人才培养质量',
      figures: Array.from({ length: figures }, (_, at) => ({
        label: `示例数据${at}`,
        unit: '人',
        rows: [row(2022), row(2023, { typed: '', ledger: '95.33（286/300）', confirmed: 0, oneSided: 0, disputed: 0 })],
      })),
    },
  ],
});

async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, at) =>
    (await (await document.getPage(at + 1)).getTextContent()).items
      .map((item) => ('str' in item ? item.str : ''))
      .join(' '),
  );
  return Promise.all(pages);
}

describe('a sheet of figures', () => {
  test('has on each page what it is, whose, and how a code is opened; every row has its code', async () => {
    const pages = await pagesOf(renderFigureSheet(sheet(30)));
    expect(pages.length).toBeGreaterThan(2);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain('示例市产教联合体（虚构）');
      expect(page.replace(/\s/g, '')).toContain(`第${at + 1}页，共${pages.length}页`);
      expect(page).toContain('https://lianheti.example.cn/figures/codes');
      expect(page).toContain('台账值');
    }
    expect(pages.join(' ').match(/WWWWW\s*[‑-]\s*MMMMM/g)).toHaveLength(60);
  });

  test('is the same to the byte when it is printed from the same figures', () => {
    expect(Buffer.from(renderFigureSheet(sheet(3))).equals(Buffer.from(renderFigureSheet(sheet(3))))).toBe(true);
  });
});
