import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplePassword, type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('the secretariat fills in the form (A3-1-01, C-0-03)', () => {
  test('what is typed is saved by itself and is there after a reload', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    await page.getByLabel('依托园区', { exact: true }).fill('鹭洲市示例园区（虚构）');
    await page.getByLabel('人员总数', { exact: true }).fill('１２');
    await page.getByText(/^已保存 \d/).waitFor();
    await page.reload();
    await page.locator('.form-part').first().waitFor();
    expect(await page.getByLabel('依托园区', { exact: true }).inputValue()).toBe('鹭洲市示例园区（虚构）');
    expect(await page.getByLabel('人员总数', { exact: true }).inputValue()).toBe('12');
    await context.close();
  });

  test('字数 is counted as one types, and over the limit it is told', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    const box = page.getByLabel('产业园区主导产业情况', { exact: true });
    await box.fill(`${'产'.repeat(199)} AI`);
    await page.getByText('200/200字').first().waitFor();
    await box.press('End');
    await box.pressSequentially('业');
    await page.getByText('201/200字').waitFor();
    await page.locator('.finding', { hasText: '共201字，限200字' }).waitFor();
    await context.close();
  });

  test('a finding leads to its cell', async () => {
    const { page, context } = await app.openForm('secretariat3', '临泽');
    await page.locator('.finding button', { hasText: '“专职人数”' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('cell-staffTotal');
    expect(await page.locator('#cell-staffTotal').isVisible()).toBe(true);
    await context.close();
  });

  test('a finding goes when its fault is mended, and progress rises', async () => {
    const { page, context } = await app.openForm('secretariat3', '临泽');
    const fault = page.locator('.finding', { hasText: '联系电话' });
    await fault.waitFor();
    await page.getByLabel('联系电话', { exact: true }).fill('000-0000-0009');
    await fault.waitFor({ state: 'detached' });
    await page.getByText('已填 116/117').waitFor();
    await context.close();
  });

  test('a number that is none is told at its cell and does not pretend to be saved', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    await page.getByLabel('固定办公面积', { exact: true }).fill('约二百');
    await page.getByText('应为数字，未保存').waitFor();
    await page.getByText(/项未保存，请按格下的提示处理/).waitFor();
    await page.getByLabel('固定办公面积', { exact: true }).fill('200.5');
    await page.getByText(/^已保存 \d/).waitFor();
    await context.close();
  });

  test('each change of a cell is kept, and an earlier one can be put back', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    const box = page.getByLabel('秘书处负责人', { exact: true });
    for (const name of ['甲（虚构）', '乙（虚构）']) {
      await box.fill(name);
      await box.blur();
      await page.locator('[data-cell="secretariatHead"].is-saved').waitFor();
    }
    await box.press('Alt+h');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('乙（虚构）').first().waitFor();
    await drawer.locator('li', { hasText: '→ 甲（虚构）' }).getByRole('button', { name: '恢复为这个内容' }).click();
    await expect.poll(() => box.inputValue()).toBe('甲（虚构）');
    await context.close();
  });

  test('markup typed into a text is shown as text', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    const markup = `<img src=x onerror="document.title='taken'">'; drop table answer; --`;
    await page.getByLabel('联合体名称', { exact: true }).fill(markup);
    await page.getByText(/^已保存 \d/).waitFor();
    await page.reload();
    await page.locator('.form-part').first().waitFor();
    expect(await page.getByLabel('联合体名称', { exact: true }).inputValue()).toBe(markup);
    expect(await page.title()).not.toBe('taken');
    await context.close();
  });

  test('from signing in to a saved cell, everything is done by keyboard alone', async () => {
    const context = await app.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      );
    const tabTo = async (name: string) => {
      for (let press = 0; press < 60; press++) {
        await page.keyboard.press('Tab');
        if ((await focused()).includes(name)) return;
      }
      throw new Error(`“${name}” is not reached by the keyboard`);
    };
    await page.goto(`${app.address}/sign-in`);
    await page.getByRole('button', { name: '登录', exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('secretariat4@shili.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type(examplePassword);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '鹭洲' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('跳到正文');
    await page.keyboard.press('Enter');
    await tabTo('鹭洲');
    await page.keyboard.press('Enter');
    await page.locator('.form-part').first().waitFor();
    await tabTo('联合体负责人');
    await page.keyboard.type('丙（虚构）');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('职务及联系方式');
    await page.keyboard.type('管委会主任');
    await page.getByText(/^已保存 \d/).waitFor();
    await page.keyboard.press('Alt+h');
    await page.getByRole('dialog').getByText('管委会主任').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('职务及联系方式');
    await context.close();
  });

  test('what is still missing is listed before submitting and leads back to its cell', async () => {
    const { page, context } = await app.openForm('secretariat3', '临泽');
    await page.getByRole('link', { name: '提交', exact: true }).click();
    await page.getByPlaceholder('原因').first().fill('先写下的原因（虚构）');
    await page.getByRole('link', { name: '“联合体学校整体就业率（2023年）”填写为“104”' }).click();
    await page.locator('.form-part').first().waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('cell-employmentRate-2023');
    await page.getByRole('link', { name: '提交', exact: true }).click();
    expect(await page.getByPlaceholder('原因').first().inputValue()).toBe('先写下的原因（虚构）');
    await context.close();
  });
});
