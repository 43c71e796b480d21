/** Takes a picture of each screen at 1440 and 390 pixels: `npx node e2e/take-screenshots.ts FOLDER`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startApp } from './start-app.ts';

const [folder = 'test-results/screenshots'] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const app = await startApp();

/** Screens of one account: the first page, then the tabs of a form and other pages by their links. */
const tours: readonly { account: string; consortium?: string; links: readonly string[] }[] = [
  { account: 'secretariat1', consortium: '青禾', links: ['预览与下载', '版本'] },
  { account: 'secretariat2', consortium: '望海', links: ['导入Word', '提交'] },
  { account: 'secretariat3', consortium: '临泽', links: ['提交'] },
  { account: 'park1', consortium: '青禾', links: ['版本'] },
  { account: 'province', consortium: '青禾', links: ['版本', '退回'] },
  { account: 'system', links: ['单位与人员', '账号安全'] },
  { account: 'auditor', links: ['审计记录'] },
];

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(300);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

for (const width of [1440, 390]) {
  const size = { width, height: 900 };
  const blank = await app.browser.newPage({ viewport: size });
  await blank.goto(`${app.address}/sign-in`);
  await shoot(blank, `sign-in-${width}`);
  await blank.close();
  for (const { account, consortium, links } of tours) {
    const { page, context } = await app.signIn(account, size);
    await shoot(page, `${account}-first-${width}`);
    if (consortium) {
      await page.getByRole('link', { name: consortium }).first().click();
      await page.locator('.form-part').first().waitFor();
      await shoot(page, `${account}-form-${width}`);
      await page.locator('.form-part').nth(2).scrollIntoViewIfNeeded();
      await shoot(page, `${account}-form-middle-${width}`);
    }
    for (const link of links) {
      await page.getByRole('link', { name: link, exact: true }).first().click();
      await shoot(page, `${account}-${link}-${width}`);
    }
    await context.close();
  }
}
await app.stop();
