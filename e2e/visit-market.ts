import type { Page } from 'playwright-core';
import type { RunningApp } from './start-app.ts';
import type { Visit } from './visit-screens.ts';
import { offerPosition } from './visit-talent.ts';

/** What 数控技术 trains for. */
export const major = { code: '460103', occupation: '6-18-01-01' };

/** Says on the talent page that is open which occupation the major trains for. */
export async function sayOccupation(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: '登记专业—职业对应' });
  await form.getByLabel('专业（代码或名称）').fill(major.code);
  await form.getByLabel('面向的职业（代码或名称）').fill(major.occupation);
  await form.getByRole('button', { name: '登记对应' }).click();
  await page.getByRole('button', { name: `取消${major.code}与${major.occupation}的对应` }).waitFor();
}

/** Brings a student, of the first school where there is a choice, from the talent page; answers its link, and its guardian's. */
export async function bringProfile(page: Page, line: string): Promise<readonly string[]> {
  await page.getByRole('link', { name: '投递与录用' }).click();
  const bring = page.getByRole('form', { name: '登记学生' });
  // A school's own reporter has no other to choose.
  const school = bring.getByLabel('学校');
  if ((await school.inputValue()) === '') await school.selectOption({ index: 1 });
  await bring.getByLabel('学历').selectOption('高职');
  await bring.getByLabel(/^学生，每行一名/).fill(line);
  await bring.getByRole('button', { name: '登记并生成链接' }).click();
  const links = page.getByRole('region', { name: '学生链接' }).getByRole('link', { name: '链接' });
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}

/** The phone of a student or a guardian. */
export async function openPhone(app: RunningApp, link: string): Promise<Page> {
  const page = await app.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  await page.goto(app.address + new URL(link).pathname);
  return page;
}

/** Agrees on the phone and applies to what is recommended by that name. */
export async function applyOnPhone(phone: Page, title: string): Promise<void> {
  await phone.getByRole('button', { name: '同意' }).click();
  await phone.getByRole('button', { name: `投递${title}` }).click();
  await phone.getByText('已投递').first().waitFor();
}

/** Calls to an interview, then offers the place, as the one who speaks for the enterprise. */
export async function interviewAndOffer(page: Page, name: string, look?: () => Promise<void>): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: `约面试${name}` }).click();
  const interview = page.getByRole('form', { name: `约面试${name}` });
  await interview.getByLabel('时间（北京时间）').fill('2099-03-01T09:30');
  await interview.getByLabel('地点').fill('示例市一号楼');
  await interview.getByRole('button', { name: '确定约面试' }).click();
  await page.getByText('面试：2099/3/1 09:30，示例市一号楼').waitFor();
  await page.getByRole('button', { name: `录用${name}`, exact: true }).click();
  const offer = page.getByRole('form', { name: `录用${name}`, exact: true });
  await offer.getByLabel('答复截止').fill('2099-03-10');
  await offer.getByLabel('上岗日期').fill('2099-04-01');
  await offer.getByLabel('月薪（元）').fill('6000');
  await look?.();
  await offer.getByRole('button', { name: '确定录用' }).click();
  await page.getByText('已录用，待学生答复').waitFor();
}

/** Walks from what is recommended to an offer, on the phone and at the desk. */
export async function visitMarket({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat2');
  await offerPosition(page, app.address, '铣工（虚构）', `${major.occupation} 车工`);
  await sayOccupation(page);
  await look(page, 'talent-majors');
  const [link = ''] = await bringProfile(page, '示例学妹，460103，车削');
  const phone = await openPhone(app, link);
  await look(phone, 'market-consent');
  await applyOnPhone(phone, '铣工（虚构）');
  await look(phone, 'market-pass');
  await interviewAndOffer(page, '示例学妹', () => look(page, 'market-offer'));
  await look(page, 'market');
  await page.goto(`${app.address}/positions?q=铣工`);
  await page.getByRole('link', { name: '铣工（虚构）' }).waitFor();
  await look(page, 'positions');
  await page.getByRole('link', { name: '铣工（虚构）' }).click();
  await page.getByRole('region', { name: '铣工（虚构）' }).waitFor();
  await look(page, 'position');
  await page.goto(`${app.address}/public/positions?q=铣工`);
  await look(page, 'public-position-search');
  await phone.close();
  await context.close();
}
