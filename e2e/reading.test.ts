import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admitExample, assignExample } from './admit-example.ts';
import { openRoom } from './open-room.ts';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let batchId: string;
let shots: string;
beforeAll(async () => {
  app = await startApp();
  batchId = await admitExample(app);
  await assignExample(app);
  shots = process.env.SHOTS ?? (await mkdtemp(join(tmpdir(), 'lianheti-shots-')));
});
afterAll(() => app?.stop());

test('an expert reads and scores on a phone, loses the network on the way, and finishes; the ministry opens the results (A3-3-01)', {
  timeout: 180_000,
}, async () => {
  const { page, context } = await app.signIn('expert');
  page.on('dialog', (dialog) => void dialog.accept());
  await openRoom(page, '申报与遴选', '我的审阅');
  await page.getByRole('heading', { name: '我的审阅' }).waitFor();
  await page.screenshot({ path: join(shots, 'readings.png'), fullPage: true });
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('link', { name: '开始审阅' }).click();
  await page.getByLabel('观测点1.1评分').waitFor();
  await page.screenshot({ path: join(shots, 'reading.png') });
  await page.getByRole('tab', { name: '数据' }).click();
  await page.getByRole('columnheader', { name: '省级核实' }).first().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });

  await page.getByLabel('观测点1.1评分').fill('185');
  await page.getByText('分数须在0至100之间，最多一位小数。').waitFor();
  await context.setOffline(true);
  await page.getByLabel('观测点1.1评分').fill('85.5');
  await page.getByLabel('观测点1.1理由').fill('产业基础扎实');
  await page.getByText('未连接，已存在本机').waitFor();
  await context.setOffline(false);
  await page.locator('#point-1\\.1').getByText('已保存').first().waitFor();
  await page.reload();
  await page.getByLabel('观测点1.1评分').waitFor();
  expect(await page.getByLabel('观测点1.1评分').inputValue()).toBe('85.5');
  expect(await page.getByLabel('观测点1.1理由').inputValue()).toBe('产业基础扎实');

  await page.getByLabel('观测点1.1评分').press('Enter');
  for (let point = 1; point < 25; point++) {
    await page.keyboard.type('80');
    if (point < 24) await page.keyboard.press('Enter');
  }
  await page.screenshot({ path: join(shots, 'reading-390.png'), fullPage: true });
  await page.getByText('全部评完。').waitFor();
  await page.getByRole('button', { name: '提交审阅' }).click();
  await page.getByText('审阅已提交，评分和理由不能再改').waitFor();
  await context.close();

  const ministry = await app.signIn('ministry');
  await ministry.page.goto(`${app.address}/batches/${batchId}`);
  await ministry.page.getByRole('link', { name: '审阅结果', exact: true }).click();
  await ministry.page.getByText('80.22').first().waitFor();
  await ministry.page.screenshot({ path: join(shots, 'results.png'), fullPage: true });
  expect(await faultsOf(ministry.page)).toEqual([]);
  const line = ministry.page.getByRole('row').filter({ hasText: '80.22' });
  await line.getByRole('link', { name: '查看' }).click();
  await ministry.page.getByText('产业基础扎实').first().waitFor();
  await ministry.page.screenshot({ path: join(shots, 'application-results.png'), fullPage: true });
  expect(await faultsOf(ministry.page)).toEqual([]);
  await ministry.page.goto(`${app.address}/batches/${batchId}/questions`);
  await ministry.page.getByText('专家还没有提问').waitFor();
  expect(await faultsOf(ministry.page)).toEqual([]);
  await ministry.page.goto(`${app.address}/batches/${batchId}/texts`);
  await ministry.page.getByRole('button', { name: '开始比对' }).click();
  await ministry.page.getByText('比对完成。').waitFor();
  await ministry.page.screenshot({ path: join(shots, 'texts.png'), fullPage: true });
  expect(await faultsOf(ministry.page)).toEqual([]);
  await ministry.context.close();
});
