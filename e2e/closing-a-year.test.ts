import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRoom } from './open-room.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
beforeAll(async () => {
  app = await startApp();
  shots = process.env.SHOTS ?? (await mkdtemp(join(tmpdir(), 'lianheti-shots-')));
});
afterAll(() => app?.stop());

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(shots, `${name}-390.png`), fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** What the person of a page asks of the server, with its own session. */
const ask = (page: Page, method: string, path: string, body?: object) =>
  page.evaluate(
    async ([how, where, what]) => {
      const headers = { 'x-lianheti': '1', 'content-type': 'application/json' };
      const response = await fetch(where, { method: how, headers, ...(what === null ? {} : { body: what }) });
      return { status: response.status, body: await response.json().catch(() => null) };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );

/** How many reports of 2024 the ministry has approved in the nation. */
async function approvedReports(page: Page): Promise<unknown> {
  const { body } = await ask(page, 'GET', '/api/monitoring/overview?basis=approved&year=2024');
  return body.figures?.find(({ figure }: { figure: string }) => figure === 'demandReports')?.total.value ?? null;
}

describe('a year is closed (A3-3-04)', () => {
  test('a late entry, the return, the province’s remark, the correction, both approvals, and the nation’s figures move', {
    timeout: 240_000,
  }, async () => {
    const ministry = await app.signIn('ministry');
    const secretary = await app.signIn('secretariat1');
    const { body: own } = await ask(secretary.page, 'GET', '/api/consortia');
    const consortium = own.items[0];
    const { body: me } = await ask(ministry.page, 'GET', '/api/me');
    const year = 2024;
    const opened = await ask(ministry.page, 'POST', '/api/collections', {
      unitId: me.roles[0].unit.id,
      packId: 'moe-2023-15',
      kind: 'self-evaluation',
      year,
      title: '2024年自评报告',
      dueAt: new Date(Date.now() + 86_400_000).toISOString(),
      consortia: [consortium.id],
    });
    expect(opened.status).toBe(201);
    expect(await approvedReports(ministry.page)).toBeNull();

    const member = await app.signIn('member1');
    const { body: reporter } = await ask(member.page, 'GET', '/api/me');
    const file = (title: string) =>
      ask(member.page, 'POST', `/api/consortia/${consortium.id}/ledgers/talent-demand-report/entries`, {
        values: { publisher: reporter.roles[0].unit.id, title, publishedOn: '2024-05-01' },
      });
    expect((await file('虚构需求报告甲')).status).toBe(201);

    await openRoom(secretary.page, '监测', '信息采集');
    await secretary.page.goto(`${app.address}/consortia/${consortium.id}/returns`);
    await shoot(secretary.page, 'returns');
    await secretary.page.getByRole('link', { name: '2024年自评报告' }).click();
    for (const label of ['年度建设计划完成情况', '主要成效与典型做法', '存在问题与改进措施'])
      await secretary.page.getByLabel(label, { exact: true }).fill(`${label}（虚构）`);
    await secretary.page.getByText('内容齐全，可以报送').waitFor();
    await shoot(secretary.page, 'return-fill');
    await secretary.page.getByRole('button', { name: /^报\s*送$/ }).click();
    await secretary.page.getByText('已报送，待省级审核').waitFor();

    const province = await app.signIn('province');
    await province.page.goto(secretary.page.url());
    await province.page.getByLabel('对某一项写意见').selectOption({ label: '发布人才需求报告' });
    await province.page.getByLabel('对“发布人才需求报告”的意见').fill('还有一份报告没有计入（虚构）');
    await shoot(province.page, 'return-judge');
    await province.page.getByRole('button', { name: /^退\s*回$/ }).click();
    await province.page.getByText('已退回，待修改').waitFor();

    expect((await file('虚构需求报告乙（迟报）')).status).toBe(201);
    await secretary.page.reload();
    await secretary.page.getByText('还有一份报告没有计入（虚构）').first().waitFor();
    await shoot(secretary.page, 'return-returned');
    await secretary.page.getByRole('button', { name: /^报\s*送$/ }).click();
    await secretary.page.getByText('已报送，待省级审核').waitFor();

    await province.page.reload();
    await province.page.getByText('以来的变化：1处').waitFor();
    await shoot(province.page, 'return-changes');
    await province.page.getByLabel('完成', { exact: true }).check();
    await province.page.getByRole('button', { name: '审核通过' }).click();
    await province.page.getByText('省级审核通过').first().waitFor();
    await province.page.goto(`${app.address}/collections/${opened.body.id}`);
    await province.page.getByLabel('省级意见').fill('已逐项核实，同意报部（虚构）');
    await shoot(province.page, 'board-province');
    await province.page.getByRole('button', { name: /^报\s*部$/ }).click();
    await province.page.getByText('审核通过的都已报部').waitFor();

    expect(await approvedReports(ministry.page)).toBeNull();
    await ministry.page.goto(`${app.address}/collections`);
    await shoot(ministry.page, 'collections');
    await ministry.page.getByRole('link', { name: '2024年自评报告' }).click();
    await ministry.page.getByText('已逐项核实，同意报部（虚构）').waitFor();
    await shoot(ministry.page, 'board');
    await ministry.page.getByRole('link', { name: consortium.name }).click();
    await ministry.page.getByRole('button', { name: '审核通过' }).click();
    await ministry.page.getByText('部级审核通过').first().waitFor();
    await expect.poll(() => approvedReports(ministry.page), { timeout: 30_000 }).toBe('2');
    for (const { context } of [ministry, secretary, province, member]) await context.close();
  });
});
