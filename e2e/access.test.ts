import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] };

async function violations(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResult>('axe.run(document)');
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

const tours: readonly { account: string; consortium?: string; links: readonly string[] }[] = [
  { account: 'secretariat2', consortium: '望海', links: ['导入Word', '预览与下载', '提交', '版本'] },
  { account: 'province', consortium: '青禾', links: ['版本', '退回'] },
  { account: 'system', links: ['单位与人员', '账号安全'] },
  { account: 'auditor', links: ['审计记录'] },
];

describe('every screen can be used by everyone', () => {
  test.each([1440, 390])('no axe violation on any screen at %i pixels', async (width) => {
    const size = { width, height: 900 };
    const blank = await app.browser.newContext({ viewport: size, bypassCSP: true });
    const signInPage = await blank.newPage();
    await signInPage.goto(`${app.address}/sign-in`);
    const found: Record<string, string[]> = { 'sign-in': await violations(signInPage) };
    await blank.close();
    for (const { account, consortium, links } of tours) {
      const { page, context } = await app.signIn(account, size);
      found[`${account} first`] = await violations(page);
      if (consortium) {
        await page.getByRole('link', { name: consortium }).first().click();
        await page.locator('.form-part').first().waitFor();
        found[`${account} form`] = await violations(page);
      }
      for (const link of links) {
        await page.getByRole('link', { name: link, exact: true }).first().click();
        await page.waitForTimeout(200);
        found[`${account} ${link}`] = await violations(page);
      }
      await context.close();
    }
    expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({});
  });

  test('a wrong password is told without saying which part was wrong', async () => {
    const page = await app.browser.newPage();
    await page.goto(`${app.address}/sign-in`);
    await page.getByLabel('邮箱').fill('nobody@shili.example');
    await page.getByLabel('密码').fill('Wrong-2023!x');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('邮箱或密码不正确').waitFor();
    await page.close();
  });

  test('who has not signed in is led to sign in', async () => {
    const page = await app.browser.newPage();
    await page.goto(`${app.address}/`);
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
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
});
