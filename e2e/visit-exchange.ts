import type { Page } from 'playwright-core';
import type { Visit } from './visit-screens.ts';

/** The id of the account's own consortium, and its first enterprise as the talent page names it. */
async function enterpriseOf(page: Page, address: string): Promise<{ id: string; enterprise: string }> {
  const [{ id }] = (await (await page.request.get(`${address}/api/consortia`)).json()).items;
  const talent = await (await page.request.get(`${address}/api/consortia/${id}/talent`)).json();
  return { id, enterprise: talent.enterprises[0].name };
}

/** Imports a position from a file of an enterprise's own system, after one row of it was found wrong. */
export async function importPositions(page: Page, address: string): Promise<string> {
  const { id, enterprise } = await enterpriseOf(page, address);
  const head = '企业,外部编号,类型,岗位,职业,学历,技能,人数,地点,月薪下限,月薪上限,招收截止';
  const row = `${enterprise},HR-7,就业岗位,数控装调员（虚构）,,高职,装配、调试,5,示例园区二号楼（虚构）,6000,8500,2099-12-31`;
  const csv = [head, row, row.replace('HR-7', 'HR-8').replace(',5,', ',若干,')].join('\r\n');
  await page.goto(`${address}/consortia/${id}/talent/import`);
  const file = { name: '岗位.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${csv}`) };
  await page.getByLabel('选择填好的文件').setInputFiles(file);
  await page.getByRole('button', { name: '只导入没有问题的1行' }).waitFor();
  return id;
}

/** Takes the good row and makes it public. */
export async function openPosition(page: Page): Promise<void> {
  await page.getByRole('button', { name: '只导入没有问题的1行' }).click();
  await page.getByText('已导入', { exact: true }).waitFor();
  await page.getByRole('link', { name: '返回人才供需' }).click();
  await page.getByRole('button', { name: '数控装调员（虚构）' }).click();
  await page.getByLabel(/^对外公开/).check();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('link', { name: '公开页面' }).waitFor();
}

/** Writes the consortium's front page and publishes it. */
export async function publishFrontPage(page: Page, address: string, id: string): Promise<void> {
  await page.goto(`${address}/consortia/${id}/front-page`);
  const introduction = '本联合体由园区、学校和企业共同组成（虚构）。\n欢迎企业和学校加入。';
  await page.getByLabel(/^联合体简介/).fill(introduction);
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByRole('link', { name: '预览草稿' }).waitFor();
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByText('已公开第1版').waitFor();
}

/** Walks through an import, the front page as it is written, and what anybody sees of both. */
export async function visitExchange({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  const id = await importPositions(page, app.address);
  await look(page, 'talent-import');
  await openPosition(page);
  await page.getByRole('button', { name: '数控装调员（虚构）' }).click();
  await look(page, 'position-public');
  await publishFrontPage(page, app.address, id);
  await look(page, 'front-page');
  await page.goto(`${app.address}/public/consortia/${id}/home`);
  await look(page, 'public-home');
  await page.getByRole('link', { name: /^全部\d+个公开岗位$/ }).click();
  await look(page, 'public-positions');
  await page.getByRole('link', { name: '数控装调员（虚构）' }).click();
  await look(page, 'public-position');
  await context.close();
}
