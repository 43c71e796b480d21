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
    const [paper] = await Promise.all([
      phone.waitForEvent('download'),
      phone.getByRole('link', { name: '就业协议书（PDF）' }).click(),
    ]);
    expect(paper.suggestedFilename()).toBe('就业协议书.pdf');
    for (const each of [phone, guardian]) await each.close();
    await school.context.close();
    await context.close();
  });

  test('is found over all consortia by a link that can be sent, and without an account once it is public', async () => {
    const { page, context } = await app.signIn('province');
    await page.getByRole('link', { name: '岗位检索' }).click();
    await page.getByLabel('查找', { exact: true }).fill('车工 车削');
    await page.getByLabel('学历').selectOption('高职');
    await page.getByRole('link', { name: title }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('车工 车削');
    await page.getByLabel('类型').selectOption('实习岗位');
    await page.getByText('没有符合条件的岗位').waitFor();
    await page.goBack();
    await page.reload();
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('region', { name: title }).getByText('2099-12-31').waitFor();
    await context.close();
    const secretary = await app.signIn('secretariat1');
    await offerPosition(secretary.page, app.address, '公开铣工（虚构）');
    await secretary.page.getByRole('button', { name: '公开铣工（虚构）' }).click();
    const form = secretary.page.getByRole('form', { name: '修改岗位' });
    await form.getByLabel(/^对外公开/).check();
    await form.getByRole('button', { name: '保存' }).click();
    await form.waitFor({ state: 'detached' });
    await secretary.context.close();
    const stranger = await app.browser.newPage({ javaScriptEnabled: false });
    await stranger.goto(`${app.address}/public/positions`);
    await stranger.getByLabel('岗位、职业、企业、地点、技能').fill('铣工');
    await stranger.getByRole('button', { name: '查找' }).click();
    await stranger.getByRole('link', { name: '公开铣工（虚构）' }).click();
    await stranger.getByRole('heading', { name: /^公开铣工/ }).waitFor();
    await stranger.close();
  });
});
