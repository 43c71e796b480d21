import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { totpCode } from '#test/totp-code.ts';
import { openRoom } from './open-room.ts';
import { examplePassword, type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

async function enter(page: Page, account: string): Promise<void> {
  await page.getByLabel('邮箱').fill(`${account}@shili.example`);
  await page.getByLabel('密码').fill(examplePassword);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

describe('people come in, each by his own account', () => {
  test('a wrong password is told without saying which part was wrong', async () => {
    const page = await app.browser.newPage();
    await page.goto(`${app.address}/sign-in`);
    await page.getByLabel('邮箱').fill('nobody@shili.example');
    await page.getByLabel('密码').fill('Wrong-2023!x');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('邮箱或密码不正确').waitFor();
    await page.close();
  });

  test('who has not signed in is led to sign in, and then to where he wanted to go', async () => {
    const form = await app.openForm('secretariat1', '青禾');
    const address = `${form.page.url()}/preview`;
    await form.context.close();
    const page = await app.browser.newPage();
    await page.goto(address);
    await enter(page, 'secretariat1');
    await page.waitForURL(address);
    await page.close();
  });

  test('an invitation becomes an account that can sign in', async () => {
    const { page, context } = await app.signIn('system');
    await page.getByRole('link', { name: '单位与人员' }).click();
    await page.getByLabel('单位', { exact: true }).selectOption({ label: '示例省' });
    await page.getByLabel('角色').selectOption('provincial-officer');
    await page.getByRole('button', { name: '生成邀请链接' }).click();
    const link = await page.locator('.digest').textContent();
    const guest = await app.browser.newPage();
    await guest.goto(link ?? '');
    await guest.getByText('示例省').waitFor();
    await guest.getByLabel('姓名').fill('新来的（虚构）');
    await guest.getByLabel('邮箱（登录用）').fill('new@shili.example');
    await guest.getByLabel(/^密码/).fill('Xinlai-2023!');
    await guest.getByRole('button', { name: '接受邀请并设立账号' }).click();
    await guest.getByText('账号已设立，请登录。').waitFor();
    expect(await guest.getByLabel('邮箱').inputValue()).toBe('new@shili.example');
    await guest.getByLabel('密码').fill('Xinlai-2023!');
    await guest.getByRole('button', { name: '登录', exact: true }).click();
    await guest.getByRole('heading', { name: '我的联合体' }).waitFor();
    await context.close();
  });

  test('a second factor is set up with an authenticator, asked for from then on, and has backup codes', async () => {
    const { page, context } = await app.signIn('member1');
    await page.getByRole('link', { name: '账号安全' }).click();
    await page.getByLabel('先输入密码').fill(examplePassword);
    await page.getByRole('button', { name: '开始绑定' }).click();
    const secret = (await page.locator('form .digest').textContent()) ?? '';
    const backup = (await page.getByText('请抄下备用码').textContent())?.match(/[\w-]{11}/)?.[0] ?? '';
    await page.getByLabel('验证码').fill(totpCode(secret));
    await page.getByRole('button', { name: '完成绑定' }).click();
    await page.getByText('已绑定，登录时需要输入验证码').waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await enter(page, 'member1');
    await page.getByRole('textbox', { name: '动态验证码' }).fill('000000');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('验证码不正确或已过期').waitFor();
    await page.getByRole('textbox', { name: '动态验证码' }).fill(totpCode(secret));
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '我的联合体' }).waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await enter(page, 'member1');
    await page.getByRole('button', { name: '手机不在身边，改用备用码' }).click();
    await page.getByLabel('备用码').fill(backup);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '我的联合体' }).waitFor();
    await context.close();
  });

  test('an example account is filled in by one click', async () => {
    const page = await app.browser.newPage();
    await page.goto(`${app.address}/sign-in`);
    await page.getByRole('button', { name: '望海·秘书处' }).click();
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('link', { name: '望海' }).waitFor();
    await page.close();
  });

  test('an officer opens a batch, and a consortium begins its form there', async () => {
    const officer = await app.signIn('ministry');
    await openRoom(officer.page, '申报与遴选', '批次');
    await officer.page.getByLabel('通知').selectOption({ index: 1 });
    await officer.page.getByLabel('名称').fill('补报批次（虚构）');
    await officer.page.getByLabel('截止时间').fill('2023-05-29T23:59');
    await officer.page.getByText('截止时间已过').waitFor();
    await officer.page.getByLabel('截止时间').fill('2099-12-31T23:59');
    const reading = officer.page.getByLabel('专家审阅截止');
    await expect.poll(() => reading.inputValue()).toBe('2100-02-04T23:59');
    await reading.fill('2099-12-01T23:59');
    await officer.page.getByText('早于前一阶段的截止时间').waitFor();
    await reading.fill('2100-02-20T23:59');
    await officer.page.getByText('早于前一阶段的截止时间').waitFor({ state: 'detached' });
    await officer.page.getByRole('button', { name: '开设' }).click();
    await officer.page.getByRole('cell', { name: '补报批次（虚构）' }).waitFor();
    await officer.context.close();
    const { page, context } = await app.signIn('secretariat3');
    await page.getByRole('button', { name: '填报“补报批次（虚构）”' }).click();
    await page.getByText('截止 2099/12/31 23:59:59').waitFor();
    await context.close();
  });

  test('the bar’s menus are opened, walked through and closed by the keyboard alone', async () => {
    const { page, context } = await app.signIn('ministry');
    const rooms = page.getByRole('navigation', { name: '主要页面' });
    const menu = rooms.getByRole('button', { name: '监测' });
    await menu.focus();
    await page.keyboard.press('Enter');
    expect(await menu.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator(':focus').textContent()).toBe('监测总览');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator(':focus').textContent()).toBe('承诺调整');
    await page.keyboard.press('Escape');
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator(':focus').textContent()).toBe('监测');
    await page.keyboard.press('Enter');
    // Attention elsewhere closes it.
    await rooms.getByRole('link', { name: '我的联合体' }).focus();
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await menu.focus();
    for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(/\/figures$/);
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    await context.close();
  });

  test('a unit is set up and stands in the list of those who can be invited to', async () => {
    const { page, context } = await app.signIn('system');
    await page.getByRole('link', { name: '单位与人员' }).click();
    const form = page.getByRole('form', { name: '设立单位' });
    await form.getByLabel('上级').selectOption({ label: '示例省' });
    await form.getByLabel('名称').fill('新设联合体（虚构）');
    await form.getByRole('button', { name: '设立' }).click();
    await page.getByText('已设立，可以邀请它的人员。').waitFor();
    await page.getByLabel('单位', { exact: true }).selectOption({ label: '新设联合体（虚构）' });
    await context.close();
  });
});
