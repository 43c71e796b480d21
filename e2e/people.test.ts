import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = today.slice(0, 4);
const api = async (page: Page, path: string) => (await page.request.get(`${app.address}${path}`)).json();

async function send(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.post(`${app.address}${path}`, { data, headers: { 'x-lianheti': '1' } });
  expect(answer.ok()).toBe(true);
}

async function hireAndCall(page: Page, base: string, member: string): Promise<void> {
  await page.goto(`${app.address}${base}/people`);
  await page.getByRole('button', { name: '登记人员' }).click();
  const hire = page.getByRole('form', { name: '登记人员' });
  await hire.getByLabel('姓名').fill('专员甲（虚构）');
  await hire.getByLabel('来自单位').selectOption({ label: member });
  await hire.getByLabel('职责').fill('联络企业（虚构）');
  await hire.getByLabel('到任日期').fill(`${year}-01-01`);
  await hire.getByRole('button', { name: '登记' }).click();
  await page.getByText('现有1人：专职1人，兼职0人').waitFor();
  await page.getByRole('button', { name: '设岗并招聘' }).click();
  const call = page.getByRole('form', { name: '设岗并招聘' });
  await call.getByLabel('岗位').fill('产业教授（虚构）');
  await call.getByLabel('类型').selectOption('固定岗');
  await call.getByLabel('设岗单位').selectOption({ label: member });
  await call.getByLabel('任课').fill('智能制造（虚构）');
  await call.getByLabel('招聘截止').fill('2090-01-01');
  await call.getByLabel('条件').fill('高级工程师（虚构）');
  await call.getByRole('button', { name: '发布招聘' }).click();
  await page.getByRole('article', { name: '产业教授（虚构）' }).waitFor();
}

async function beginScheme(page: Page, base: string): Promise<void> {
  await page.goto(`${app.address}${base}/appraisals`);
  await page.getByRole('button', { name: '新建方案' }).click();
  const form = page.getByRole('form', { name: '新建考核方案' });
  await form.getByLabel('方案名称').fill('成员考核办法（虚构）');
  const second = form.getByRole('group').nth(1);
  await second.getByLabel('分值').fill('20');
  await form.getByText('分值合计90分').waitFor();
  await form.getByRole('button', { name: '建立方案' }).click();
  await form.getByRole('alert').waitFor();
  await second.getByLabel('来源').selectOption('figure');
  await second.getByLabel('数据').selectOption('enterpriseTeachers');
  await second.getByLabel('目标值').fill('1');
  await second.getByLabel('分值').fill('30');
  await form.getByRole('button', { name: '建立方案' }).click();
  await page.locator('summary', { hasText: '成员考核办法（虚构）' }).waitFor();
}

async function runAppraisal(page: Page, member: string): Promise<void> {
  const start = page.getByRole('form', { name: '开始考核' });
  await start.getByLabel('方案').selectOption({ label: '成员考核办法（虚构）' });
  await start.getByLabel('考核名称').fill('年度考核（虚构）');
  await start.getByLabel('考核期自').fill(`${year}-01-01`);
  await start.getByLabel('至').fill(`${year}-12-31`);
  await start.getByText('考核对象：').click();
  await start.getByLabel(member, { exact: true }).check();
  await start.getByRole('button', { name: '开始考核' }).click();
  const score = page.getByRole('form', { name: '评分：参与联合体工作' });
  await score.getByLabel('得分').fill('20');
  await score.getByLabel('理由').fill('参加两次会议（虚构）');
  await score.getByRole('button', { name: '评分' }).click();
  await page.getByText('参加两次会议（虚构）').first().waitFor();
  await page.getByRole('button', { name: '公布结果' }).click();
  await page.getByText('已公布，可提出异议').waitFor();
}

describe('people of a consortium (B-2.3)', () => {
  test('from staff and a post over a scheme, its run, an objection and its decision to the final result and an honour', async () => {
    const { page } = await app.signIn('secretariat1');
    page.on('dialog', (dialog) => void dialog.accept());
    const { page: firm } = await app.signIn('firm1');
    const { page: park } = await app.signIn('park1');
    const [{ id }] = (await api(page, '/api/consortia')).items;
    const [{ unit }] = (await api(firm, '/api/me')).roles;
    const [{ unit: school }] = (await api((await app.signIn('member1')).page, '/api/me')).roles;
    const base = `/consortia/${id}`;

    await hireAndCall(page, base, school.name);
    await firm.goto(`${app.address}${base}/people`);
    await firm.getByRole('button', { name: '申请' }).click();
    await firm.getByLabel('申请人姓名').fill('工程师乙（虚构）');
    await firm.getByLabel(/怎样符合条件/).fill('主持过产线改造（虚构）');
    await firm.getByLabel(/已征得本人同意/).check();
    await firm.getByRole('button', { name: '提交申请' }).click();
    await firm.getByRole('cell', { name: '待定' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '聘任', exact: true }).click();
    const appoint = page.getByRole('form', { name: '聘任工程师乙（虚构）' });
    await appoint.getByLabel('聘期自').fill(`${year}-01-15`);
    await appoint.getByLabel('至').fill(`${year}-12-31`);
    await appoint.getByLabel('课时').fill('32');
    await appoint.getByRole('button', { name: '聘任' }).click();
    await page.getByText('在聘1人').waitFor();
    const task = { title: '报送材料（虚构）', memberId: unit.id, startsOn: today, dueOn: today };
    await send(page, `/api${base}/tasks`, task);

    await beginScheme(page, base);
    await runAppraisal(page, unit.name);

    await firm.goto(`${app.address}${base}/appraisals`);
    await firm.getByRole('link', { name: '年度考核（虚构）' }).click();
    await firm.getByText('到期任务1项，按期完成0项；0÷100×40＝0分').waitFor();
    await firm.getByText(/已达到目标1.*满分30＝30分/).waitFor();
    await firm.getByText('对得分有异议').click();
    await firm.getByLabel('哪一项').selectOption({ label: '参与联合体工作' });
    await firm.getByLabel('异议和理由').fill('还承办了一次对接会（虚构）');
    await firm.getByRole('button', { name: '提出异议' }).click();
    await firm.getByText('等待答复').waitFor();

    await park.goto(firm.url());
    await park.getByLabel(/^改为/).fill('28.5');
    await park.getByLabel('答复和理由').fill('补计一次对接会（虚构）');
    await park.getByRole('button', { name: '改变得分' }).click();
    await park.getByText('改为28.5分').first().waitFor();
    await firm.reload();
    await firm.getByText('得分58.5，等次不合格').waitFor();
    await firm.getByRole('button', { name: '确认无异议' }).click();
    await firm.getByText(/已于.*确认无异议/).waitFor();

    await page.reload();
    await page.getByRole('button', { name: '确定结果' }).click();
    await page.getByText('已确定', { exact: true }).waitFor();
    await page.goto(`${app.address}${base}/honours`);
    const give = page.getByRole('form', { name: '授予荣誉' });
    await give.getByLabel('单位').selectOption({ label: unit.name });
    await give.getByLabel('荣誉称号').fill('进步单位（虚构）');
    await give.getByLabel('依据').selectOption({ label: '年度考核（虚构）考核结果' });
    await give.getByLabel('授予日期').fill(today);
    await give.getByRole('button', { name: '授予' }).click();
    await page.getByText(`荣誉〔${year}〕1号`).waitFor();

    await page.goto(`${app.address}${base}/indicators`);
    await page.getByLabel('年度').selectOption(year);
    const point = page.locator('details.point', { hasText: '人员聘用及评价体系' });
    await expect.poll(() => point.locator('summary').textContent()).toContain('证据材料1件');
  });
});
