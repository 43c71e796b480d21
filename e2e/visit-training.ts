import type { Page } from 'playwright-core';
import type { RunningApp } from './start-app.ts';
import { enterpriseOf } from './visit-apprenticeship.ts';
import type { Visit } from './visit-screens.ts';

export const courseName = '数控车削（虚构）';
export const className = '数控车削第1期（虚构）';

/** The day in Beijing that many days from today, and the shift that is held on today's weekday. */
const day = (from: number) => new Date(Date.now() + 8 * 3_600_000 + from * 86_400_000).toISOString().slice(0, 10);
const shiftToday = () => (new Date(`${day(0)}T00:00:00Z`).getUTCDay() % 6 === 0 ? '周末' : '工作日白天');

export type Cast = { school: Page; firm: Page; enterprise: string; base: string; close: () => Promise<void> };

/** The places, course, teacher and room that training needs, told by those whose they are; and the two members that meet in a class. */
export async function prepareTraining(app: RunningApp, school: string, firm: string, office: string): Promise<Cast> {
  const [own, other, secretary] = [await app.signIn(school), await enterpriseOf(app, firm), await app.signIn(office)];
  const [{ id }] = (await (await own.page.request.get(`${app.address}/api/consortia`)).json()).items;
  const base = `${app.address}/consortia/${id}/training`;
  await secretary.page.goto(`${base}/catalogue`);
  for (const [name, longitude, latitude] of [
    ['示例园区（虚构）', '120.10', '30.20'],
    ['示例校区（虚构）', '120.25', '30.28'],
  ])
    await fillItem(secretary.page, '登记地点', { 名称: name, 经度: longitude, 纬度: latitude });
  await own.page.goto(`${base}/catalogue`);
  const course = { 课程名称: courseName, '每班最多（人）': '20', '所需设备（用、分开）': '数控车床' };
  await fillItem(own.page, '登记课程', course);
  const room = { 场地名称: '实训楼101（虚构）', 座位: '24', '设备（用、分开）': '数控车床' };
  await fillItem(own.page, '登记场地', room, { 地点: '示例校区（虚构）' });
  await fillItem(
    own.page,
    '登记教师',
    { 姓名: '示例教师', '一年最多（周）': '20' },
    { 常驻地点: '示例校区（虚构）' },
    courseName,
  );
  await secretary.context.close();
  const close = async () => {
    for (const each of [own.context, other.context]) await each.close();
  };
  return { school: own.page, firm: other.page, enterprise: other.enterprise, base, close };
}

async function fillItem(
  page: Page,
  button: string,
  typed: Record<string, string | undefined>,
  chosen: Record<string, string> = {},
  checked?: string,
): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const form = page.getByRole('form', { name: button, exact: true });
  for (const [label, value] of Object.entries(chosen))
    await form.getByLabel(label, { exact: true }).selectOption(value);
  for (const [label, value] of Object.entries(typed)) await form.getByLabel(label, { exact: true }).fill(value ?? '');
  if (checked !== undefined) await form.getByLabel(checked).check();
  await form.getByRole('button', { name: '保存' }).click();
  await form.waitFor({ state: 'detached' });
}

/** An enterprise says what its staff need. */
export async function tellNeed({ firm, base }: Cast, people: string): Promise<void> {
  await firm.goto(`${base}/needs`);
  await fillItem(
    firm,
    '提出需求',
    { 人数: people, 最早: day(0), 最晚: `${Number(day(0).slice(0, 4)) + 1}-12-31` },
    { 课程: courseName, 从哪里来: '示例园区（虚构）' },
  );
  await firm.getByText('本单位职工').first().waitFor();
}

/** A class for that need, held today; the enterprise enrols these, and each gets its link. */
export async function openAndEnrol({ school, firm, base }: Cast, names: readonly string[]): Promise<readonly string[]> {
  await school.goto(base);
  await school.getByRole('button', { name: '开设班次' }).click();
  const form = school.getByRole('form', { name: '开设班次' });
  await form.getByLabel('课程', { exact: true }).selectOption(courseName);
  await form.getByLabel('对应的需求').selectOption({ index: 1 });
  await form.getByLabel('时段').selectOption(shiftToday());
  await form.getByLabel('场地').selectOption({ index: 1 });
  await form.getByLabel('教师').selectOption({ index: 1 });
  for (const [label, value] of Object.entries({ 班次名称: className, 开始日期: day(0), 结束日期: day(0) }))
    await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByRole('button', { name: '开设', exact: true }).click();
  await school.getByRole('region', { name: '班次' }).getByText(className).waitFor();
  await firm.goto(school.url());
  const enrol = firm.getByRole('form', { name: '登记学员' });
  await enrol.getByLabel('学员姓名，每行一名').fill(names.join('\n'));
  await enrol.getByRole('button', { name: '登记并生成链接' }).click();
  const links = firm.getByRole('region', { name: '学员链接' }).getByRole('link', { name: '链接' });
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
}

/** A phone that signs in by its own link and the code that stands on the screen in the classroom. */
export async function signInOnPhone(app: RunningApp, link: string, screen: Page): Promise<Page> {
  const phone = await app.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  await phone.goto(app.address + new URL(link).pathname);
  await phone.getByLabel('屏幕上的六位签到码').fill((await screen.locator('.training-code').textContent()) ?? '');
  await phone.getByRole('button', { name: '签到', exact: true }).click();
  await phone.getByText('今天已签到。').waitFor();
  return phone;
}

/** The screen in the classroom of the class that the school has open. */
export async function openScreen(school: Page): Promise<Page> {
  const screen = await school.context().newPage();
  await screen.goto(`${school.url()}/sign-in`);
  await screen.locator('.training-code').waitFor();
  return screen;
}

/** Marks, completion, and what the enterprise says of it. */
export async function completeClass({ school, firm }: Cast, trainee: string): Promise<void> {
  await school.reload();
  const score = school.getByRole('form', { name: `${trainee}的成绩` });
  await score.getByLabel('分数').fill('86.5');
  await score.getByRole('button', { name: '保存' }).click();
  await score.getByRole('button', { name: '保存' }).waitFor({ state: 'detached' });
  school.once('dialog', (dialog) => void dialog.accept());
  await school.getByRole('button', { name: '办理结业' }).click();
  await school.getByText('已结业', { exact: true }).waitFor();
  await firm.reload();
  await firm.getByRole('button', { name: '确认本单位出勤' }).click();
  await firm.getByText(/^已确认出勤/).waitFor();
}

/** The plan of next year, solved by the secretariat. */
export async function solvePlan(app: RunningApp, office: string, base: string): Promise<Page> {
  const { page } = await app.signIn(office);
  await page.goto(`${base}/plans`);
  await page.getByRole('button', { name: '编制', exact: true }).click();
  await page.getByRole('button', { name: '编排', exact: true }).click();
  await page.getByRole('button', { name: '重新编排' }).waitFor({ timeout: 120_000 });
  await page.getByRole('region', { name: '周历' }).waitFor();
  return page;
}

/** The school lends its room to others, too: a shared base, open on working days, that the room is. */
export async function shareRoom({ school, base }: Cast): Promise<string> {
  const { own } = await call(school, 'GET', `${base}`);
  const opening = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }));
  const said = {
    memberId: own[0].id,
    kind: 'base',
    name: '数控实训基地（虚构）',
    capacity: 1,
    needsApproval: true,
    opening,
  };
  const { id } = await call(school, 'POST', base.replace(/training$/, 'resources'), said);
  await school.goto(`${base}/catalogue`);
  await school.getByRole('button', { name: '实训楼101（虚构）' }).click();
  const form = school.getByRole('form', { name: '修改场地' });
  await form.getByLabel('共享资源').selectOption('数控实训基地（虚构）');
  await form.getByRole('button', { name: '保存' }).click();
  await school.getByRole('link', { name: '数控实训基地（虚构）' }).waitFor();
  return id;
}

/** Somebody else books an hour of what the plan has chosen, and the secretariat finds that it cannot be adopted so. */
export async function bookWhatIsPlanned({ school, base }: Cast, office: Page, resourceId: string): Promise<void> {
  const plan = await call(office, 'GET', office.url());
  const [{ choice }] = plan.classes.filter((one: { choice: unknown }) => one.choice !== null);
  const { own } = await call(school, 'GET', base);
  const on = plan.weeks[choice.week];
  await call(school, 'POST', `${base.replace(/training$/, 'resources')}/${resourceId}/bookings`, {
    ...{ memberId: own[0].id, purpose: '设备检修（虚构）' },
    ...{ startsAt: `${on}T09:00:00+08:00`, endsAt: `${on}T10:00:00+08:00` },
  });
  office.once('dialog', (dialog) => void dialog.accept());
  await office.getByRole('button', { name: '采用计划，生成班次' }).click();
  await office.getByRole('alert').getByText('请重新编排').waitFor();
}

/** What the page's own account asks of the server, by the address of a page. */
async function call(page: Page, method: string, address: string, body?: unknown) {
  const path = address.replace('/consortia/', '/api/consortia/');
  const data = body === undefined ? {} : { data: body, headers: { 'x-lianheti': '1' } };
  const answer = await page.request.fetch(path, { method, ...data });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

/** A session of a school, with candidates who have yet to be marked. */
async function openSession(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/sessions`);
  await page.getByRole('button', { name: '安排认定' }).click();
  const form = page.getByRole('form', { name: '安排认定' });
  await form.getByLabel('职业代码').fill('6-18-01-01');
  await form.getByLabel('等级').selectOption('四级');
  await form.getByLabel('日期').fill(day(0));
  await form.getByRole('button', { name: '安排', exact: true }).click();
  const candidates = page.getByRole('form', { name: '登记考生' });
  await candidates.getByLabel(/^考生/).fill('示例考生，示例机电（虚构）\n示例同学');
  await candidates.getByRole('button', { name: '登记考生' }).click();
  await page.getByRole('form', { name: '示例同学的成绩' }).waitFor();
}

/** Walks through training: what it is planned from, a need, a class, the screen, a phone, and a certificate that anybody verifies. */
export async function visitTraining({ app, look }: Visit): Promise<void> {
  const cast = await prepareTraining(app, 'member2', 'firm2', 'secretariat2');
  await look(cast.school, 'training-catalogue');
  await tellNeed(cast, '36');
  await look(cast.firm, 'training-needs');
  const [link = ''] = await openAndEnrol(cast, ['示例学员', '示例同事']);
  await look(cast.firm, 'training-passes');
  const screen = await openScreen(cast.school);
  await look(screen, 'training-screen');
  const phone = await signInOnPhone(app, link, screen);
  await look(phone, 'training-phone');
  await completeClass(cast, '示例学员');
  await look(cast.school, 'training-class');
  const serial = await cast.school.getByRole('link', { name: /^\d{18}$/ }).textContent();
  await phone.goto(`${app.address}/certificates/${serial}`);
  await phone.getByText('证书有效。').waitFor();
  await look(phone, 'training-certificate');
  await cast.school.goto(cast.base);
  await cast.school.getByRole('link', { name: className }).waitFor();
  await look(cast.school, 'training-classes');
  await openSession(cast.school, cast.base);
  await look(cast.school, 'training-session');
  const plan = await solvePlan(app, 'secretariat2', cast.base);
  await look(plan, 'training-plan');
  for (const each of [screen, phone, plan]) await each.close();
  await cast.close();
}
