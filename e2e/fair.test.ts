import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { offerPosition, prepareFair, step, wishOnPhone } from './visit-talent.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('a fair 双选会 from the position to the reason on the phone (A2-1-03, B-4.1)', () => {
  test('two students wish one place; the enterprise ranks them; each reads on its phone what came of it and why', async () => {
    const { page, context } = await app.signIn('secretariat1');
    await offerPosition(page, app.address, '数控车工（虚构）');
    await offerPosition(page, app.address, '叉车司机（虚构）');
    const links = await prepareFair(page, ['示例甲，460103，车削', '示例乙，460103']);
    await step(page, '开始填报志愿');
    const [one, other] = [
      await wishOnPhone(app, links[0] ?? '', ['数控车工（虚构）', '叉车司机（虚构）']),
      await wishOnPhone(app, links[1] ?? '', ['数控车工（虚构）']),
    ];
    await page.reload();
    await step(page, '截止志愿，请企业排序');
    await page.getByRole('button', { name: '数控车工（虚构）' }).click();
    await page.getByText('具备所需技能：车削').waitFor();
    for (const name of ['示例乙', '示例甲']) await page.getByRole('button', { name: `列入${name}` }).click();
    await page.getByRole('button', { name: '保存排序' }).click();
    await page.getByText('已保存，截止前可以修改。').waitFor();
    await page.getByRole('button', { name: '叉车司机（虚构）' }).click();
    await page.getByRole('button', { name: '列入示例甲' }).click();
    await page.getByRole('button', { name: '保存排序' }).click();
    await page.getByText('已保存，截止前可以修改。').waitFor();
    await step(page, '截止排序，开始录取');
    await page.getByText('已出结果').waitFor();

    await one.reload();
    await expect.poll(() => one.getByRole('status').textContent()).toContain('录取到叉车司机（虚构）');
    await one.getByText('名额由排序在前者占满：名额1个，录取至排序第1名，本人第2名').waitFor();
    await other.reload();
    await expect.poll(() => other.getByRole('status').textContent()).toContain('录取到数控车工（虚构）');
    for (const each of [one, other]) await each.close();
    await context.close();
  });
});
