import type { Page } from 'playwright-core';
import { enterpriseOf } from './visit-apprenticeship.ts';
import type { Visit } from './visit-screens.ts';

/** Fills a form by the labels of its fields. */
async function fill(page: Page, form: string, texts: Readonly<Record<string, string>>): Promise<void> {
  const here = page.getByRole('form', { name: form, exact: true });
  for (const [label, text] of Object.entries(texts)) await here.getByLabel(label).fill(text);
}

/** Opens a room of technology services of the account's own consortium. */
async function openTechnology(page: Page, address: string, room = ''): Promise<string> {
  const [{ id }] = (await (await page.request.get(`${address}/api/consortia`)).json()).items;
  await page.goto(`${address}/consortia/${id}/technology${room}`);
  return id;
}

/** Posts a need as the enterprise whose page it is, in confidence unless it is told otherwise. */
export async function postNeed(
  page: Page,
  address: string,
  title: string,
  openness = '保密（只公开摘要）',
): Promise<void> {
  await openTechnology(page, address);
  await page.getByRole('button', { name: '发布需求' }).click();
  await fill(page, '发布需求', {
    ...{ 需求名称: title, 领域: '数控机床', '预算（元）': '200000', '关键词（用、分开）': '齿轮、磨削' },
    ...{
      摘要: '齿轮磨削后表面烧伤，废品率约百分之四。',
      详细内容: '材料、砂轮和冷却条件见附件（虚构）。',
    },
  });
  const form = page.getByRole('form', { name: '发布需求' });
  await form.getByLabel('类型').selectOption('工艺改进');
  await form.getByLabel('公开范围').selectOption(openness);
  await form.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('heading', { name: title }).waitFor();
}

/** Says what the school whose page it is can do. */
export async function offerCapability(page: Page, address: string, name: string): Promise<void> {
  await openTechnology(page, address, '/capabilities');
  await page.getByRole('button', { name: '登记能力' }).click();
  const form = page.getByRole('form', { name: '登记能力' });
  await form.getByLabel('类别').selectOption('共性技术服务平台');
  await fill(page, '登记能力', {
    ...{ 名称: name, 服务领域: '数控机床与机器人', '关键词（用、分开）': '齿轮、磨削工艺', 启用日期: day(-300) },
  });
  await form.getByLabel('工艺改进').check();
  await form.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText(name).waitFor();
}

/** Draws up a contract with an enterprise, of one milestone, as the school whose page it is. */
export async function drawUpContract(
  page: Page,
  address: string,
  { enterprise, title }: { enterprise: string; title: string },
): Promise<void> {
  const id = await openTechnology(page, address, '/contracts');
  await page.getByRole('button', { name: '登记合同' }).click();
  const form = page.getByRole('form', { name: '登记合同' });
  const { roles } = await (await page.request.get(`${address}/api/me`)).json();
  const own = roles.find(({ role }: { role: string }) => role === 'member-reporter').unit.name;
  await form.getByLabel('研发单位').selectOption(own);
  await form.getByLabel('委托企业').selectOption(enterprise);
  await fill(page, '登记合同', {
    ...{ 项目名称: title, '合同金额（元）': '180000', 签约日期: day(-60), 到期: day(-20) },
  });
  await form.getByLabel('节点', { exact: true }).fill('提交样件和检测报告');
  await form.getByRole('button', { name: '登记，等对方确认' }).click();
  await page.waitForURL(`**/consortia/${id}/technology/contracts/*`);
}

/** Presses a button of the page, and waits for what it brings about. */
export async function pressFor(page: Page, button: string, text: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await page.getByText(text).first().waitFor();
}

/** Publishes the need that is open as a call; answers where it stands. */
export async function publishCall(page: Page): Promise<string> {
  await page.getByLabel('截止时间').fill(`${day(20)}T10:00`);
  await page.getByLabel(/^要求/).fill('给出工艺方案，提交三件样件和检测报告。');
  await page.getByRole('button', { name: '发布揭榜' }).click();
  await page.getByText('征集中').waitFor();
  return page.url();
}

/** Makes a bid in the call that is open, and adds a file to it. */
export async function placeBid(page: Page, file: string): Promise<void> {
  await fill(page, '投标', {
    '报价（元）': '180000',
    完成天数: '90',
    方案和团队: '改用立方氮化硼砂轮，优化冷却（虚构）。',
  });
  await pressFor(page, '提交标书', '已密封保存');
  await page
    .getByLabel(/^添加附件/)
    .setInputFiles({ name: file, mimeType: 'text/plain', buffer: Buffer.from('虚构的报价单') });
  await page.getByRole('link', { name: file }).waitFor();
}

/** Writes an amendment of the contract that is open: another amount, and a milestone more. */
export async function writeAmendment(page: Page, amount: string): Promise<void> {
  await page.getByRole('button', { name: '登记补充协议' }).click();
  await fill(page, '登记补充协议', {
    ...{ 协议编号: '补充协议一（虚构）', 签订日期: day(-3), '合同金额改为（元）': amount },
    变动的原因: '增加批量验证，工作量相应增加（虚构）。',
  });
  const form = page.getByRole('form', { name: '登记补充协议' });
  await form.getByRole('button', { name: '增加节点' }).click();
  await form.getByLabel('新节点').fill('批量验证报告');
  await form.getByLabel('到期').last().fill(day(60));
  await form
    .getByLabel('补充协议文件（可以不附）')
    .setInputFiles({ name: '补充协议（虚构）.txt', mimeType: 'text/plain', buffer: Buffer.from('虚构的补充协议') });
  await pressFor(page, '登记，等对方确认', '待对方确认');
}

/** Records a receipt with the file that shows it. */
export async function noteReceipt(page: Page, amount: string): Promise<void> {
  await fill(page, '登记到账', { '金额（元）': amount, 到账日期: day(-10), 凭证号: '虚构-2026-07' });
  await page
    .getByLabel('凭证文件')
    .setInputFiles({ name: '到账凭证（虚构）.txt', mimeType: 'text/plain', buffer: Buffer.from('虚构的到账凭证') });
  await pressFor(page, '登记到账', '待企业确认');
}

/** Records how the result is put to use. */
export async function noteTransfer(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: '登记转化' });
  await form.getByLabel(/^转化方式/).fill('企业自行实施');
  await form.getByLabel('转化日期').fill(day(-5));
  await form.getByRole('button', { name: '登记转化' }).click();
  await page.getByText('企业自行实施').waitFor();
}

/** Confirms as the enterprise what the transfer brought. */
export async function confirmBenefit(page: Page, benefit: string): Promise<void> {
  const form = page.getByRole('form', { name: '确认效益' });
  await form.getByLabel(/^带来的经济效益/).fill(benefit);
  await form.getByLabel('怎样算出').fill('废品率由百分之四降到百分之一');
  await form.getByRole('button', { name: '确认转化和效益' }).click();
  await form.waitFor({ state: 'detached' });
}

const day = (from: number) => new Date(Date.now() + (8 + from * 24) * 3_600_000).toISOString().slice(0, 10);

/** Walks through a need with who could serve it, a call with a sealed bid, and a contract to the benefit that was confirmed. */
export async function visitTechnology({ app, look }: Visit): Promise<void> {
  const firm = await enterpriseOf(app, 'firm4');
  const { page, context } = await app.signIn('member4');
  const title = '齿轮磨削烧伤（虚构）';
  await offerCapability(page, app.address, '传动技术平台（虚构）');
  await look(page, 'technology-capabilities');
  await postNeed(firm.page, app.address, title);
  await look(firm.page, 'technology-need');
  await page.goto(await publishCall(firm.page));
  await placeBid(page, '报价单（虚构）.txt');
  await look(page, 'technology-call');
  await openTechnology(page, app.address);
  await page.getByText('适合本单位的').waitFor();
  await look(page, 'technology');
  await drawUpContract(page, app.address, { enterprise: firm.enterprise, title: '磨削工艺改进（虚构）' });
  await firm.page.goto(page.url());
  await pressFor(firm.page, '确认合同', '履行中');
  await page.reload();
  await noteReceipt(page, '60000');
  await writeAmendment(page, '210000');
  await firm.page.reload();
  await firm.page.getByRole('button', { name: '确认补充协议' }).waitFor();
  await look(firm.page, 'technology-contract');
  await openTechnology(page, app.address, '/contracts');
  await page.getByText('转化与到账').waitFor();
  await look(page, 'technology-contracts');
  for (const each of [context, firm.context]) await each.close();
}
