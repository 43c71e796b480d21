import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase } from '#server/db/database.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { publishExample } from './publish-example.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
  await publishExample(app);
});
afterAll(() => app?.stop());

describe('anybody, in a browser without script, on a telephone (A3-3-03)', () => {
  test('finds the draft list, reads of a consortium, takes the data, and objects', async () => {
    const context = await app.browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
      acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${app.address}/public`);
    const card = page.locator('section', { has: page.getByRole('heading', { name: '正在公示' }) });
    await card.getByRole('link', { name: '市域产教联合体培育名单公示（虚构）' }).click();
    await page.getByRole('link', { name: /青禾/ }).click();
    await page.getByRole('heading', { name: /青禾/ }).waitFor();
    await page.getByText('公示中').waitFor();
    await page.getByRole('link', { name: '数据开放' }).first().click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载CSV' }).first().click();
    expect((await download).suggestedFilename()).toBe('consortia.csv');

    await page.getByRole('link', { name: '首页' }).click();
    await page.getByRole('link', { name: '提出异议' }).click();
    await page.getByLabel('涉及的联合体').selectOption({ index: 1 });
    await page.getByLabel(/异议内容/).fill('  ');
    await page.getByLabel(/姓名或单位/).fill('虚构提出人');
    await page.getByLabel(/联系方式/).fill('虚构电话');
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByText('还没有提交').waitFor();
    await page.getByLabel(/异议内容/).fill('产值与公报不符（虚构）<script>document.title="x"</script>');
    expect(await page.getByLabel(/姓名或单位/).inputValue()).toBe('虚构提出人');
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByRole('heading', { name: '异议已收到' }).waitFor();
    const number = await page.locator('.number').textContent();
    const db = await connectDatabase(embeddedConnection(app.folder));
    const kept = await db.asOwner((tx) => tx.selectFrom('objection').select(['id', 'name', 'text']).execute());
    await db.close();
    expect(kept).toMatchObject([{ id: number, name: '虚构提出人', text: expect.stringContaining('<script>') }]);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('is led there from the sign-in page, and comes to sign in from the first page as before', async () => {
    const page = await app.browser.newPage();
    await page.goto(app.address);
    await page.waitForURL('**/sign-in');
    await page.getByRole('link', { name: /^公开信息/ }).click();
    await page.getByRole('heading', { name: '正在公示' }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: '跳到正文' }).press('Enter');
    expect(new URL(page.url()).hash).toBe('#main');
    await page.getByRole('link', { name: '工作人员登录' }).click();
    await page.waitForURL('**/sign-in');
    await page.close();
  });
});
