import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPdf, aPng } from '#test/evidence-files.ts';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

const png = { name: '揭牌仪式.png', mimeType: 'image/png', buffer: aPng(640, 400, 90) };

async function open(account: string, size?: { width: number; height: number }) {
  const opened = await app.signIn(account, size);
  await opened.page.getByRole('link', { name: '证据材料' }).first().click();
  await opened.page.getByRole('heading', { name: '证据材料', exact: true }).waitFor();
  return opened;
}

describe('evidence on the screen', () => {
  test('is uploaded with the period it proves, seen in place, given a point, and found by it', async () => {
    const { page, context } = await open('secretariat1');
    await page.getByLabel('证明期间自').first().fill('2022-01-01');
    await page
      .getByLabel('选择文件，或拖到这里')
      .setInputFiles([png, { name: '合作协议（虚构）.pdf', mimeType: 'application/pdf', buffer: aPdf(3) }]);
    await page.getByText('已登记').nth(1).waitFor();
    await page.getByText('3页').waitFor();
    await page.getByRole('button', { name: '查看“合作协议（虚构）”' }).click();
    await page.getByRole('img', { name: /^第3页/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '查看“揭牌仪式”' }).click();
    const shown = page.getByRole('img', { name: '揭牌仪式' });
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
    await page.keyboard.press('Escape');
    const item = page.locator('.evidence-item', { hasText: '揭牌仪式' });
    await item.getByRole('button', { name: '修改' }).click();
    await item.getByLabel('1.1', { exact: true }).click();
    await item.getByText('支撑：观测点1.1').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('combobox', { name: '观测点' }).selectOption('1.1');
    await page.getByText('共1份').waitFor();
    await context.close();
  });

  test('goes on by itself where the connection was lost, sending nothing twice', async () => {
    const { page, context } = await open('secretariat1');
    const sent: number[] = [];
    let isCut = false;
    await page.route('**/uploads/*', async (route) => {
      const request = route.request();
      if (request.method() === 'PATCH') {
        const offset = Number(request.headers()['upload-offset']);
        if (offset > 0 && !isCut) {
          isCut = true;
          return route.abort('connectionreset');
        }
        sent.push(offset);
      }
      return route.continue();
    });
    const text = Buffer.alloc(10 * 2 ** 20, '示例文字，一行。\n');
    const whole = text.subarray(0, text.lastIndexOf('\n') + 1);
    await page
      .getByLabel('选择文件，或拖到这里')
      .setInputFiles({ name: '长文本.txt', mimeType: 'text/plain', buffer: whole });
    await page.getByText('已登记').waitFor();
    expect([isCut, sent]).toEqual([true, [0, 4 * 2 ** 20, 8 * 2 ** 20]]);
    await context.close();
  });

  test('that cannot serve is refused with what to do, at 390 pixels as well', async () => {
    const { page, context } = await open('secretariat1', { width: 390, height: 844 });
    await page
      .getByLabel('选择文件，或拖到这里')
      .setInputFiles({ name: '程序.png', mimeType: 'image/png', buffer: Buffer.from('MZ\x90\0', 'latin1') });
    await page.getByText('不支持这种文件').waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});
