import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRoom } from './open-room.ts';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
beforeAll(async () => {
  app = await startApp({ ledgers: 'small' });
  shots = await mkdtemp(join(tmpdir(), 'lianheti-shots-'));
});
afterAll(() => app?.stop());

/** Nothing that a reader stumbles over, at both widths, and a picture of each. */
async function look(page: Page, name: string): Promise<void> {
  expect([name, await faultsOf(page)]).toEqual([name, []]);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
  }
}

test('a secretariat checks its figures before it sends them and says what is to be said; the province has all looked at, and decides (A3-3-04)', {
  timeout: 120_000,
}, async () => {
  const secretariat = await app.signIn('secretariat1');
  const { page } = secretariat;
  await page.getByRole('link', { name: '台账', exact: true }).first().click();
  await page.getByRole('link', { name: '数据质量', exact: true }).click();
  await page.getByRole('button', { name: '立即检查' }).click();
  await page.getByText(/^检查完成/).waitFor();
  await page.getByLabel('年度').selectOption('2022年');
  const first = page.locator('.findings > li').first();
  await first.getByRole('button', { name: /^说明/ }).click();
  await first.getByLabel('说明').fill('已请各成员单位补录（虚构）。');
  await look(page, 'consortium');
  await first.getByRole('button', { name: '提交说明' }).click();
  await first.getByText('待审核').waitFor();

  const province = await app.signIn('province');
  await openRoom(province.page, '监测', '数据质量');
  await province.page.getByRole('button', { name: '全面检查' }).click();
  await province.page.getByText('检查完成。').waitFor();
  await province.page.getByLabel('年度').selectOption('2022年');
  await province.page.getByLabel('状态').selectOption('待审核');
  const answered = province.page.locator('.findings > li').first();
  await answered.getByText('已请各成员单位补录（虚构）。').waitFor();
  await look(province.page, 'office');
  await answered.getByRole('button', { name: /^关闭/ }).click();
  await answered.getByLabel('关闭的理由').fill('同意。');
  await answered.getByRole('button', { name: '提交关闭的理由' }).click();
  await province.page.getByText('没有这样的发现。').waitFor();
  const file = province.page.waitForEvent('download');
  await province.page.getByRole('link', { name: '导出（Excel）' }).click();
  expect((await file).suggestedFilename()).toBe('数据质量发现.xlsx');
  await province.context.close();

  await page.reload();
  await page.getByLabel('年度').selectOption('2022年');
  await page.getByText('关闭：同意。').waitFor();
  await secretariat.context.close();
});
