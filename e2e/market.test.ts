import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { applyOnPhone, bringProfile, interviewAndOffer, major, openPhone, sayOccupation } from './visit-market.ts';
import { offerPosition } from './visit-talent.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

const title = '数控车工（虚构）';

describe('from a recommended position to the agreement, on a phone (A2-1-03, B-4.1)', () => {
  test('a minor reads why it suits, applies, is interviewed, accepts; guardian and school agree', async () => {
    const { page, context } = await app.signIn('secretariat1');
    await offerPosition(page, app.address, title, `${major.occupation} 车工`);
    await sayOccupation(page);
    const school = await app.signIn('member1');
    await school.page.goto(page.url());
    const [link = '', guardianLink = ''] = await bringProfile(school.page, '示例甲，460103，车削，未成年');
    const guardian = await openPhone(app, guardianLink);
    await guardian.getByRole('button', { name: '同意' }).click();
    await guardian.getByText('您已同意示例甲求职。').waitFor();
    const phone = await openPhone(app, link);
    await applyOnPhone(phone, title);
    const found = phone.getByRole('region', { name: '岗位', exact: true });
    await expect
      .poll(() => found.getByRole('list', { name: '推荐理由' }).first().textContent())
      .toContain('共同技能：车削');
    await page.getByRole('link', { name: '投递与录用' }).click();
    await interviewAndOffer(page, '示例甲');

    await phone.reload();
    await phone.getByText('请在2099-03-10之前答复').waitFor();
    await phone.getByRole('button', { name: `接受${title}` }).click();
    await phone.getByText('待监护人、学校同意').waitFor();
    await guardian.reload();
    await guardian.getByRole('button', { name: `同意${title}` }).click();
    await guardian.getByText('待学校同意').waitFor();

    await school.page.reload();
    await school.page.getByRole('button', { name: '同意示例甲', exact: true }).click();
    await school.page.getByRole('button', { name: '确定同意' }).click();
    await school.page.getByText('已达成').waitFor();
    await phone.reload();
    await expect.poll(() => phone.getByRole('status').first().textContent()).toBe('已达成');
    for (const each of [phone, guardian]) await each.close();
    await school.context.close();
    await context.close();
  });
});
