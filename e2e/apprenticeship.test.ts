import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import {
  beginWork,
  day,
  enterpriseOf,
  prepareAgreement,
  press,
  proposeExtension,
  signExtension,
  signOnPhone,
} from './visit-apprenticeship.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('a placement from the agreement to the ledger (A2-3-02, B-4.4)', () => {
  test('the school drafts, student, guardian and enterprise sign on their own; at the post it stands in the ledger in both words', async () => {
    const firm = await enterpriseOf(app, 'firm1');
    const { page, context } = await app.signIn('member1');
    const young = `${new Date().getFullYear() - 17}-01`;
    const [own = '', guardian = ''] = await prepareAgreement(page, app.address, {
      enterprise: firm.enterprise,
      students: [`示例学弟，2024019999，${young}`],
    });
    await press(page, '送各方签署');
    await press(page, '签署');
    const phones = [await signOnPhone(app, own), await signOnPhone(app, guardian)];
    await firm.page.goto(page.url());
    await press(firm.page, '签署');
    await beginWork(firm.page, '示例学弟');

    const consortium = page.url().split('/')[4];
    const entries = `${app.address}/api/consortia/${consortium}/ledgers/internship/entries?limit=200`;
    const { items } = await (await page.request.get(entries)).json();
    const kept = items.find(({ values }: { values: Record<string, unknown> }) => values.headcount === 1);
    expect(kept).toMatchObject({ standing: 'confirmed' });
    await page.reload();
    const [paper] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await page.getByRole('button', { name: '示例学弟' }).click();
        await page.getByRole('link', { name: '协议（Word）' }).click();
      })(),
    ]);
    expect(paper.suggestedFilename()).toContain('三方协议');

    await proposeExtension(page, day(200));
    for (const phone of phones) await signExtension(phone);
    await firm.page.reload();
    await press(firm.page, '签署补充协议');
    await firm.page.getByRole('article', { name: '补充协议第1号' }).getByText('已生效', { exact: true }).waitFor();
    const later = (await (await page.request.get(entries)).json()).items;
    expect(
      later.filter(({ values }: { values: Record<string, unknown> }) => values.endedOn === day(200)),
    ).toMatchObject([{ values: { headcount: 1 }, standing: 'confirmed' }]);
    await phones[0]?.reload();
    await phones[0]?.getByText('您已签署这一稿').waitFor();
    for (const phone of phones) await phone.close();
    for (const each of [context, firm.context]) await each.close();
  });
});
