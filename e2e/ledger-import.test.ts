import { readFile } from 'node:fs/promises';
import { writeXlsx } from 'hucre/xlsx';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindOf } from '#core/ledger/kind.ts';
import { openWorkbook } from '#documents/xlsx/ledger/open-workbook.ts';
import { readSheet } from '#documents/xlsx/ledger/read-sheet.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { aPng } from '#test/evidence-files.ts';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

const kind = kindOf(ledgerBook(), 'talent-demand-report');
const labels = ['publisher', 'title', 'publishedOn'].map((id) => kind.fields[id]?.label ?? '');

async function excelFile(rows: string[][]) {
  const bytes = await writeXlsx({ sheets: [{ name: kind.label, rows: [labels, ...rows] }] });
  return { name: '需求报告.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

async function reportOf(path: string): Promise<string[]> {
  const workbook = await openWorkbook(new Uint8Array(await readFile(path)));
  const rows: (string | undefined)[][] = [];
  for await (const piece of readSheet(workbook, workbook.sheets[0]?.part ?? ''))
    rows.push(...piece.map(({ cells }) => Array.from(cells, (cell) => cell?.text)));
  const column = rows[0]?.indexOf('校验结果') ?? -1;
  return rows.slice(1).map((row) => row[column] ?? '');
}

describe('a ledger from Excel', () => {
  test('is told row by row; corrected it is taken, and the same file again changes nothing', async () => {
    const { page, context } = await app.signIn('secretariat1');
    const member = await page.evaluate(async () => {
      const own = (await (await fetch('/api/consortia')).json()).items[0].id;
      return String((await (await fetch(`/api/consortia/${own}/members?limit=5`)).json()).items[0].name);
    });
    await page.getByRole('link', { name: '台账', exact: true }).first().click();
    await page.getByRole('link', { name: '从Excel导入' }).click();
    const choose = page.getByLabel('选择填好的文件');
    const good = [member, '装备制造人才需求报告（虚构）', '2021-05-01'];
    await choose.setInputFiles(
      await excelFile([
        good,
        [member, '日期填错的报告（虚构）', '去年夏天'],
        ['外面的公司（虚构）', '别家的报告（虚构）', '2021-05-02'],
      ]),
    );
    await page.getByText('不能导入2行').waitFor();
    expect(await page.getByRole('button', { name: '全部导入' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '只导入没有问题的1行' }).count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('显示').selectOption({ label: '新增（1行）' });
    expect(await page.locator('table.data tbody tr').count()).toBe(1);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载带校验结果的文件' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('需求报告（校验结果）.xlsx');
    const told = await reportOf(await saved.path());
    expect(told[0]).toBe('新增');
    expect(told.slice(1).every((text) => text.startsWith('错误：'))).toBe(true);

    const mended = [good, [member, '日期填错的报告（虚构）', '2021-07-01']];
    await choose.setInputFiles(await excelFile(mended));
    await page.getByRole('button', { name: '全部导入' }).click();
    await page.getByText('已导入：新增2行').waitFor();
    await choose.setInputFiles(await excelFile(mended));
    await page.getByText('文件中的内容均已填报').waitFor();
    await context.close();
  });
});

describe('a volume of supporting materials', () => {
  test('is bound from the evidence page and downloaded as a PDF', async () => {
    const { page, context } = await app.signIn('secretariat1');
    await page.getByRole('link', { name: '台账', exact: true }).first().click();
    await page.getByRole('link', { name: '证据材料' }).click();
    const own = /consortia\/([^/]+)/.exec(page.url())?.[1] ?? '';
    await proveSomething(page, own);
    await page.getByRole('button', { name: '装订支撑材料' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载支撑材料（PDF）' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('支撑材料.pdf');
    const data = new Uint8Array(await readFile(await saved.path()));
    const document = await getDocument({ data, verbosity: 0 }).promise;
    expect(document.numPages).toBeGreaterThanOrEqual(3);
    const { items } = await (await document.getPage(document.numPages)).getTextContent();
    expect(items.map((item) => ('str' in item ? item.str : '')).join('')).toContain('理事会合影（虚构）');
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});

/** A picture of an observation point, the way the page's own uploads go. */
async function proveSomething(page: Page, consortiumId: string): Promise<void> {
  const status = await page.evaluate(
    async ({ id, png }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const tus = { 'tus-resumable': '1.0.0', 'x-lianheti': '1' };
      const begun = await fetch(`/api/consortia/${id}/uploads`, {
        method: 'POST',
        headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': `filename ${btoa('a.png')}` },
      });
      const at = begun.headers.get('location') ?? '';
      const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
      await fetch(at, { method: 'PATCH', headers, body: bytes });
      const body = JSON.stringify({ uploadId: at.split('/').at(-1), title: '理事会合影（虚构）', points: ['7'] });
      const json = { 'content-type': 'application/json', 'x-lianheti': '1' };
      return (await fetch(`/api/consortia/${id}/evidence`, { method: 'POST', headers: json, body })).status;
    },
    { id: consortiumId, png: aPng(80, 60).toString('base64') },
  );
  expect(status).toBe(201);
}
