import type { Page } from 'playwright-core';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { openRoom } from './open-room.ts';
import { publishExample } from './publish-example.ts';
import type { RunningApp } from './start-app.ts';
import { visitApprenticeship } from './visit-apprenticeship.ts';
import { visitDashboards } from './visit-dashboards.ts';
import { visitDemand } from './visit-demand.ts';
import { visitDocuments } from './visit-documents.ts';
import { visitExchange } from './visit-exchange.ts';
import { visitFunds } from './visit-funds.ts';
import { visitMarket } from './visit-market.ts';
import { visitMonitored } from './visit-monitored.ts';
import { visitPeople } from './visit-people.ts';
import { visitPolicies } from './visit-policies.ts';
import { visitResources } from './visit-resources.ts';
import { visitReview } from './visit-review.ts';
import { visitTalent } from './visit-talent.ts';
import { visitTasks } from './visit-tasks.ts';
import { visitTechnology } from './visit-technology.ts';
import { visitTraining } from './visit-training.ts';

/** Is shown each screen in each of its states, by a name that can be a file's. */
export type Look = (page: Page, screen: string) => Promise<void>;

export type Visit = { app: RunningApp; look: Look };

const size = { width: 1440, height: 900 };

/** All screens of the example, in walks that each begin with a new one. They change what stands there: forms are filled in, submitted and remarked on. */
export const walks: Readonly<Record<'form' | 'running' | 'platforms', readonly ((visit: Visit) => Promise<void>)[]>> = {
  form: [
    ...[signIn, fillIn, together, submitAgain, officers, papers, rooms, administrators],
    ...[visitDashboards, visitMonitored, visitReview, board, everybody],
  ],
  running: [visitTasks, visitDocuments, visitPolicies, visitFunds, visitPeople],
  platforms: [
    ...[visitTalent, visitMarket, visitResources, visitApprenticeship, visitDemand],
    ...[visitTraining, visitTechnology, visitExchange],
  ],
};

const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first().click();

async function signIn({ app, look }: Visit): Promise<void> {
  const page = await app.browser.newPage({ viewport: size });
  await page.goto(`${app.address}/sign-in`);
  await look(page, 'sign-in');
  await page.getByLabel('邮箱').fill('nobody@shili.example');
  await page.getByLabel('密码').fill('Wrong-2023!x');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('邮箱或密码不正确').waitFor();
  await look(page, 'sign-in-refused');
  await page.close();
}

async function fillIn({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.openForm('secretariat3', '临泽');
  await look(page, 'form-errors');
  for (const part of [1, 2, 3, 4]) {
    await page.locator('.form-part').nth(part).scrollIntoViewIfNeeded();
    await page.locator('.form-part').nth(part).locator('.cell-box').first().focus();
    await look(page, `form-part-${part}`);
  }
  await page.locator('.roster').scrollIntoViewIfNeeded();
  await look(page, 'form-roster');
  await follow(page, '提交');
  await look(page, 'submit-errors');
  await context.close();
}

async function together({ app, look }: Visit): Promise<void> {
  const [one, two] = [await app.openForm('secretariat4', '鹭洲'), await app.openForm('park4', '鹭洲')];
  await look(one.page, 'form-empty');
  await one.page.getByLabel('依托园区', { exact: true }).focus();
  await two.page.getByText('正在填写').waitFor();
  await look(two.page, 'form-together');
  await two.context.setOffline(true);
  await two.page.getByLabel('依托园区', { exact: true }).fill('鹭洲临港园区（虚构）');
  await two.page.getByText(/^未连接/).waitFor();
  await look(two.page, 'form-offline');
  await one.page.getByLabel('依托园区', { exact: true }).fill('鹭洲高新园区（虚构）');
  await one.page.locator('[data-cell="park"].is-saved').waitFor();
  await two.context.setOffline(false);
  await two.page.locator('.cell-conflict').waitFor();
  await look(two.page, 'form-conflict');
  await one.page.getByLabel('依托园区', { exact: true }).press('Alt+h');
  await one.page.getByRole('dialog').getByText('→').first().waitFor();
  await look(one.page, 'form-history');
  await one.page.keyboard.press('Escape');
  await follow(one.page, '导入Word');
  await look(one.page, 'import');
  await one.page.locator('input[type=file]').setInputFiles({
    name: '推荐书.docx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(renderDocx(moe202315.form, exampleAnswers('warnings'))),
  });
  await one.page.getByRole('button', { name: '全部选中' }).click();
  await look(one.page, 'import-comparison');
  await one.context.close();
  await two.context.close();
}

async function submitAgain({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.openForm('secretariat2', '望海');
  await look(page, 'form-returned');
  await page.getByLabel('依托园区', { exact: true }).fill('星浦市望海临港园区（虚构）');
  await page.locator('[data-cell="park"].is-saved').waitFor();
  await follow(page, '提交');
  await look(page, 'submit-reasons');
  await page.getByRole('button', { name: '正式提交' }).click();
  await page.getByLabel('提交回执').waitFor();
  await look(page, 'receipt');
  await follow(page, '版本');
  await page.getByText('相比的变化').waitFor();
  await look(page, 'revisions');
  await context.close();
  const lead = await app.openForm('school2', '望海');
  await follow(lead.page, '版本与确认');
  await look(lead.page, 'confirm');
  await lead.context.close();
}

async function officers({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.openForm('province', '青禾');
  await page.getByRole('button', { name: '对“依托园区”写意见' }).click();
  await page.getByLabel('对“依托园区”的意见', { exact: true }).fill('请与批复文件核对一致（虚构）。');
  await look(page, 'officer-form');
  await follow(page, '退回');
  await look(page, 'return');
  await follow(page, '预览与下载');
  await page.locator('canvas[aria-label*="市域产教联合体"]').first().waitFor();
  await look(page, 'preview');
  await follow(page, '我的联合体');
  await look(page, 'consortia');
  await follow(page, '批次');
  await look(page, 'batches');
  await context.close();
}

async function papers({ app, look }: Visit): Promise<void> {
  const province = await app.signIn('province');
  await follow(province.page, '批次');
  await follow(province.page, '市域产教联合体申报（虚构示例批次）');
  await follow(province.page, '报送材料');
  await province.page.getByText('推荐名单还是空的').waitFor();
  await look(province.page, 'package-empty');
  const intake = province.page.url().replace('/package', '/intake');
  await province.context.close();
  const ministry = await app.signIn('ministry');
  await ministry.page.goto(intake);
  await ministry.page.getByText('还没有接收光盘').waitFor();
  await look(ministry.page, 'intake-empty');
  await ministry.context.close();
}

async function rooms({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('secretariat1');
  await follow(page, '成员单位');
  await page.getByRole('heading', { name: '成员单位' }).waitFor();
  await look(page, 'members');
  await page.goto(`${page.url()}/import`);
  await page.getByLabel('选择填好的文件').waitFor();
  await look(page, 'members-import');
  await page.goto(page.url().replace('members/import', 'filing'));
  await page.getByLabel('状态').waitFor();
  await look(page, 'filing');
  await follow(page, '数据');
  await page.waitForURL('**/figures');
  await look(page, 'figures');
  await page.goto(`${app.address}/verify`);
  await page.getByLabel(/校验码/).waitFor();
  await look(page, 'verify');
  await context.close();
}

async function administrators({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('system');
  await follow(page, '单位与人员');
  await page.getByLabel('单位', { exact: true }).selectOption({ label: '示例省' });
  await page.getByLabel('角色').selectOption('provincial-officer');
  await page.getByRole('button', { name: '生成邀请链接' }).click();
  const link = await page.locator('.digest').textContent();
  await look(page, 'people');
  await follow(page, '账号安全');
  await page.getByLabel('先输入密码').fill('Shili-2023!');
  await page.getByRole('button', { name: '开始绑定' }).click();
  await page.getByText('用手机上的身份验证器扫描').waitFor();
  await look(page, 'account');
  await context.close();
  const guest = await app.browser.newPage({ viewport: size });
  await guest.goto(link ?? '');
  await look(guest, 'invitation');
  await guest.close();
  const auditor = await app.signIn('auditor');
  await follow(auditor.page, '审计记录');
  await look(auditor.page, 'audit');
  await auditor.context.close();
}

async function board({ app, look }: Visit): Promise<void> {
  const { page, context } = await app.signIn('ministry');
  await openRoom(page, '申报与遴选', '批次');
  await follow(page, '市域产教联合体申报（虚构示例批次）');
  await follow(page, '遴选');
  await page.getByRole('heading', { name: '排名' }).waitFor();
  await page.getByLabel('范围').selectOption({ label: '省份' });
  await page.getByRole('checkbox', { name: /^列入/ }).last().check();
  await look(page, 'selection');
  await context.close();
}

async function everybody({ app, look }: Visit): Promise<void> {
  const { batchId, draft, consortiumId } = await publishExample(app);
  const context = await app.browser.newContext({ viewport: size, locale: 'zh-CN' });
  const page = await context.newPage();
  const rooms = {
    public: '',
    'public-lists': '/lists',
    'public-list': `/lists/${draft}`,
    'public-batch': `/batches/${batchId}`,
    'public-consortia': '/consortia',
    'public-consortium': `/consortia/${consortiumId}`,
    'public-register': '/register',
    'public-statistics': '/statistics',
    'public-data': '/data',
    'public-objection': `/objections/${draft}`,
    'public-missing': '/nowhere',
  };
  for (const [screen, path] of Object.entries(rooms)) {
    await page.goto(`${app.address}/public${path}`);
    await look(page, screen);
  }
  await context.close();
}
