import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testClient } from '#test/test-client.ts';
import { upload } from '#test/test-upload.ts';
import { admitExample, endPublicity } from './admit-example.ts';
import { openRoom } from './open-room.ts';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
beforeAll(async () => {
  app = await startApp();
  shots = process.env.SHOTS ?? (await mkdtemp(join(tmpdir(), 'lianheti-shots-')));
});
afterAll(() => app?.stop());

type Signed = { page: Page; context: BrowserContext };

/** Keeps a picture of the page at both widths, on which nothing hinders a reader. */
async function shoot(page: Page, name: string): Promise<void> {
  expect(await faultsOf(page), name).toEqual([]);
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(shots, `${name}-390.png`), fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** A session's own requests, as its page would send them. */
async function clientOf({ context }: Signed) {
  const cookies = await context.cookies();
  return testClient(app.address, { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') });
}

/** The example's two consortia on a published cultivation list. Returns their ids by name. */
async function publishList(ministry: Signed): Promise<ReadonlyMap<string, string>> {
  const batchId = await admitExample(app);
  const client = await clientOf(ministry);
  const url = `/api/batches/${batchId}`;
  const { candidates } = (await client.get(`${url}/selection`)).body;
  const items = candidates.map(({ id }: { id: string }) => ({ applicationId: id, listed: true, reason: '' }));
  await client.put(`${url}/decision`, { version: 0, items, reason: '' });
  await client.post(`${url}/publicity`, { version: 1, title: '公示（虚构）', text: '公示（虚构）。' });
  await endPublicity(app, batchId);
  const list = {
    number: '示部函〔2023〕9号',
    title: '培育名单（虚构）',
    text: '现予公布。',
    publishedOn: '2023-09-01',
  };
  expect((await client.post(`${url}/list`, { version: 2, ...list })).status).toBe(200);
  return new Map(
    candidates.map(({ consortium }: { consortium: { id: string; name: string } }) => [consortium.name, consortium.id]),
  );
}

async function decide({ page }: Signed, consortium: string, label: string, reason: string): Promise<void> {
  await page.getByRole('link', { name: consortium }).click();
  await page.getByRole('radio', { name: label, exact: true }).check();
  await page.getByLabel('理由（公开）').fill(reason);
  await page.getByRole('button', { name: '保存结论' }).click();
  await page.getByRole('heading', { name: new RegExp(`^结论：${label}`) }).waitFor();
}

test('an acceptance with one 限期整改 that passes at the second look and one 不通过, both seen by everybody (A3-3-05)', {
  timeout: 240_000,
}, async () => {
  const ministry = await app.signIn('ministry');
  const { page } = ministry;
  page.on('dialog', (dialog) => void dialog.accept());
  const consortia = await publishList(ministry);
  const [first = '', second = ''] = [...consortia.keys()].sort((one) => (one.includes('青禾') ? -1 : 1));

  await openRoom(page, '验收与资格', '验收');
  await page.getByLabel('批次', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel(/^自评报告截止/).fill('2099-01-01T00:00');
  await page.getByLabel('数据年度').fill('2023');
  await shoot(page, 'acceptances');
  await page.getByRole('button', { name: '开展', exact: true }).click();
  await page.getByRole('heading', { name: '各联合体（2家）' }).waitFor();
  const acceptance = page.url();

  const secretariat = await app.signIn('secretariat1');
  secretariat.page.on('dialog', (dialog) => void dialog.accept());
  await secretariat.page.goto(`${app.address}/notices`);
  await secretariat.page.getByRole('link', { name: /报送自评报告/ }).click();
  await secretariat.page.getByLabel(/^建设总体情况/).fill('各项任务有序推进（虚构）。');
  await secretariat.page.getByLabel(/^未完成承诺的原因和措施/).fill('部分实训基地延期（虚构）。');
  await secretariat.page.getByLabel(/^下一步打算/).fill('补齐短板（虚构）。');
  await shoot(secretariat.page, 'self-report');
  await secretariat.page.getByRole('button', { name: '报送自评报告' }).click();
  await secretariat.page.getByText('内容摘要 SHA-256').waitFor();

  const province = await app.signIn('province');
  province.page.on('dialog', (dialog) => void dialog.accept());
  await province.page.goto(`${app.address}/notices`);
  await province.page.getByRole('link', { name: /请出具省级意见/ }).click();
  await province.page.getByLabel('意见和理由').fill('基本属实，建议整改后通过（虚构）。');
  await province.page.getByRole('button', { name: '不建议通过' }).click();
  await province.page.getByRole('heading', { name: '省级意见：不建议通过' }).waitFor();
  await province.context.close();

  await page.goto(acceptance);
  await decide(ministry, first, '限期整改', '部分承诺未完成（虚构）');
  await shoot(page, 'acceptance-case');
  await page.goto(acceptance);
  await decide(ministry, second, '不通过', '没有报送自评报告（虚构）');
  await page.goto(acceptance);
  await page.getByRole('button', { name: '公示', exact: true }).click();
  await page.getByRole('link', { name: '公示文件（Word）' }).waitFor();
  await shoot(page, 'acceptance-publicity');
  await endPublicity(app, acceptance.split('/').at(-1) ?? '');
  await page.reload();
  await page.getByLabel('发文字号').fill('示部函〔2024〕1号（虚构）');
  await page.getByRole('button', { name: '公布验收结果' }).click();
  await page.getByRole('link', { name: '名单文件（PDF）' }).waitFor();

  const client = await clientOf(secretariat);
  const id = consortia.get(first) ?? '';
  const uploadId = await upload(client, id, Buffer.from('整改材料（虚构）'), '整改材料.txt');
  await client.post(`/api/consortia/${id}/evidence`, { uploadId });
  await secretariat.page.goto(`${app.address}/consortia/${id}/acceptance`);
  await secretariat.page.getByLabel('整改情况，逐项对照理由').fill('实训基地已经建成（虚构）。');
  await secretariat.page.getByRole('checkbox', { name: '整改材料' }).check();
  await shoot(secretariat.page, 'rectification');
  await secretariat.page.getByRole('button', { name: '报送整改报告' }).click();
  await secretariat.page.getByText('已报送整改报告，待复核').waitFor();
  await secretariat.context.close();

  await page.goto(acceptance);
  await page.getByRole('link', { name: `${first}：复核整改` }).click();
  await page.getByRole('radio', { name: '通过', exact: true }).check();
  await page.getByLabel('理由（公开）').fill('整改到位（虚构）');
  await page.getByRole('button', { name: '作出并公开' }).click();
  await page.getByRole('heading', { name: '结论：通过' }).waitFor();
  await page.goto(acceptance);
  await page.getByLabel('用于', { exact: true }).selectOption({ label: '“双高计划”建设' });
  await page.getByLabel('省份', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('提供给').fill('有关部门（虚构）');
  await page.getByRole('button', { name: '提供并记录' }).click();
  await page.getByRole('heading', { name: '结果的使用（1次提供）' }).waitFor();
  await shoot(page, 'acceptance');
  await ministry.context.close();

  const anybody = await app.browser.newPage();
  for (const [name, words] of [
    [first, ['通过', '整改到位（虚构）', '限期整改', '部分承诺未完成（虚构）']],
    [second, ['不通过', '没有报送自评报告（虚构）']],
  ] as const) {
    await anybody.goto(`${app.address}/public/consortia/${consortia.get(name)}`);
    const text = await anybody.locator('main').textContent();
    for (const word of words) expect(text).toContain(word);
  }
  await anybody.screenshot({ path: join(shots, 'public-consortium.png'), fullPage: true });
  const { items } = (await testClient(app.address, {}).get('/api/public/consortia')).body;
  const standingOf = (name: string) =>
    items.find((item: { consortiumId: string }) => item.consortiumId === consortia.get(name))?.standing;
  expect([first, second].map(standingOf)).toEqual(['accepted', 'failed']);
  await anybody.close();
});
