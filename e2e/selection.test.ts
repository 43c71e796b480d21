import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admitExample, endPublicity } from './admit-example.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let batchId: string;
let shots: string;
beforeAll(async () => {
  app = await startApp();
  batchId = await admitExample(app);
  shots = process.env.SHOTS ?? (await mkdtemp(join(tmpdir(), 'lianheti-shots-')));
});
afterAll(() => app?.stop());

test('the ministry decides, publishes the draft list, answers an objection and publishes the list; the applicant reads what became of it', {
  timeout: 180_000,
}, async () => {
  const { page, context } = await app.signIn('ministry');
  page.on('dialog', (dialog) => void dialog.accept());
  const shoot = async (name: string) => {
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: join(shots, `${name}-390.png`), fullPage: true });
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  await page.goto(`${app.address}/batches/${batchId}`);
  await page.getByRole('link', { name: '遴选', exact: true }).click();
  await page.getByRole('heading', { name: '排名' }).waitFor();

  await page.getByLabel('方案名称').fill('只取一家');
  await page.getByLabel('名额', { exact: true }).fill('1');
  await page.getByText('按现在的条件列入1家').waitFor();
  await page.getByRole('button', { name: '保存方案' }).click();
  await page.getByRole('button', { name: '按方案“只取一家”' }).click();
  await page.getByRole('heading', { name: '决定（列入1家）' }).waitFor();
  await page.getByRole('button', { name: '保存决定' }).click();
  await page.getByText('第1版决定由').waitFor();
  await shoot('selection');
  await page.getByRole('button', { name: '发布公示名单' }).click();
  await page.getByRole('link', { name: '公示文件（PDF）' }).waitFor();

  const anybody = await app.browser.newPage();
  await anybody.goto(`${app.address}/public`);
  await anybody.getByRole('link', { name: '提出异议' }).first().click();
  await anybody.getByLabel(/异议内容/).fill('数据不实（虚构）<script>document.title="x"</script>');
  await anybody.getByLabel(/姓名或单位/).fill('群众甲（虚构）');
  await anybody.getByLabel(/联系方式/).fill('虚构电话');
  await anybody.getByRole('button', { name: '提交异议' }).click();
  await anybody.getByRole('heading', { name: '异议已收到' }).waitFor();

  await page.reload();
  await page.getByText('数据不实（虚构）<script>document.title="x"</script>').waitFor();
  await page.getByLabel('对整份名单的异议的答复').fill('经核查，数据与台账一致。');
  await page.getByRole('button', { name: '异议成立' }).waitFor();
  await shoot('objection');
  await page.getByRole('button', { name: '异议不成立' }).click();
  await page.getByText('：经核查，数据与台账一致。').waitFor();
  expect(await page.title()).toContain('遴选');

  await endPublicity(app, batchId);
  await page.reload();
  await page.getByLabel('发文字号').fill('示部函〔2026〕1号（虚构）');
  await page.getByRole('button', { name: '公布培育名单' }).click();
  await page.getByRole('link', { name: '名单文件（Word）' }).waitFor();
  await shoot('list');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '名单文件（Word）' }).click();
  await (await download).saveAs(join(shots, 'list.docx'));
  await context.close();

  const applicant = await app.signIn('secretariat2');
  await applicant.page.getByText(/^培育单位（/).waitFor();
  await applicant.page.goto(`${app.address}/notices`);
  await applicant.page.getByRole('link', { name: /已列入培育名单/ }).click();
  await applicant.page.getByRole('heading', { name: /遴选结果$/ }).waitFor();
  await applicant.page.screenshot({ path: join(shots, 'outcome.png'), fullPage: true });
  await applicant.context.close();
});
