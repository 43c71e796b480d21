import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

test('a club’s report goes through the same pages: the web knows no notice by name', async () => {
  const ministry = await app.signIn('ministry');
  const opened = await ministry.page.evaluate(async () => {
    const ask = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(path, {
        method,
        headers: { 'x-lianheti': '1', 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: await response.json() };
    };
    const { body: units } = await ask('GET', '/api/units');
    const unit = units.items.find((each: { kind: string }) => each.kind === 'ministry');
    return ask('POST', '/api/batches', {
      unitId: unit.id,
      packId: 'toy-club',
      title: '棋社年度报告（虚构）',
      deadline: '2099-12-31T23:59:59+08:00',
    });
  });
  expect(opened.status).toBe(201);
  await ministry.context.close();

  const { page, context } = await app.signIn('secretariat4');
  const begun = await page.evaluate(async (batch) => {
    const consortia = await (await fetch('/api/consortia')).json();
    const answer = await fetch(`/api/batches/${batch}/applications`, {
      method: 'POST',
      headers: { 'x-lianheti': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ consortiumId: consortia.items[0].id }),
    });
    return { status: answer.status, body: await answer.json() };
  }, opened.body.id);
  expect(begun.status).toBe(201);

  await page.goto(`${app.address}/applications/${begun.body.id}`);
  await page.getByText('二、赛季').first().waitFor();
  await page.getByLabel('棋社名称', { exact: true }).fill('云泽棋社（虚构）');
  await page.getByLabel('对局数（2032年）', { exact: true }).fill('8');
  await page.getByLabel('对局数（2031年）', { exact: true }).fill('9');
  await page.getByLabel('少年组有等级分人数', { exact: true }).fill('3');
  await page.getByText('本社全体社员遵守公平竞赛规则。').first().click();
  await page.locator('.finding', { hasText: '“对局数”2032年承诺8局，低于2031年实际9局' }).waitFor();
  await page.getByText(/^已保存 \d/).waitFor();
  await page.getByRole('link', { name: '预览与下载' }).click();
  await page.locator('canvas[aria-label*="云泽棋社"]').waitFor();
  await context.close();
});
