import type { Page } from 'playwright-core';
import type { RunningApp } from './start-app.ts';
import type { Visit } from './visit-screens.ts';

/** Opens the talent page of the account's own consortium and offers a position of its first enterprise. */
export async function offerPosition(page: Page, address: string, title: string, occupation = ''): Promise<void> {
  const [{ id }] = (await (await page.request.get(`${address}/api/consortia`)).json()).items;
  await page.goto(`${address}/consortia/${id}/talent`);
  await page.getByRole('button', { name: '发布岗位' }).click();
  const form = page.getByRole('form', { name: '发布岗位' });
  await form.getByLabel('企业').selectOption({ index: 1 });
  await form.getByLabel('岗位', { exact: true }).fill(title);
  await form.getByLabel('职业（代码或名称）').fill(occupation);
  await form.getByLabel('学历').selectOption('高职');
  await form.getByLabel('技能（用、分开）').fill('车削');
  await form.getByLabel('人数').fill('1');
  await form.getByLabel('地点').fill('示例市');
  await form.getByLabel('招收截止').fill('2099-12-31');
  await form.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('button', { name: title }).waitFor();
}

/** Prepares a fair of all open positions, with these students; answers the link of each. */
export async function prepareFair(page: Page, students: readonly string[]): Promise<readonly string[]> {
  await page.getByRole('button', { name: '筹备双选会' }).click();
  const form = page.getByRole('form', { name: '筹备双选会' });
  await form.getByLabel('名称').fill('春季双选会（虚构）');
  await form.getByLabel('志愿截止（北京时间）').fill('2099-03-01T12:00');
  await form.getByLabel('企业排序截止').fill('2099-03-08T12:00');
  await form.getByRole('button', { name: '筹备', exact: true }).click();
  await page.getByRole('link', { name: '春季双选会（虚构）' }).click();
  const bring = page.getByRole('form', { name: '登记学生' });
  await bring.getByLabel('学校').selectOption({ index: 1 });
  await bring.getByLabel(/^学生，每行一名/).fill(students.join('\n'));
  await bring.getByRole('button', { name: '登记并生成链接' }).click();
  const links = page.getByRole('region', { name: '学生链接' }).getByRole('link', { name: '链接' });
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}

/** Takes the fair that is open one step further. */
export async function step(page: Page, name: string): Promise<void> {
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name }).waitFor({ state: 'detached' });
}

/** A student's phone, where it agrees and wishes these positions in order. */
export async function wishOnPhone(app: RunningApp, link: string, titles: readonly string[]): Promise<Page> {
  const page = await app.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  await page.goto(app.address + new URL(link).pathname);
  await page.getByRole('button', { name: '同意' }).click();
  for (const title of titles) await page.getByRole('button', { name: `填报${title}` }).click();
  await page.getByRole('button', { name: '保存志愿' }).click();
  await page.getByText('已保存，截止前可以修改。').waitFor();
  return page;
}

/** Walks through supply and demand and a fair: prepared, wished on a phone, ranked, and told. */
export async function visitTalent({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  await offerPosition(page, app.address, '数控车工（虚构）');
  await page.getByRole('button', { name: '填报需求' }).click();
  const need = page.getByRole('form', { name: '填报需求' });
  await need.getByLabel('企业').selectOption({ index: 1 });
  await need.getByLabel('岗位', { exact: true }).fill('数控车工（虚构）');
  await need.getByLabel('职业（代码或名称）').fill('6-18-01-01');
  await need.getByLabel('学历').selectOption('高职');
  await need
    .getByLabel(/年（人）$/)
    .first()
    .fill('12');
  await look(page, 'talent-typing');
  await need.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '填报需求' }).waitFor();
  await look(page, 'talent');
  const [link = ''] = await prepareFair(page, ['示例同学，460103，车削', '示例学弟，460103，，未成年']);
  await look(page, 'fair-passes');
  await step(page, '开始填报志愿');
  const phone = await wishOnPhone(app, link, ['数控车工（虚构）']);
  await look(phone, 'fair-wishes');
  await page.reload();
  await step(page, '截止志愿，请企业排序');
  await page.getByRole('button', { name: '数控车工（虚构）' }).click();
  await page.getByRole('button', { name: '列入示例同学' }).click();
  await look(page, 'fair-ranking');
  await phone.close();
  await context.close();
}
