import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
beforeAll(async () => {
  app = await startApp({ ledgers: 'small' });
  shots = await mkdtemp(join(tmpdir(), 'lianheti-shots-'));
});
afterAll(() => app?.stop());

test('a province verifies on a phone that loses its network, corrects a figure, and recommends; the applicant answers what was found (A3-2-01, A3-2-03)', {
  timeout: 120_000,
}, async () => {
  const { page, context } = await app.signIn('province');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`${app.address}/batches`);
  await page.getByRole('link', { name: '市域产教联合体申报（虚构示例批次）', exact: true }).click();
  await page.getByText('园区申报', { exact: true }).waitFor();
  await page.screenshot({ path: join(shots, 'batch.png'), fullPage: true });
  await page.getByRole('link', { name: /等待核实/ }).click();
  await page.getByRole('link', { name: '逐项核实' }).first().click();
  await page.getByRole('heading', { name: '抽查' }).waitFor();
  const address = page.url();

  await page.getByRole('button', { name: '抽取', exact: true }).click();
  await page.getByText('范围摘要').waitFor();
  await context.setOffline(true);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByLabel('发现', { exact: true }).fill('实训车间与台账所记位置不同');
  await page
    .getByLabel('照片和文件')
    .setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.getByRole('button', { name: '记下', exact: true }).click();
  await page.getByText('已存在本机').waitFor();
  await page.screenshot({ path: join(shots, 'offline-390.png'), fullPage: true });
  await context.setOffline(false);
  await page.locator('.finding-files img').waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('button', { name: '更正固定办公面积' }).click();
  await page.getByLabel('固定办公面积更正为').fill('88');
  await page.getByLabel('固定办公面积：更正的理由').fill('按租赁合同复核');
  await page.getByRole('button', { name: '记下更正' }).click();
  await page.getByText('更正：按租赁合同复核').waitFor();
  await page.getByRole('button', { name: /^其余\d+项均属实$/ }).click();
  await page.getByRole('button', { name: /^其余/ }).waitFor({ state: 'detached' });
  await page
    .getByLabel(/的核实说明$/)
    .first()
    .fill('按原件复核');
  await page.getByRole('button', { name: '更正', exact: true }).first().click();
  const correction = page.getByRole('form', { name: /^更正/ });
  await correction.locator('input[type=date]').first().fill('2022-03-01');
  await page.screenshot({ path: join(shots, 'correction.png'), fullPage: true });
  await correction.getByRole('button', { name: '记下更正' }).click();
  await page.getByText('更正为2022-03-01').waitFor();
  for (;;) {
    const drawn = page.locator('section').filter({ has: page.getByRole('heading', { name: '抽查' }) });
    const open = drawn.locator('tr:not(:has(p))').getByRole('button', { name: '属实' });
    const before = await open.count();
    if (before === 0) break;
    await open.first().click();
    await expect.poll(() => open.count()).toBe(before - 1);
  }
  await page.screenshot({ path: join(shots, 'verification.png'), fullPage: true });
  await page.getByRole('button', { name: '完成核实' }).click();
  await page.locator('.state', { hasText: '省级已核实' }).waitFor();

  await page.getByRole('link', { name: '本批次', exact: true }).click();
  await page.getByRole('link', { name: '排序推荐', exact: true }).click();
  await page.getByRole('button', { name: /^选入/ }).first().click();
  await page.getByLabel(/推荐意见$/).fill('同意推荐');
  await page.getByRole('button', { name: '保存排序' }).click();
  await page.getByRole('link', { name: '推荐函（Word）' }).waitFor();
  await page.screenshot({ path: join(shots, 'recommendation.png'), fullPage: true });
  await page.getByRole('button', { name: '提交推荐名单' }).click();
  await page.getByText('名单不再改动').waitFor();

  const applicant = await app.signIn('secretariat1');
  await applicant.page.goto(address);
  await applicant.page.getByLabel('对这一发现的说明').fill('已按现址更新台账');
  await applicant.page.getByRole('button', { name: '提交说明' }).click();
  await applicant.page.getByText('说明：已按现址更新台账').waitFor();
  await applicant.page.getByText('更正为88').waitFor();
  await applicant.context.close();
  await context.close();
});
