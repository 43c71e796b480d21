import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { enterpriseOf } from './visit-apprenticeship.ts';
import {
  confirmBenefit,
  drawUpContract,
  noteReceipt,
  noteTransfer,
  offerCapability,
  placeBid,
  postNeed,
  pressFor,
  publishCall,
  writeAmendment,
} from './visit-technology.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('a technology service from the need to the confirmed benefit (A2-4-01, B-5.1, B-5.2)', () => {
  test('the need finds who can serve it; contract, receipt and transfer stand in the ledgers in both words, and the figures show them', async () => {
    const firm = await enterpriseOf(app, 'firm1');
    const { page, context } = await app.signIn('member1');
    await offerCapability(page, app.address, '传动技术平台（虚构）');
    await postNeed(firm.page, app.address, '齿轮磨削烧伤（虚构）');
    await firm.page.getByText('领域相同：数控机床；关键词相符：齿轮、磨削；提供此类服务：工艺改进').waitFor();

    await drawUpContract(page, app.address, { enterprise: firm.enterprise, title: '磨削工艺改进（虚构）' });
    await firm.page.goto(page.url());
    await pressFor(firm.page, '确认合同', '履行中');
    await page.reload();
    await pressFor(page, '交付', '交付');
    await noteReceipt(page, '60000.5');
    await noteTransfer(page);
    await firm.page.reload();
    await pressFor(firm.page, '通过', '通过');
    await pressFor(firm.page, '验收', '已验收');
    await pressFor(firm.page, '确认', '企业已确认');
    await confirmBenefit(firm.page, '860000');

    const consortium = page.url().split('/')[4];
    const entriesOf = async (kind: string) =>
      (await (await page.request.get(`${app.address}/api/consortia/${consortium}/ledgers/${kind}/entries`)).json())
        .items;
    const [project] = await entriesOf('technology-project');
    expect(project).toMatchObject({ standing: 'confirmed', values: { title: '磨削工艺改进（虚构）' } });
    expect(project.values.transferredOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const [receipt] = await entriesOf('technology-receipt');
    expect(receipt).toMatchObject({ standing: 'confirmed', values: { voucher: '虚构-2026-07' } });
    await firm.page.getByRole('link', { name: '合同与转化' }).click();
    await firm.page.getByText('经企业确认的效益860,000元').waitFor();
    await firm.page.getByText('成果转化率100.00%').waitFor();
    for (const each of [context, firm.context]) await each.close();
  });

  test('a bid’s file is seen by its bidder alone while the call is open; a need that is public is read without signing in, a confidential one is not', async () => {
    const firm = await enterpriseOf(app, 'firm2');
    const { page, context } = await app.signIn('member2');
    await postNeed(firm.page, app.address, '公开的磨削需求（虚构）', '向社会公开');
    const needId = firm.page.url().split('/').at(-1);
    await page.goto(await publishCall(firm.page));
    await placeBid(page, '报价单（虚构）.txt');
    await firm.page.reload();
    await firm.page.getByText('标书密封中').waitFor();
    expect(await firm.page.getByText('报价单（虚构）').count()).toBe(0);
    page.on('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: '去掉报价单（虚构）.txt' }).click();
    await page.getByRole('link', { name: '报价单（虚构）.txt' }).waitFor({ state: 'detached' });

    await postNeed(firm.page, app.address, '保密的磨削需求（虚构）');
    const stranger = await app.browser.newPage();
    const list = `${app.address}/public/consortia/${firm.page.url().split('/')[4]}/technology-needs`;
    await stranger.goto(`${list}/${needId}`);
    await stranger.getByText('正在揭榜挂帅').waitFor();
    await stranger.getByRole('link', { name: /的全部公开技术需求$/ }).click();
    await stranger.getByRole('link', { name: '公开的磨削需求（虚构）' }).waitFor();
    expect(await stranger.getByText('保密的磨削需求').count()).toBe(0);
    const confidential = await stranger.goto(`${list}/${firm.page.url().split('/').at(-1)}`);
    expect(confidential?.status()).toBe(404);
    for (const each of [context, firm.context]) await each.close();
  });

  test('a contract is as it was until the other side confirms its amendment, and then says what was and is', async () => {
    const firm = await enterpriseOf(app, 'firm3');
    const { page, context } = await app.signIn('member3');
    await drawUpContract(page, app.address, { enterprise: firm.enterprise, title: '分期改造（虚构）' });
    await firm.page.goto(page.url());
    await pressFor(firm.page, '确认合同', '履行中');
    await page.reload();
    await writeAmendment(page, '210000');
    await page.getByText('金额：180,000元').waitFor();
    await firm.page.reload();
    firm.page.on('dialog', (dialog) => dialog.accept());
    await pressFor(firm.page, '确认补充协议', '已生效');
    await firm.page.getByText('金额：210,000元').waitFor();
    await firm.page.getByRole('row', { name: '合同金额 180,000元 210,000元' }).waitFor();
    await firm.page
      .getByRole('listitem')
      .filter({ hasText: /^批量验证报告/ })
      .waitFor();
    for (const each of [context, firm.context]) await each.close();
  });
});
