import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { enterpriseOf } from './visit-apprenticeship.ts';
import {
  confirmBenefit,
  drawUpContract,
  noteReceipt,
  noteTransfer,
  offerCapability,
  postNeed,
  pressFor,
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
});
