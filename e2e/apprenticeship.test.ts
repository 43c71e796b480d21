import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { beginWork, enterpriseOf, prepareAgreement, press, signOnPhone } from './visit-apprenticeship.ts';

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
    for (const phone of phones) await phone.close();
    for (const each of [context, firm.context]) await each.close();
  });
});
