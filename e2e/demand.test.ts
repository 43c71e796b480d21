import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { draftReport, openFile, sayDemand } from './visit-demand.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('from supply and demand to a published report and an adjusted major (A2-1-03, B-4.1)', () => {
  test('figures become a report that is written on, published and read by anybody; a warned major is adjusted and its file closed', async () => {
    const { page, context } = await app.signIn('secretariat1');
    page.on('dialog', (dialog) => void dialog.accept());
    const id = await sayDemand(page, app.address);
    await page.goto(`${app.address}/consortia/${id}/talent/balance`);
    await page.getByRole('button', { name: /6-18-01-01/ }).click();
    await page.getByRole('region', { name: '数据背后的记录' }).getByText('数控车工（虚构）').first().waitFor();

    await draftReport(page);
    await page.getByRole('button', { name: '修改这一段' }).nth(7).click();
    const form = page.getByRole('form', { name: '修改一段' });
    await form.getByRole('textbox').fill('建议与示例企业共建数控订单班（虚构）。');
    await form.getByRole('button', { name: '保存' }).click();
    await page.getByText('已修改，第1稿').waitFor();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByRole('link', { name: '公开网页' }).click();
    await page.getByText('建议与示例企业共建数控订单班（虚构）。').waitFor();
    expect(await page.locator('script:not([type="application/ld+json"])').count()).toBe(0);

    await page.goto(`${app.address}/consortia/${id}/talent/reports`);
    await openFile(page);
    await page.getByLabel('论证意见').fill('两家企业改用自动化生产线（虚构）');
    await page.getByRole('button', { name: '增加论证意见' }).click();
    await page.getByRole('region', { name: '论证', exact: true }).getByText('自动化生产线').waitFor();
    const decision = page.getByRole('form', { name: '登记决定' });
    await decision.getByLabel('决定', { exact: true }).selectOption('改造');
    await decision.getByLabel('决定日期').fill('2024-09-01');
    await decision.getByLabel('文号或文件名称').fill('示例职院〔2024〕3号（虚构）');
    await decision.getByLabel('依据').fill('就业率连续偏低');
    await decision.getByRole('button', { name: '登记决定' }).click();
    await page.getByLabel(/^调整一年后的成效/).fill('就业率回升到85%（虚构）');
    await page.getByRole('button', { name: '登记成效并办结' }).click();
    await page.getByText('已办结').waitFor();
    await context.close();
  });
});
