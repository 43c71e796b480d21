import type { Page } from 'playwright-core';
import type { RunningApp } from './start-app.ts';
import type { Visit } from './visit-screens.ts';

/** Opens the first year of a consortium's funds. */
export async function openFunds(page: Page, { address }: Pick<RunningApp, 'address'>, id: string): Promise<void> {
  await page.goto(`${address}/consortia/${id}/funds`);
  await page.getByLabel('期初余额（元）').fill('1000');
  await page.getByRole('button', { name: '建立', exact: true }).click();
  await page.getByRole('region', { name: '年度收支' }).waitFor();
}

/** A promise of 200,000 yuan, of which 120,000 came in on that day. */
export async function planAndReceive(page: Page, day: string): Promise<void> {
  const plan = page.getByRole('form', { name: '增加经费来源' });
  await plan.getByLabel('来源', { exact: true }).selectOption('政府核拨');
  await plan.getByLabel('出资单位').fill('示例市财政（虚构）');
  await plan.getByLabel('计划（元）').fill('200000');
  await plan.getByRole('button', { name: '增加', exact: true }).click();
  await page.getByRole('button', { name: '示例市财政（虚构）' }).click();
  const receipt = page.getByRole('form', { name: '登记到账' });
  await receipt.getByLabel('到账日期').fill(day);
  await receipt.getByLabel('金额（元）').fill('120000');
  await receipt.getByLabel('凭证号').fill('收-1');
  await receipt.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('到账120,000.00／计划200,000.00').waitFor();
}

/** Walks through the funds of a consortium: before the first year, and with a promise and a receipt. */
export async function visitFunds({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  const [consortium] = (await (await page.request.get(`${app.address}/api/consortia`)).json()).items;
  await page.goto(`${app.address}/consortia/${consortium.id}/funds`);
  await page.getByRole('button', { name: '建立', exact: true }).waitFor();
  await look(page, 'funds-empty');
  await openFunds(page, app, consortium.id);
  await planAndReceive(page, new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
  await look(page, 'funds');
  await context.close();
}
