import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from './page-faults.ts';
import { examplePassword, type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ ledgers: 'full' });
});
afterAll(() => app?.stop());

/** The words of a PDF as they stand on its pages. */
async function wordsOf(path: string): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, at) => {
    const { items } = await (await document.getPage(at + 1)).getTextContent();
    return items.map((item) => ('str' in item ? item.str : '')).join(' ');
  });
  return (await Promise.all(pages)).join(' ').replace(/\s+/g, ' ').replace(/ ?‑ ?/g, '-');
}

async function printSheet(page: Page): Promise<string> {
  await page.getByRole('link', { name: '台账', exact: true }).first().click();
  await page.getByRole('link', { name: '数据', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载数据溯源表（PDF）' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^数据溯源表（.*）\.pdf$/);
  return wordsOf(await saved.path());
}

describe('a figure on paper', () => {
  test('leads by the code beside it to its formula, its entries, both voices, and the picture behind an entry', async () => {
    const { page, context } = await app.signIn('secretariat1');
    const words = await printSheet(page);
    const [, code = ''] = /1,260 1,260 .*?([2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5})/.exec(words) ?? [];
    expect(code).not.toBe('');

    await page.getByLabel('按数据码查数').fill(`${code.slice(0, -1)}${code.endsWith('2') ? '3' : '2'}`);
    await page.getByRole('button', { name: '查数' }).click();
    await page.getByText('数据码输错了').waitFor();
    await page.getByLabel('按数据码查数').fill(code.toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: '查数' }).click();
    await page.waitForURL(`**/figures/codes/${code}`);
    await page.getByText('印发时1,260人，现在未变。').waitFor();
    await page.getByText('“学徒人数”之和').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    const row = page.locator('tr', { has: page.locator('.figure-proof img') }).first();
    await row.getByText('已确认').waitFor();
    await row.locator('button.evidence-thumb').first().click();
    const picture = page.getByRole('dialog').locator('img');
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await row.getByRole('link').click();
    const panel = page.getByRole('complementary', { name: '记录' });
    await panel.getByRole('heading', { name: '经过' }).waitFor();
    expect(await panel.getByText('首次填报').count()).toBe(1);
    await panel.locator('.evidence-thumb img').first().waitFor();
    await context.close();
  });

  test('is opened from the QR code after signing in; a rate tells numerator and denominator', async () => {
    const desk = await app.signIn('secretariat1');
    const words = await printSheet(desk.page);
    const [, ratio = '', code = ''] =
      /97\.2（([\d,]+\/[\d,]+)） .*?([2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5})/.exec(words) ?? [];
    await desk.context.close();

    const context = await app.browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    const page = await context.newPage();
    await page.goto(`${app.address}/figures/codes/${code}`);
    await page.waitForURL('**/sign-in?*');
    await page.getByLabel('邮箱').fill('province@shili.example');
    await page.getByLabel('密码').fill(examplePassword);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.waitForURL(`**/figures/codes/${code}`);
    await page.getByText(`印发时97.2％（${ratio}），现在未变。`).waitFor();
    await page
      .getByRole('cell', { name: /^[\d,]+／[\d,]+$/ })
      .first()
      .waitFor();
    await context.close();

    const other = await app.signIn('secretariat3');
    await other.page.goto(`${app.address}/figures/codes/${code}`);
    await other.page.getByText('没有这个数据码，或者您无权查看').waitFor();
    await other.context.close();
  });

  test('that has changed since it was printed tells both values and which entry changed', async () => {
    const { page, context } = await app.signIn('secretariat1');
    const words = await printSheet(page);
    const [, code = ''] = /1,260 1,260 .*?([2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5})/.exec(words) ?? [];
    await page.goto(`${app.address}/figures/codes/${code}`);
    const entry = page
      .locator('tbody tr', { has: page.locator('.figure-proof') })
      .first()
      .getByRole('link');
    await entry.click();
    const panel = page.getByRole('complementary', { name: '记录' });
    await panel.getByRole('textbox').first().fill('重复填报（虚构）');
    await panel.getByRole('button', { name: '撤回' }).click();
    await panel.getByText('已撤回').waitFor();
    await page.goto(`${app.address}/figures/codes/${code}`);
    await page.getByText(/印发时1,260人，现为1,\d{3}人/).waitFor();
    const since = page.getByRole('region', { name: '印发以来' });
    await since.getByText('印发以来变动的记录（1条）').waitFor();
    await since.getByText('已撤回').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});
