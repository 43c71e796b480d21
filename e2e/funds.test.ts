import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { openFunds, planAndReceive } from './visit-funds.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('a year of funds, from the plan to the figure (A2-5-01, B-1.4)', () => {
  test('planned, received, budgeted, asked with a voucher, approved by others, paid; the figure opens into it', async () => {
    const { page, context } = await app.signIn('secretariat1');
    const [{ id }] = (await (await page.request.get(`${app.address}/api/consortia`)).json()).items;
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await openFunds(page, app, id);
    await planAndReceive(page, today);

    const budget = page.getByRole('form', { name: '申请预算科目' });
    await budget.getByLabel('科目').fill('培训费');
    await budget.getByLabel('责任部门').fill('人才培养部');
    await budget.getByLabel('金额（元）').fill('50000');
    await budget.getByLabel('依据').fill('年度预算');
    await budget.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('由提出人以外、有权限的人决定').waitFor();

    const park = await app.signIn('park1');
    await park.page.goto(`${app.address}/consortia/${id}/funds`);
    const change = park.page.getByRole('region', { name: '等待决定：培训费' });
    await change.getByLabel('决议文号').fill('理事会决议〔2026〕1号（虚构）');
    await change.getByRole('button', { name: '批准', exact: true }).click();
    await change.waitFor({ state: 'detached' });

    await page.reload();
    const request = page.getByRole('form', { name: '申请支出' });
    await request.getByLabel('科目').selectOption({ index: 1 });
    await request.getByLabel('事由').fill('师资培训（虚构）');
    await request.getByLabel('收款方').fill('示例培训中心（虚构）');
    await request.getByLabel('金额（元）').fill('8000.50');
    await request.getByRole('button', { name: '提交申请' }).click();
    await page.getByRole('heading', { name: /师资培训/ }).waitFor();
    const file = { name: '合同.txt', mimeType: 'text/plain', buffer: Buffer.from('合同（虚构）') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('证据材料（1份）').waitFor();
    expect(await page.getByRole('button', { name: '同意', exact: true }).count()).toBe(0);

    const school = await app.signIn('school1');
    await school.page.getByRole('region', { name: '待我审批的支出' }).getByRole('link').click();
    await school.page.getByRole('button', { name: '同意', exact: true }).click();
    await school.page.getByText('已批准，待支付').waitFor();

    await page.reload();
    await page.getByLabel('支付日期').fill(today);
    await page.getByLabel('付款凭证号').fill('付-1');
    await page.getByRole('button', { name: '登记支付' }).click();
    await page.getByText('已支付').first().waitFor();
    await page.getByRole('link', { name: `返回${year}年经费` }).click();
    await page.getByRole('region', { name: '各科目预算与支付' }).getByText('支付8,000.50／预算50,000.00').waitFor();

    const figure = await (await page.request.get(`${app.address}/api/consortia/${id}/figures?year=${year}`)).json();
    const received = figure.items.find((one: { figure: string }) => one.figure === 'fundsReceived');
    expect(received.value).toBe('12');
    const { items } = await (
      await page.request.get(`${app.address}/api/consortia/${id}/ledgers/fund/entries?year=${year}`)
    ).json();
    await page.goto(`${app.address}/consortia/${id}/ledgers/fund?entry=${items[0].id}`);
    await page.getByRole('link', { name: '经费', exact: true }).last().click();
    await page.getByRole('list', { name: '示例市财政（虚构）的到账' }).waitFor();
    for (const one of [context, park.context, school.context]) await one.close();
  });
});
