import type { Page } from 'playwright-core';
import type { RunningApp } from './start-app.ts';
import type { Visit } from './visit-screens.ts';

/** Prepares an agreement as the school whose page it is, and calls these students; answers the link of each, guardians' after their students'. */
export async function prepareAgreement(
  page: Page,
  address: string,
  { enterprise, students }: { enterprise: string; students: readonly string[] },
): Promise<readonly string[]> {
  const [{ id }] = (await (await page.request.get(`${address}/api/consortia`)).json()).items;
  await page.goto(`${address}/consortia/${id}/apprenticeships`);
  await page.getByRole('button', { name: '起草协议' }).click();
  const form = page.getByRole('form', { name: '起草协议' });
  await form.getByLabel('类型').selectOption('岗位实习');
  await form.getByLabel('企业', { exact: true }).selectOption(enterprise);
  const days = [day(-7), day(150)] as const;
  const typed = {
    ...{ 专业代码: '460103', 开始日期: days[0], 结束日期: days[1], 岗位: '数控车工（虚构）', 地点: '示例市' },
    ...{ '报酬（元/月）': '2800', 学校导师: '示例教师', 企业导师: '示例师傅', '企业在岗职工（人）': '260' },
    ...{ '同类岗位在岗职工（人）': '24', 实习责任保险保单号: '虚构-2026-01', 保险有效期至: day(400) },
  };
  for (const [label, value] of Object.entries(typed)) await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByRole('button', { name: '保存草稿' }).click();
  const call = page.getByRole('form', { name: '登记学生' });
  await call.getByLabel(/^学生，每行一名/).fill(students.join('\n'));
  await call.getByRole('button', { name: '登记并生成链接' }).click();
  const links = page.getByRole('region', { name: '学生链接' }).getByRole('link', { name: '链接' });
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}

/** Presses a button of the agreement that is open, and waits until it was done. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
}

/** A phone on which the agreement was read and signed. */
export async function signOnPhone(app: RunningApp, link: string): Promise<Page> {
  const page = await app.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  await page.goto(app.address + new URL(link).pathname);
  await page.getByRole('button', { name: /签署$/ }).click();
  await page.getByText('您已签署这一稿').waitFor();
  return page;
}

/** Takes a student of the agreement that is open to its post. */
export async function beginWork(page: Page, student: string): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: student, exact: true }).click();
  const panel = page.getByRole('region', { name: student, exact: true });
  await panel.getByRole('button', { name: '登记安全培训' }).click();
  await panel.getByText(/^安全培训：\d/).waitFor();
  await panel.getByRole('button', { name: '上岗', exact: true }).click();
  await panel.getByText('在岗', { exact: true }).waitFor();
}

/** Proposes on the page that is open to extend the agreement to a day, insured as long. */
export async function proposeExtension(page: Page, endsOn: string): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: '提出补充协议' }).click();
  const form = page.getByRole('form', { name: '提出补充协议' });
  await form.getByLabel('结束日期改为').fill(endsOn);
  await form.getByLabel('报酬（元/月）').fill('3200');
  await form.getByLabel('原因').fill('项目延期（虚构）');
  await form.getByRole('button', { name: '提出并签署' }).click();
  await page
    .getByRole('article', { name: '补充协议第1号' })
    .getByText(/^待签署/)
    .waitFor();
}

/** Signs the amendment on a phone that is open. */
export async function signExtension(phone: Page): Promise<void> {
  await phone.reload();
  await phone.getByRole('button', { name: /签署补充协议$/ }).click();
  await phone.getByText('您已签署补充协议').waitFor();
}

/** The enterprise that the account of a name reports for. */
export async function enterpriseOf(app: RunningApp, account: string) {
  const { page, context } = await app.signIn(account);
  const { roles } = await (await page.request.get(`${app.address}/api/me`)).json();
  const { unit } = roles.find(({ role }: { role: string }) => role === 'member-reporter');
  return { page, context, enterprise: unit.name as string };
}

export const day = (from: number) =>
  new Date(Date.now() + 8 * 3_600_000 + from * 86_400_000).toISOString().slice(0, 10);

/** Walks through an agreement: drafted, signed by all, a student at its post telling its day. */
export async function visitApprenticeship({ app, look }: Visit): Promise<void> {
  const firm = await enterpriseOf(app, 'firm3');
  const { page, context } = await app.signIn('member3');
  const links = await prepareAgreement(page, app.address, {
    enterprise: firm.enterprise,
    students: ['示例同学，2024010101，2004-09', `示例学弟，2024010102，${day(-17 * 365).slice(0, 7)}`],
  });
  await look(page, 'apprenticeship-draft');
  await press(page, '送各方签署');
  await press(page, '签署');
  const phone = await signOnPhone(app, links[0] ?? '');
  await firm.page.goto(page.url());
  await press(firm.page, '签署');
  await beginWork(firm.page, '示例同学');
  await phone.reload();
  await phone.getByLabel('做了什么、学到什么').fill('学习车床保养和首件检验。');
  await phone.getByRole('button', { name: '保存' }).click();
  await phone.getByText('已保存，企业确认前可以修改。').waitFor();
  await look(phone, 'apprentice-phone');
  await firm.page.reload();
  await firm.page.getByRole('button', { name: '示例同学' }).click();
  await firm.page.getByText('学习车床保养和首件检验。').waitFor();
  await look(firm.page, 'apprenticeship');
  await proposeExtension(page, day(200));
  await look(page, 'apprenticeship-amendment');
  await phone.reload();
  await phone.getByRole('button', { name: /签署补充协议$/ }).waitFor();
  await look(phone, 'apprentice-phone-amendment');
  await firm.page.getByRole('link', { name: '返回学徒与实习' }).click();
  await firm.page.getByRole('link', { name: '数控车工（虚构）' }).waitFor();
  await look(firm.page, 'apprenticeships');
  await phone.close();
  for (const each of [context, firm.context]) await each.close();
}
