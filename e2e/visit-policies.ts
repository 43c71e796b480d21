import type { Page } from 'playwright-core';
import type { Visit } from './visit-screens.ts';

/** Enters a policy of one clause that is for enterprises. */
export async function typePolicy(page: Page): Promise<void> {
  await page.getByRole('button', { name: '登记政策' }).click();
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  await page.getByLabel('领域').first().selectOption('财政');
  await page.getByLabel('文件名称').fill('学徒培养补助办法（虚构）');
  await page.getByLabel('文号').fill('示财教〔示例〕6号');
  await page.getByLabel('发文单位').fill('示例市财政局（虚构）');
  await page.getByLabel('发文日期').fill(`${year}-01-01`);
  await page.getByLabel(/^条款（/).fill('第六条');
  await page.getByLabel('举措').fill('学徒培养补助');
  await page.getByLabel('怎样申请').fill('在本页提交申请');
  await page.getByLabel('增加条件').selectOption('category');
  await page.getByLabel('企业', { exact: true }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('link', { name: '支持政策台账' }).waitFor();
}

/** Walks through the policies of a consortium: the form, one policy, whom it fits, the list, and what fits a member. */
export async function visitPolicies({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  const [consortium] = (await (await page.request.get(`${app.address}/api/consortia`)).json()).items;
  await page.goto(`${app.address}/consortia/${consortium.id}/policies`);
  await page.getByRole('button', { name: '登记政策' }).click();
  await page.getByLabel('增加条件').selectOption('trait employees');
  await page.getByLabel('增加条件').selectOption('records research-result');
  await look(page, 'policy-form');
  await page.reload();
  await typePolicy(page);
  await page.getByRole('button', { name: '看名单和原因' }).click();
  await page.locator('.policy-member summary').first().click();
  await page.getByRole('button', { name: '登记兑现' }).click();
  await look(page, 'policy');
  await page.getByRole('link', { name: '返回全部政策' }).click();
  await page.getByRole('link', { name: '学徒培养补助办法（虚构）' }).waitFor();
  await look(page, 'policies');
  const members = `${app.address}/api/consortia/${consortium.id}/members?category=enterprise&limit=1`;
  const [member] = (await (await page.request.get(members)).json()).items;
  await page.goto(`${app.address}/consortia/${consortium.id}/policies/fitting?member=${member.id}`);
  await page.getByRole('region', { name: '符合条件' }).waitFor();
  await look(page, 'policies-fitting');
  await context.close();
}
