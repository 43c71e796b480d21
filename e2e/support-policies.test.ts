import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { typePolicy } from './visit-policies.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('a support policy from its clause to the indicator page (A2-5-02, B-1.4)', () => {
  test('a firm sees that it fits and why, applies, and is granted it with evidence; the ledger and 1.4 follow', async () => {
    const secretary = await app.signIn('secretariat1');
    const [{ id }] = (await (await secretary.page.request.get(`${app.address}/api/consortia`)).json()).items;
    await secretary.page.goto(`${app.address}/consortia/${id}/policies`);
    await typePolicy(secretary.page);
    await secretary.page.getByRole('heading', { name: '第六条　学徒培养补助' }).waitFor();

    const firm = await app.signIn('firm1', { width: 390, height: 844 });
    await firm.page.getByRole('link', { name: '学徒培养补助办法（虚构）第六条' }).click();
    await firm.page.getByText('单位类别：企业').last().waitFor();
    await firm.page.getByRole('button', { name: '申请第六条' }).click();
    await firm.page.getByLabel('说明（可不填）').fill('接收学徒12名（虚构）');
    await firm.page.getByRole('button', { name: '提交申请' }).click();
    await firm.page.getByRole('region', { name: '申请' }).getByText('待办理').waitFor();

    const { page } = secretary;
    await page.reload();
    const file = { name: '回单.txt', mimeType: 'text/plain', buffer: Buffer.from('银行回单（虚构）') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('证据材料（1份）').waitFor();
    await page.getByRole('button', { name: '通过并登记兑现' }).click();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await page.getByLabel('兑现日期').fill(today);
    await page.getByLabel(/^金额/).fill('2.4');
    await page.getByLabel(/^凭证号/).fill('回单0001');
    await page.getByLabel(/^凭证材料/).selectOption({ label: '回单' });
    await page.getByRole('form', { name: '登记兑现' }).getByRole('button', { name: '登记兑现' }).click();
    await page.getByRole('region', { name: '兑现', exact: true }).getByText('2.4万元', { exact: true }).waitFor();

    await page.getByRole('link', { name: '支持政策台账' }).click();
    await page.getByText('已兑现1项，惠及1家单位，资金2.4万元').first().waitFor();
    await page.goto(`${app.address}/consortia/${id}/indicators`);
    await page.getByLabel('年度').selectOption(today.slice(0, 4));
    const point = page.locator('details.point', { hasText: '收入分配等激励政策' });
    await expect.poll(() => point.locator('summary').textContent()).toContain('记录1条，已确认1条，证据材料1件');
    await firm.context.close();
    await secretary.context.close();
  });
});
