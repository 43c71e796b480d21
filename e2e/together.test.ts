import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplePassword, type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('two people in one form', () => {
  test('each sees what the other saves, and where the other is', async () => {
    const [one, two] = [await app.openForm('secretariat4', '鹭洲'), await app.openForm('park4', '鹭洲')];
    await two.page.getByText('鹭洲秘书（虚构） 也在').waitFor();
    await one.page.getByLabel('依托园区', { exact: true }).focus();
    await two.page.locator('[data-cell="park"]', { hasText: '鹭洲秘书（虚构） 正在填写' }).waitFor();
    await one.page.getByLabel('依托园区', { exact: true }).fill('鹭洲市示例园区（虚构）');
    await expect
      .poll(() => two.page.getByLabel('依托园区', { exact: true }).inputValue())
      .toBe('鹭洲市示例园区（虚构）');
    await one.context.close();
    await two.page.getByText('也在').waitFor({ state: 'detached' });
    await two.context.close();
  });

  test('two changes of one cell: the later is shown both and chooses; nothing unseen is overwritten', async () => {
    const [one, two] = [await app.openForm('secretariat4', '鹭洲'), await app.openForm('park4', '鹭洲')];
    const label = '秘书处所在单位';
    await two.context.setOffline(true);
    await two.page.getByLabel(label, { exact: true }).fill('后写的单位（虚构）');
    await one.page.getByLabel(label, { exact: true }).fill('先写的单位（虚构）');
    await one.page.locator('[data-cell="secretariatHost"].is-saved').waitFor();
    await two.context.setOffline(false);
    const conflict = two.page.locator('[data-cell="secretariatHost"] .cell-conflict');
    await conflict.getByText('先写的单位（虚构）').waitFor();
    expect(await one.page.getByLabel(label, { exact: true }).inputValue()).toBe('先写的单位（虚构）');
    await conflict.getByRole('button', { name: '保留我填写的' }).click();
    await expect.poll(() => one.page.getByLabel(label, { exact: true }).inputValue()).toBe('后写的单位（虚构）');
    await one.context.close();
    await two.context.close();
  });
});

describe('a lost connection while typing', () => {
  test('what is typed is kept in the browser and sent when the connection is back', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    await context.setOffline(true);
    await page.getByLabel('联系电话', { exact: true }).fill('000-0000-0004');
    await page.getByText(/未连接，1项已暂存在本机/).waitFor();
    await context.setOffline(false);
    await page.getByText(/^已保存 \d/).waitFor();
    await page.reload();
    await page.locator('.form-part').first().waitFor();
    expect(await page.getByLabel('联系电话', { exact: true }).inputValue()).toBe('000-0000-0004');
    await context.close();
  });

  test('nothing typed is lost although the page is closed before the connection is back', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    const address = page.url();
    await context.setOffline(true);
    await page.getByLabel('职务及联系方式', { exact: true }).fill('断网时填写（虚构）');
    await page.getByText(/未连接/).waitFor();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(address);
    await again.locator('.form-part').first().waitFor();
    expect(await again.getByLabel('职务及联系方式', { exact: true }).inputValue()).toBe('断网时填写（虚构）');
    await again.getByText(/^已保存 \d/).waitFor();
    const other = await app.openForm('park4', '鹭洲');
    await expect
      .poll(() => other.page.getByLabel('职务及联系方式', { exact: true }).inputValue())
      .toBe('断网时填写（虚构）');
    await other.context.close();
    await context.close();
  });

  test('nothing typed is lost although the session has ended meanwhile', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    await context.clearCookies();
    await page.getByLabel('秘书处负责人', { exact: true }).fill('丁（虚构）');
    await page.getByText('登录已失效，1项已暂存在本机').waitFor();
    await page.getByRole('link', { name: '重新登录' }).click();
    await page.getByLabel('邮箱').fill('secretariat4@shili.example');
    await page.getByLabel('密码').fill(examplePassword);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText(/^已保存 \d/).waitFor();
    await page.reload();
    await page.locator('.form-part').first().waitFor();
    expect(await page.getByLabel('秘书处负责人', { exact: true }).inputValue()).toBe('丁（虚构）');
    await context.close();
  });
});
