import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestClient, testClient } from '#test/test-client.ts';
import { examplePassword, type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
let batchId: string;
beforeAll(async () => {
  app = await startApp();
  shots = await mkdtemp(join(tmpdir(), 'lianheti-shots-'));
  const province = await clientOf('province');
  const [batch] = (await province.get('/api/batches')).body.items;
  batchId = batch.id;
  const { items } = (await province.get(`/api/batches/${batchId}/verifications`)).body;
  await recommend(province, items.find(({ state }: { state: string }) => state === 'confirmed').id);
});
afterAll(() => app?.stop());

async function clientOf(account: string): Promise<TestClient> {
  const signedIn = await testClient(app.address, {}).post('/api/auth/sign-in/email', {
    email: `${account}@shili.example`,
    password: examplePassword,
  });
  return testClient(app.address, { cookie: signedIn.cookie });
}

/** Verified, one figure corrected, and recommended: what the province does is followed in a test of its own. */
async function recommend(province: TestClient, applicationId: string): Promise<void> {
  const form = `/api/applications/${applicationId}`;
  const { revision, figures } = (await province.get(`${form}/verification`)).body;
  const verdicts = figures.map(({ cell }: { cell: string }) =>
    cell === 'officeArea'
      ? { cell, verdict: 'corrected', value: 88, reason: '按租赁合同复核' }
      : { cell, verdict: 'true' },
  );
  expect((await province.post(`${form}/verdicts`, { revision, verdicts })).status).toBe(204);
  expect((await province.post(`${form}/verification`, { revision })).status).toBe(200);
  const unitId = (await province.get('/api/me')).body.roles[0].unit.id;
  const list = `/api/batches/${batchId}/recommendations/${unitId}`;
  await province.put(list, { version: 0, items: [{ applicationId, opinion: '同意推荐' }], opinion: '经集体研究' });
  expect((await province.post(`${list}/submission`, { version: 1 })).status).toBe(200);
}

describe('from the papers to the place (A3-3-01, A3-3-02)', () => {
  test('the ministry reviews the papers item by item, admits, and visits with a phone that loses its network', {
    timeout: 180_000,
  }, async () => {
    const { page, context } = await app.signIn('ministry');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${app.address}/batches/${batchId}/formal`);
    await page.getByRole('link', { name: '逐项审查' }).click();
    await page.getByRole('heading', { name: /^审查项/ }).waitFor();
    const open = page
      .locator('tr', { has: page.getByText('待人工审查') })
      .filter({ hasNot: page.locator('td:last-child .good') });
    for (;;) {
      const left = await open.count();
      if (left === 0) break;
      await open.first().getByRole('button', { name: /符合$/ }).first().click();
      await expect.poll(() => open.count()).toBe(left - 1);
    }
    await page.screenshot({ path: join(shots, 'formal-1440.png'), fullPage: true });
    await page.getByRole('button', { name: '形式审查通过' }).click();
    await page.locator('.state', { hasText: '形式审查通过' }).waitFor();

    await page.goto(`${app.address}/batches/${batchId}/visits`);
    await page.getByLabel(/^考察.*的理由$/).fill('面积更正，须看现场');
    await page.getByRole('button', { name: /^选定考察/ }).click();
    await page.getByLabel(/^选派人员去/).selectOption({ label: '部级甲（虚构）（工作人员）' });
    await page.getByRole('button', { name: /^不再选派/ }).waitFor();
    await page.getByLabel('从', { exact: true }).fill('2023-07-03');
    await page.getByRole('button', { name: '排定', exact: true }).click();
    await page.getByText('排定1处').waitFor();
    await page.screenshot({ path: join(shots, 'visits-1440.png'), fullPage: true });
    await page.locator('td[data-label="联合体"] a').first().click();
    await page.getByText('固定办公面积：省级更正为88').waitFor();

    await page.setViewportSize({ width: 390, height: 844 });
    await context.setOffline(true);
    await page.getByLabel('发现', { exact: true }).fill('办公用房与合同一致');
    await page
      .getByLabel('照片和文件')
      .setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await page.getByRole('button', { name: '记下', exact: true }).click();
    await page.getByText('已存在本机').waitFor();
    await page.screenshot({ path: join(shots, 'visit-offline-390.png'), fullPage: true });
    await context.setOffline(false);
    await page.locator('.finding-files img').waitFor();

    for (const button of await page.getByRole('button', { name: '已核清' }).all()) await button.click();
    await page.getByText('已核清', { exact: false }).first().waitFor();
    await page.getByLabel('考察组的共同意见').fill('办学条件属实，建议通过。');
    await page.getByRole('button', { name: '保存意见' }).click();
    await page.locator('button:not([disabled])', { hasText: '完成报告' }).click();
    await page.locator('.state', { hasText: '考察报告已完成' }).waitFor();
    await page.screenshot({ path: join(shots, 'visit-390.png'), fullPage: true });
    await context.close();
  });
});
