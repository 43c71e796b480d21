import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase } from '#server/db/database.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { aPng } from '#test/evidence-files.ts';
import { openRoom } from './open-room.ts';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
beforeAll(async () => {
  app = await startApp();
  shots = process.env.SHOTS ?? (await mkdtemp(join(tmpdir(), 'lianheti-shots-')));
  await cultivate();
});
afterAll(() => app?.stop());

const today = beijingToday();
const yesterday = beijingToday(new Date(Date.now() - 86_400_000));

/** The first consortium of the example, on the list since 2024. */
async function cultivate(): Promise<void> {
  const db = await connectDatabase(embeddedConnection(app.folder));
  await db.asOwner(async (tx) => {
    const { id } = await tx
      .selectFrom('unit')
      .select('id')
      .where('kind', '=', 'consortium')
      .where('name', 'like', '%青禾%')
      .executeTakeFirstOrThrow();
    const person = await tx
      .selectFrom('person')
      .select('id')
      .where('email', '=', 'ministry@shili.example')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('standing_event')
      .values({
        consortium_id: id,
        standing: 'cultivated',
        from_day: '2024-01-01',
        reason: '列入培育名单。',
        cause: JSON.stringify({ kind: 'list', id }),
        decided_by: person.id,
      })
      .execute();
  });
  await db.close();
}

/** A picture at both widths, and nothing that keeps somebody from using the page. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  expect([name, await faultsOf(page)]).toEqual([name, []]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(shots, `${name}-390.png`), fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe('a revocation (A3-3-07)', () => {
  test('begins with an anonymous report, is investigated, heard and decided, and stands in the public register from its day on', {
    timeout: 240_000,
  }, async () => {
    const anybody = await app.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await anybody.goto(`${app.address}/public/register`);
    await anybody.getByRole('link', { name: /青禾/ }).click();
    await anybody.getByRole('link', { name: '反映问题' }).click();
    await anybody.getByLabel(/反映的问题/).fill('虚报实训人数（虚构）<script>document.title="x"</script>');
    await anybody.getByLabel(/证据/).setInputFiles({ name: '签到表.png', mimeType: 'image/png', buffer: aPng(40, 30) });
    await look(anybody, 'report');
    await anybody.getByRole('button', { name: '提交' }).click();
    await anybody.getByRole('heading', { name: '已经收到' }).waitFor();
    const [number = '', secret = ''] = await anybody.locator('.number').allTextContents();

    const { page: officer } = await app.signIn('ministry');
    officer.on('dialog', (dialog) => void dialog.accept());
    await openRoom(officer, '验收与资格', '资格案件');
    await look(officer, 'violations');
    await officer.getByRole('link', { name: number }).click();
    await officer.getByText('虚报实训人数（虚构）<script>document.title="x"</script>').waitFor();
    await officer.getByLabel(/核查情况/).fill('已到现场核对签到（虚构）。');
    await officer.getByRole('button', { name: '记录', exact: true }).click();
    await officer.getByText('核查中').waitFor();
    await officer.getByLabel(/请联合体说明/).fill('请说明2024年实训人数的依据（虚构）。');
    await officer.getByRole('button', { name: '提出并通知联合体' }).click();
    await officer.getByText('请说明2024年实训人数的依据（虚构）。').waitFor();
    const address = officer.url();

    const { page: secretary } = await app.signIn('secretariat1');
    secretary.on('dialog', (dialog) => void dialog.accept());
    await secretary.goto(address);
    await secretary.getByLabel('陈述申辩').fill('统计口径有误，愿意更正（虚构）。');
    expect(await secretary.getByText('虚报实训人数').count()).toBe(0);
    await secretary.getByRole('button', { name: '提交', exact: true }).click();
    await secretary.getByText('答：统计口径有误').waitFor();

    await officer.reload();
    await officer.getByLabel('处理', { exact: true }).selectOption({ label: '取消资格' });
    await officer.getByLabel('自', { exact: true }).fill(today);
    await officer.getByLabel('理由', { exact: true }).fill('虚报数据，情节严重（虚构）。');
    await officer.getByLabel('给反映人的答复').fill('经查属实，已取消资格（虚构）。');
    await look(officer, 'violation');
    await officer.getByRole('button', { name: '作出决定' }).click();
    await officer.getByRole('heading', { name: '处理决定：取消资格' }).waitFor();
    await look(officer, 'violation-decided');

    const on = async (day: string) => {
      await anybody.goto(`${app.address}/public/register?on=${day}`);
      return anybody.locator('tbody tr', { hasText: '青禾' }).textContent();
    };
    expect(await on(today)).toContain('取消资格');
    await look(anybody, 'register');
    expect(await on(yesterday)).toContain('培育中');
    await anybody.getByRole('link', { name: /青禾/ }).click();
    await anybody.getByText('虚报数据，情节严重（虚构）。').waitFor();
    await look(anybody, 'register-history');
    await anybody.goto(`${app.address}/public/reports`);
    await anybody.getByLabel('编号').fill(number);
    await anybody.getByLabel('查询码').fill(secret);
    await anybody.getByRole('button', { name: '查询' }).click();
    await anybody.getByText('经查属实，已取消资格（虚构）。').waitFor();

    await secretary.goto(address);
    await secretary.getByLabel(/申诉的事实和理由/).waitFor();
    await secretary.getByRole('link', { name: '联合体的资格' }).click();
    await secretary.getByText('取消资格').first().waitFor();
    await secretary.getByLabel('事项').selectOption({ label: '联合体负责人' });
    await secretary.getByLabel('变更为').fill('虚构新任');
    await secretary.getByLabel('自', { exact: true }).fill(today);
    await secretary.getByLabel('理由', { exact: true }).fill('任职调整（虚构）');
    await secretary.getByRole('button', { name: '提出' }).click();
    await secretary.getByText('已生效').waitFor();
    await look(secretary, 'standing');
    await officer.goto(`${app.address}/changes`);
    await officer.getByText('任职调整（虚构）').waitFor();
    await look(officer, 'changes');
  });
});
