import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readImage } from '#documents/disc/read-image.ts';
import { aPng } from '#test/evidence-files.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let folder: string;
beforeAll(async () => {
  app = await startApp({ ledgers: 'small' });
  folder = await mkdtemp(join(tmpdir(), 'lianheti-disc-e2e-'));
});
afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What the page's account asks the server, beside the page. */
async function asked(page: Page, method: string, path: string, data?: unknown) {
  const answer = await page.request.fetch(app.address + path, {
    method,
    headers: { 'x-lianheti': '1' },
    ...(data === undefined ? {} : { data }),
  });
  expect([path, answer.ok()]).toEqual([path, true]);
  return answer.status() === 204 ? undefined : answer.json();
}

/** Verifies the first confirmed application by the API; returns its batch. */
async function recommendOne(page: Page): Promise<string> {
  const [batch] = (await asked(page, 'GET', '/api/batches')).items;
  const { items } = await asked(page, 'GET', `/api/batches/${batch.id}/verifications`);
  const { id } = items.find(({ state }: { state: string }) => state === 'confirmed');
  const { revision, figures } = await asked(page, 'GET', `/api/applications/${id}/verification`);
  const verdicts = figures.map(({ cell }: { cell: string }) => ({ cell, verdict: 'true' }));
  await asked(page, 'POST', `/api/applications/${id}/verdicts`, { revision, verdicts });
  await asked(page, 'POST', `/api/applications/${id}/verification`, { revision });
  const { unit } = (await asked(page, 'GET', '/api/me')).roles[0];
  const list = `/api/batches/${batch.id}/recommendations/${unit.id}`;
  const item = { applicationId: id, opinion: '数据经逐项核实属实，同意推荐。' };
  await asked(page, 'PUT', list, { version: 0, items: [item], opinion: '' });
  return batch.id;
}

test('A3-2-05 a province makes its disc and the ministry takes it in; one altered byte is named', {
  timeout: 180_000,
}, async () => {
  const { page, context } = await app.signIn('province');
  page.on('dialog', (dialog) => void dialog.accept());
  const batchId = await recommendOne(page);
  await page.goto(`${app.address}/batches/${batchId}/recommendation`);
  await page.getByRole('button', { name: '提交推荐名单' }).click();
  await page.getByText('名单不再改动').waitFor();
  await page.getByRole('link', { name: '报送材料', exact: true }).click();
  await page.getByText(/：推荐书的签字盖章扫描件。$/).waitFor();
  await page
    .getByLabel('上传推荐书签字盖章件')
    .setInputFiles({ name: '盖章页.png', mimeType: 'image/png', buffer: Buffer.from(aPng(40, 60)) });
  await page.getByRole('link', { name: '盖章页.png' }).waitFor();
  await page.getByText(/：推荐书的签字盖章扫描件。$/).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '制作光盘映像' }).click();
  const link = page.getByRole('link', { name: '示例省推荐材料.iso' });
  await link.waitFor({ timeout: 60_000 });
  const fingerprint = await page.locator('.digest').textContent();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const image = join(folder, '示例省推荐材料.iso');
  await download.saveAs(image);
  await context.close();

  const ministry = await app.signIn('ministry');
  await ministry.page.goto(`${app.address}/batches/${batchId}`);
  await ministry.page.getByRole('link', { name: '光盘接收', exact: true }).click();
  await ministry.page.getByText('光盘未到').waitFor();
  await ministry.page.getByLabel('光盘映像').setInputFiles(image);
  await ministry.page.getByText('完整，签名有效').waitFor({ timeout: 60_000 });
  expect(await ministry.page.locator('.digest').textContent()).toBe(fingerprint);
  await ministry.page.getByText('全部一致。').waitFor();
  await ministry.page.getByRole('button', { name: '逐项查看全部数据' }).click();
  await ministry.page.getByRole('row', { name: /固定办公面积/ }).waitFor();

  const bytes = await readFile(image);
  const file = (await readImage(image)).files.find(({ path }) => path.endsWith('盖章/1-推荐书.png'));
  const at = (file?.pieces[0]?.at ?? 0) + 10;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const altered = join(folder, '改动.iso');
  await writeFile(altered, bytes);
  await ministry.page.getByRole('link', { name: '返回光盘接收' }).click();
  await ministry.page.getByText('已到齐').waitFor();
  await ministry.page.getByLabel('光盘映像').setInputFiles(altered);
  await ministry.page.getByRole('cell', { name: '被改动' }).waitFor({ timeout: 60_000 });
  await ministry.page.getByRole('cell', { name: /签字盖章\/1-推荐书\.png$/ }).waitFor();
  await ministry.context.close();
});
