import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestClient, testClient } from '#test/test-client.ts';
import { verifyApplication } from '#test/verified-application.ts';
import { examplePassword, type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
beforeAll(async () => {
  app = await startApp();
  shots = await mkdtemp(join(tmpdir(), 'lianheti-shots-'));
});
afterAll(() => app?.stop());

async function signedIn(account: string): Promise<TestClient> {
  const answer = await testClient(app.address, {}).post('/api/auth/sign-in/email', {
    email: `${account}@shili.example`,
    password: examplePassword,
  });
  return testClient(app.address, { cookie: answer.cookie });
}

/** One application on its way through province and formal review; each is read by one expert. */
async function admitted(): Promise<string> {
  const [province, ministry] = [await signedIn('province'), await signedIn('ministry')];
  const batchId = (await province.get('/api/batches')).body.items[0].id;
  const { items } = (await province.get(`/api/batches/${batchId}/verifications`)).body;
  const { id, revision } = items.find(({ state }: { state: string }) => state === 'confirmed');
  await verifyApplication(province, id, revision);
  const unitId = (await province.get('/api/me')).body.roles[0].unit.id;
  const list = `/api/batches/${batchId}/recommendations/${unitId}`;
  const chosen = { version: 0, items: [{ applicationId: id, opinion: '同意' }], opinion: '' };
  const { version } = (await province.put(list, chosen)).body;
  await province.post(`${list}/submission`, { version });
  for (const { id: item } of (await ministry.get(`/api/applications/${id}/formal`)).body.items)
    await ministry.put(`/api/applications/${id}/formal/items/${item}`, { result: 'met', version: 0 });
  const decided = await ministry.post(`/api/applications/${id}/formal/decision`, { decision: 'admitted' });
  expect([decided.status, decided.text]).toEqual([200, expect.anything()]);
  await ministry.patch(`/api/batches/${batchId}`, { readers: 1 });
  return batchId;
}

test('the office imports experts, draws by a committed seed, an expert accepts, and the readers are assigned and taken', {
  timeout: 180_000,
}, async () => {
  const batchId = await admitted();
  const { page, context } = await app.signIn('ministry');
  await page.goto(`${app.address}/experts`);
  await page.getByText('专家库还是空的').waitFor();
  const rows = ['甲', '乙', '丙', '丁', '戊'].map(
    (name, at) =>
      `专家${name}（虚构）,expert${at}@ceshi.example,他省${at}（虚构）,第${at}大学（虚构）,智能制造、产教融合,5`,
  );
  const sheet = ['姓名,邮箱,省份,工作单位,专业领域,审阅份数上限', ...rows].join('\n');
  await page
    .getByLabel('填好的文件')
    .setInputFiles({ name: '专家.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
  await page.getByRole('button', { name: '导入没有问题的5行' }).click();
  await page.getByRole('cell', { name: '专家甲（虚构）', exact: true }).waitFor();
  await page.screenshot({ path: join(shots, 'directory.png'), fullPage: true });

  await page.goto(`${app.address}/batches/${batchId}/experts`);
  await page.getByRole('button', { name: '列入全部5人' }).click();
  await page.getByLabel('抽取人数').fill('2');
  await page.getByRole('button', { name: '固定范围和人数' }).click();
  await page.getByRole('button', { name: '公布种子并抽取' }).click();
  await page.getByRole('heading', { name: '抽中的专家（2人）' }).waitFor();
  page.once('dialog', (dialog) => void dialog.accept('与会议冲突'));
  await page.getByRole('button', { name: '由下一位递补' }).first().click();
  await page.getByText('由抽取次序第3位的').waitFor();
  await page.screenshot({ path: join(shots, 'experts.png'), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(shots, 'experts-390.png'), fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });

  const name = (await page.locator('td[data-label="专家"]').first().textContent())?.replace('（没有账号）', '') ?? '';
  await page.goto(`${app.address}/experts`);
  await page.getByRole('button', { name: `邀请${name}` }).click();
  const link = (await page.locator('.digest').textContent()) ?? '';
  const email = `expert${['甲', '乙', '丙', '丁', '戊'].findIndex((each) => name.includes(each))}@ceshi.example`;
  const guest = await app.browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const expert = await guest.newPage();
  const token = link.split('/').at(-1);
  const password = 'Zhuanjia-2023!';
  await testClient(app.address, {}).post(`/api/public/invitations/${token}/acceptance`, { name, email, password });
  await expert.goto(`${app.address}/sign-in`);
  await expert.getByLabel('邮箱').fill(email);
  await expert.getByLabel('密码').fill(password);
  await expert.getByRole('button', { name: '登录', exact: true }).click();
  await expert.getByRole('button', { name: '退出' }).waitFor();
  await expert.goto(`${app.address}/readings`);
  await expert.getByRole('button', { name: '同意参加' }).click();
  await expert.getByText('您已同意参加').waitFor();
  await expert.screenshot({ path: join(shots, 'own-390.png'), fullPage: true });

  await page.goto(`${app.address}/batches/${batchId}/assignment`);
  await page.getByRole('button', { name: '求解分工' }).click();
  await page.getByText('已证明最优').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: '指定或排除专家' }).click();
  await page
    .getByRole('cell', { name: new RegExp(name) })
    .first()
    .waitFor();
  await page.screenshot({ path: join(shots, 'assignment.png'), fullPage: true });
  await page.getByRole('button', { name: '采用这一方案' }).click();
  await page.getByText(`现在的审阅人：${name}`).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(shots, 'assignment-390.png'), fullPage: true });

  await expert.reload();
  await expert.getByLabel('不能参加的原因').fill('临时出差');
  await expert.getByRole('button', { name: '不能参加' }).click();
  await expert.getByText('您已答复不能参加：临时出差').waitFor();
  await page.reload();
  await page.getByText('请重新求解').waitFor();
  await guest.close();
  await context.close();
});
