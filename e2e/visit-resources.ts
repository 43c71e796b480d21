import type { Page } from 'playwright-core';
import type { Visit } from './visit-screens.ts';

/** Opens the catalogue of the account's own consortium and shares an instrument of its first member: open on all days from eight to six, for one at a time. */
export async function shareInstrument(page: Page, address: string, name: string): Promise<void> {
  const [{ id }] = (await (await page.request.get(`${address}/api/consortia`)).json()).items;
  await page.goto(`${address}/consortia/${id}/resources`);
  await page.getByRole('button', { name: '共享一项资源' }).click();
  const form = page.getByRole('form', { name: '共享一项资源' });
  await form.getByLabel('提供单位').selectOption({ index: 1 });
  await form.getByLabel('类别').selectOption('仪器设备');
  await form.getByLabel('名称').fill(name);
  await form.getByLabel('地点').fill('示例园区二号楼（虚构）');
  await form.getByLabel('每小时价格（元，0为免费）').fill('80');
  await form.getByLabel('周六').check();
  await form.getByLabel('周日').check();
  await form.getByLabel('使用条件').fill('持操作证上机；用后清理工位。');
  await form.getByRole('button', { name: '共享', exact: true }).click();
  await page.getByRole('heading', { name }).waitFor();
}

/** Books the resource that is open for the second member, from one time to another of a day. */
export async function bookTime(page: Page, on: string, from: string, to: string): Promise<void> {
  const form = page.getByRole('form', { name: '预约' });
  await form.getByLabel('使用单位').selectOption({ index: 2 });
  await form.getByLabel('日期').fill(on);
  await form.getByLabel('自').fill(from);
  await form.getByLabel('至').fill(to);
  await form.getByLabel('用途').fill('零件检测实训（虚构）');
  await form.getByRole('button', { name: '预约', exact: true }).click();
  await form.getByRole('status').or(form.getByRole('alert')).waitFor();
}

/** A day that far ahead in Beijing. */
export const dayAhead = (days: number) => new Date(Date.now() + (8 + days * 24) * 3_600_000).toISOString().slice(0, 10);

/** Walks through the catalogue, a resource with its week, and a booking that is taken. */
export async function visitResources({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  await shareInstrument(page, app.address, '三坐标测量机（虚构）');
  await bookTime(page, dayAhead(2), '09:00', '11:30');
  await bookTime(page, dayAhead(2), '10:00', '12:00');
  await look(page, 'resource');
  await page.getByRole('button', { name: '修改' }).click();
  await look(page, 'resource-typing');
  await page.getByRole('link', { name: '返回资源目录' }).click();
  await page.getByText('三坐标测量机（虚构）').waitFor();
  await look(page, 'resources');
  await page.getByRole('link', { name: '使用率与结算' }).click();
  await page.getByRole('heading', { name: '使用率' }).waitFor();
  await look(page, 'resource-use');
  await context.close();
}
