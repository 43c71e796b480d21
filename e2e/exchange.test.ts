import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';
import { importPositions, openPosition, publishFrontPage } from './visit-exchange.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

describe('from an enterprise’s own system to a page that everybody reads (A2-1-03)', () => {
  test('positions are imported from a file and made public; the front page names them, until it is withdrawn', async () => {
    const { page, context } = await app.signIn('secretariat1');
    const id = await importPositions(page, app.address);
    await page.getByText('“人数”应为不小于0的整数，现为“若干”').waitFor();
    await openPosition(page);
    const path = await page.getByRole('link', { name: '公开页面' }).getAttribute('href');
    const stranger = await (await app.browser.newContext()).newPage();
    await stranger.goto(app.address + path);
    await stranger.getByRole('heading', { name: /^数控装调员（虚构）/ }).waitFor();
    const posting = JSON.parse((await stranger.locator('script[type="application/ld+json"]').textContent()) ?? '');
    expect(posting).toMatchObject({ '@type': 'JobPosting', title: '数控装调员（虚构）', totalJobOpenings: 5 });
    await publishFrontPage(page, app.address, id);
    const home = `${app.address}/public/consortia/${id}/home`;
    await stranger.goto(home);
    await stranger.getByText('欢迎企业和学校加入。').first().waitFor();
    await stranger.getByRole('link', { name: '数控装调员（虚构）' }).click();
    await stranger.getByText('示例园区二号楼（虚构）').first().waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: '撤下' }).click();
    await page.getByText('尚未公开').waitFor();
    expect((await stranger.goto(home))?.status()).toBe(404);
    await stranger.context().close();
    await context.close();
  });
});
