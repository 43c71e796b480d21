import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
beforeAll(async () => {
  app = await startApp();
  shots = process.env.SHOTS ?? (await mkdtemp(join(tmpdir(), 'lianheti-shots-')));
});
afterAll(() => app?.stop());

/** A picture at both widths, and nothing that keeps somebody from using the page. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  expect([name, await faultsOf(page)]).toEqual([name, []]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(shots, `${name}-390.png`), fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe('the council (B-2.1)', () => {
  test('meets: who has a pass signs in on a phone, and the chair and the wall see who comes and goes', async () => {
    const { page, context } = await app.signIn('secretariat1');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('link', { name: /青禾/ }).first().waitFor();
    const { items } = await page.evaluate(() => fetch('/api/consortia').then((answer) => answer.json()));
    await page.goto(`${app.address}/consortia/${items[0].id}/council`);
    await page.getByRole('heading', { name: '章程' }).waitFor();
    await page.getByRole('button', { name: '登记新版本' }).click();
    await page.getByLabel('自哪天起生效').waitFor();
    await look(page, 'charter-form');
    await page.getByRole('button', { name: '不登记' }).click();
    await page.getByRole('link', { name: '第二次理事会会议（虚构）' }).click();
    await page.getByText('未达到法定人数').waitFor();
    await page.getByRole('button', { name: '宣布开会' }).click();
    await page.getByText(/人数还不够章程的要求/).waitFor();

    await page.getByRole('button', { name: '重发全部参会链接' }).click();
    const links = page.locator('.passes a');
    await links.first().waitFor();
    const passes = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    await look(page, 'passes');
    const phone = await app.browser.newPage({ viewport: { width: 390, height: 844 } });
    phone.on('dialog', (dialog) => void dialog.accept());
    await phone.goto(passes[0] ?? '');
    await phone.getByRole('button', { name: '参加' }).click();
    await phone.getByText('已回复：参加').waitFor();
    await look(phone, 'meet');

    const wall = await context.newPage();
    await wall.goto(`${page.url()}/wall`);
    const code = wall.locator('.wall-digits');
    await code.filter({ hasText: /\d{3} \d{3}/ }).waitFor();
    await phone.getByLabel('大屏幕上的六位签到码').fill((await code.textContent()) ?? '');
    await phone.getByRole('button', { name: '签到' }).click();
    await phone.getByText('已签到。').waitFor();
    await wall.getByText('到会1，受托0').waitFor();
    await page.getByRole('button', { name: '收起' }).click();

    // The others come without a phone: the secretariat marks them, all but the last.
    const arriving = page.getByRole('button', { name: /到会$/ });
    await expect.poll(() => arriving.count()).toBe(passes.length - 1);
    await page.evaluate(
      async (path) => {
        const { seats } = await (await fetch(path)).json();
        for (const { seatId } of seats.slice(0, -1))
          await fetch(`${path}/seats/${seatId}/attendance`, {
            method: 'PUT',
            headers: { 'x-lianheti': '1', 'content-type': 'application/json' },
            body: '{"isPresent":true}',
          });
      },
      page.url().replace('/consortia/', '/api/consortia/').replace('/council/', '/'),
    );
    await wall.getByText('到会14，受托0').waitFor();
    await page.getByRole('button', { name: '宣布开会' }).click();
    await page.getByRole('button', { name: '进入' }).first().click();
    await wall.getByText('第1项议程').waitFor();
    await phone.getByText('进行中').waitFor();
    await look(wall, 'wall');
    await phone.getByRole('button', { name: '离会' }).click();
    await wall.getByText('到会13，受托0').waitFor();
    await wall.close();
    await context.close();
  });
});
