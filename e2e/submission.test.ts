import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withValue } from '#core/form/answers.ts';
import { readDocx } from '#documents/docx/read/read-docx.ts';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { exampleAnswers } from '#test/example-answers.ts';
import { type RunningApp, startApp } from './start-app.ts';

const { form } = moe202315;
let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

function wordFile(name: string, bytes: Uint8Array) {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

describe('a Word form is taken over, submitted, confirmed and returned (A3-1-03, A3-2-01)', () => {
  test('a Word form is compared cell by cell and taken over as its user chooses', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    await page.getByRole('link', { name: '导入Word' }).click();
    await page
      .locator('input[type=file]')
      .setInputFiles(
        wordFile('推荐书.docx', renderDocx(form, withValue(exampleAnswers('warnings'), 'apprentices.2022', '约900'))),
      );
    await page.getByText('有1处内容不能识别').waitFor();
    await page.getByText('“约900人”').waitFor();
    await page.getByLabel('采纳依托园区').check();
    await page.getByRole('button', { name: '采纳选中的1项' }).click();
    await page.getByRole('link', { name: '回到填写页' }).click();
    await expect
      .poll(() => page.getByLabel('依托园区', { exact: true }).inputValue())
      .toBe('星浦市望海临港物流园区（虚构）');
    expect(await page.getByLabel('人员总数', { exact: true }).inputValue()).toBe('');
    await page.getByRole('link', { name: '导入Word' }).click();
    await page
      .locator('input[type=file]')
      .setInputFiles(wordFile('推荐书.docx', renderDocx(form, exampleAnswers('warnings'))));
    await page.getByRole('button', { name: '全部选中' }).click();
    await page.getByRole('button', { name: /^采纳选中的/ }).click();
    await page.getByRole('link', { name: '回到填写页' }).click();
    await page.getByText('已填 117/117').waitFor();
    await context.close();
  });

  test('a file that is no Word form is refused, and what is there stays', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    await page.getByRole('link', { name: '导入Word' }).click();
    await page.locator('input[type=file]').setInputFiles(
      wordFile(
        '图片.docx',
        Uint8Array.from({ length: 500 }, (_, at) => at % 251),
      ),
    );
    await page.getByRole('alert').getByText('已填写的内容没有改动').waitFor();
    await context.close();
  });

  test('warnings want reasons; the receipt has number, second and digest', async () => {
    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    await page.getByRole('link', { name: '提交', exact: true }).click();
    const submit = page.getByRole('button', { name: '正式提交' });
    await page.getByText('4处提醒未写原因').waitFor();
    expect(await submit.isDisabled()).toBe(true);
    for (const box of await page.getByPlaceholder('原因').all()) await box.fill('已与有关单位核实（虚构）');
    await submit.dblclick();
    const receipt = page.getByLabel('提交回执');
    await receipt.waitFor();
    expect(await receipt.textContent()).toMatch(
      /第1版[\s\S]*\d{4}\/\d{1,2}\/\d{1,2} \d{2}:\d{2}:\d{2}[\s\S]*[0-9a-f]{64}/,
    );
    await context.close();
  });

  test('the three lead units confirm, each in its own account', async () => {
    for (const [at, account] of ['park4', 'school4', 'enterprise4'].entries()) {
      const { page, context } = await app.openForm(account, '鹭洲');
      await page.getByRole('link', { name: '版本与确认' }).click();
      await page.getByRole('button', { name: '确认第1版属实' }).click();
      await expect.poll(() => page.getByText(/ 确认$/).count()).toBe(at + 1);
      await context.close();
    }
  });

  test('the province returns it with a remark at its cell, and the next revision shows what changed', async () => {
    const province = await app.openForm('province', '鹭洲');
    await province.page.getByText('牵头单位已确认，待省级核实').waitFor();
    await province.page.getByRole('button', { name: '对“依托园区”写意见' }).click();
    await province.page.getByLabel('对“依托园区”的意见', { exact: true }).fill('与批复文件不一致（虚构）');
    await province.page.getByRole('link', { name: '退回' }).click();
    await province.page.getByLabel('总的意见').fill('请核对园区名称（虚构）');
    expect(await province.page.getByLabel('对“依托园区”的意见', { exact: true }).inputValue()).toBe(
      '与批复文件不一致（虚构）',
    );
    await province.page.getByLabel('添加逐项意见').selectOption('leaderName');
    await province.page.getByRole('button', { name: '删去对“联合体负责人”的意见' }).click();
    await province.page.getByRole('button', { name: '退回', exact: true }).click();
    await province.page.locator('.state', { hasText: '省级退回' }).waitFor();

    const { page, context } = await app.openForm('secretariat4', '鹭洲');
    await page.locator('[data-cell="park"]', { hasText: '与批复文件不一致（虚构）' }).waitFor();
    await page.getByLabel('依托园区', { exact: true }).fill('鹭洲临港园区（虚构）');
    await page.getByText(/^已保存 \d/).waitFor();
    // Slow answers: pressed at once, it is still what was saved a moment ago that is submitted.
    await page.route(/\/api\/applications\/[^/]+$/, async (route) => {
      await page.waitForTimeout(1000);
      await route.continue();
    });
    await page.getByRole('link', { name: '提交', exact: true }).click();
    await page.getByRole('button', { name: '正式提交' }).click();
    await page.getByLabel('提交回执').getByText('第2版').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByRole('link', { name: '版本', exact: true }).click();
    await page.getByLabel('第2版').getByRole('button', { name: /^回执/ }).click();
    await page.getByLabel('提交回执').getByText('第2版').waitFor();
    await page
      .getByLabel('第2版')
      .getByRole('button', { name: /^收起回执/ })
      .click();
    const changed = page.getByLabel('第2版').locator('tbody tr');
    await changed.first().waitFor();
    expect(await changed.allTextContents()).toEqual([expect.stringMatching(/依托园区[\s\S]*望海[\s\S]*鹭洲临港园区/)]);
    await context.close();
    await province.context.close();
  });

  test('the pages are shown, and the Word file that is downloaded is the form as answered', async () => {
    const { page, context } = await app.openForm('secretariat1', '青禾');
    await page.getByRole('link', { name: '预览与下载' }).click();
    await page.locator('canvas[aria-label*="市域产教联合体推荐书"]').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载Word（官方格式）' }).click(),
    ]);
    expect(readDocx(form, await readFile(await download.path()))).toEqual({
      answers: exampleAnswers('perfect'),
      unplaced: [],
    });
    await context.close();
  });
});
