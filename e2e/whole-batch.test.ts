import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentPack } from '#packs/packs.ts';
import { embeddedConnection } from '#server/db/embedded-postgres.ts';
import { makeNation } from '#server/example/nation/make-nation.ts';
import { runCommand } from '#test/run-command.ts';
import { endPublicity } from './admit-example.ts';
import { batchByApi, done } from './batch-by-api.ts';
import { type RunningApp, startApp } from './start-app.ts';

const size = { provinces: 2, applications: 4, experts: 16 };
const title = '第一批申报（虚构）';
const nation = makeNation(size);
const names = nation.consortia.map(({ name }) => name);
const applications: string[] = [];

let app: RunningApp;
let api: ReturnType<typeof batchByApi>;
let batchId: string;
beforeAll(async () => {
  app = await startApp({ nation: { ...size, until: 'opened' } });
  api = batchByApi(app.address, nation);
}, 240_000);
afterAll(() => app?.stop());

/** Signs in and does something on the page; every question that the page asks is answered with yes. */
async function asUser(account: string, act: (page: Page) => Promise<void>): Promise<void> {
  const { page, context } = await app.signIn(account);
  page.on('dialog', (dialog) => void dialog.accept());
  await act(page);
  await context.close();
}

const at = (path: string) => `${app.address}/batches/${batchId}${path}`;

describe('a whole batch, from its opening to the published list (A3-1-01, A3-2-03, A3-3-03)', {
  timeout: 240_000,
}, () => {
  test('the ministry opens it, and gives applicants more time for a reason', async () => {
    await asUser('ministry', async (page) => {
      await page.goto(`${app.address}/batches`);
      await page.getByLabel('通知').selectOption({ index: 1 });
      await page.getByLabel('名称').fill(title);
      await page.getByLabel('截止时间').fill('2098-12-31T23:59');
      await page.getByRole('button', { name: '开设' }).click();
      await page.getByRole('link', { name: title }).click();
      await page.getByLabel('延至').fill('2099-01-31T23:59');
      await page.getByLabel('理由').fill('部分地区交通中断（虚构）');
      await page.getByRole('button', { name: '延期' }).click();
      await page.getByText('已延期').waitFor();
      batchId = new URL(page.url()).pathname.split('/')[2] ?? '';
    });
    done(await (await api.as('ministry')).patch(`/api/batches/${batchId}`, { readers: 2 }));
    for (const number of nation.consortia.keys()) applications.push(await api.apply(batchId, number));
  });

  test('a province finds the figures of an application true, ranks its applications and hands them in', async () => {
    const [first = '', second = '', ...others] = applications;
    await api.verify('province-1', second);
    for (const other of others) await api.verify('province-2', other);
    await asUser('province-1', async (page) => {
      await page.goto(`${app.address}/applications/${first}/verification`);
      await page.getByRole('button', { name: /^其余\d+项均属实$/ }).click();
      await page.getByRole('button', { name: /^其余/ }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '完成核实' }).click();
      await page.locator('.state', { hasText: '省级已核实' }).waitFor();
      await page.goto(at(''));
      await page.getByRole('link', { name: '排序推荐', exact: true }).click();
      for (const name of [names[1], names[0]]) {
        await page.getByRole('button', { name: `选入${name}` }).click();
        await page.getByLabel(`对${name}的推荐意见`).fill('同意推荐（虚构）');
      }
      await page.getByRole('button', { name: `${names[0]}上移` }).click();
      await page.getByLabel('总的意见').fill('经集体研究，同意推荐（虚构）');
      await page.getByRole('button', { name: '保存排序' }).click();
      await page.getByRole('button', { name: '提交推荐名单' }).click();
      await page.getByText('名单不再改动').waitFor();
    });
    await api.recommend('province-2', batchId, others);
    const ministry = await api.as('ministry');
    const ranked = done(
      await ministry.get(`/api/batches/${batchId}/recommendations/${await api.unitOf('province-1')}`),
    );
    expect(ranked.items.map(({ applicationId }: { applicationId: string }) => applicationId)).toEqual([first, second]);
  });

  test('the ministry looks through the papers and admits', async () => {
    const [first = '', ...others] = applications;
    await asUser('ministry', async (page) => {
      await page.goto(`${app.address}/applications/${first}/formal`);
      for (const item of currentPack.formalReview.filter(({ kind }) => kind === 'manual' || kind === 'materials')) {
        const row = page.locator('tr', { has: page.getByText(item.title, { exact: true }) });
        await row.getByRole('button', { name: `${item.title}：符合`, exact: true }).click();
        await row.locator('.good').waitFor();
      }
      await page.getByRole('button', { name: '形式审查通过' }).click();
      await page.locator('.state', { hasText: '形式审查通过' }).waitFor();
    });
    for (const other of others) await api.admit(other);
  });

  test('the office draws experts by a seed it committed to, and assigns readers', async () => {
    await asUser('ministry', async (page) => {
      await page.goto(at('/experts'));
      await page.getByRole('button', { name: `列入全部${size.experts}人` }).click();
      await page.getByLabel('抽取人数').fill('10');
      await page.getByRole('button', { name: '固定范围和人数' }).click();
      await page.getByRole('button', { name: '公布种子并抽取' }).click();
      await page.getByRole('link', { name: '下载复算文件' }).waitFor();
      await api.accept(batchId);
      await page.goto(at('/assignment'));
      await page.getByRole('button', { name: '求解分工' }).click();
      await page.getByText('已证明最优').waitFor();
      await page.getByRole('button', { name: '采用这一方案' }).click();
      await page.getByText('已采用。').waitFor();
    });
    expect(await api.readers(batchId)).toHaveLength(applications.length * 2);
  });

  test('an expert scores every point of an application and hands the reading in', async () => {
    const [own, ...others] = await api.readers(batchId);
    if (!own) throw new Error('nobody reads');
    await asUser(own.account, async (page) => {
      await page.goto(`${app.address}/readings`);
      await page.locator(`a[href="/applications/${own.application}/reading"]`).click();
      const scores = page.locator('input.score');
      await scores.first().waitFor();
      for (const score of await scores.all()) await score.fill('88');
      await page.getByText('全部评完。').waitFor();
      await page.getByRole('button', { name: '提交审阅' }).click();
      await page.getByText('审阅已提交').waitFor();
    });
    for (const { account, application } of others)
      await api.read(account, application, 90 - applications.indexOf(application) * 4);
  });

  test('the ministry looks at the results, decides and publishes the draft list', async () => {
    await asUser('ministry', async (page) => {
      await page.goto(at('/results'));
      for (const name of names) await page.getByText(name).first().waitFor();
      await page.goto(at('/selection'));
      await page.getByLabel('方案名称').fill('只取两家');
      await page.getByLabel('名额', { exact: true }).fill('2');
      await page.getByText('按现在的条件列入2家').waitFor();
      await page.getByRole('button', { name: '保存方案' }).click();
      await page.getByRole('button', { name: '按方案“只取两家”' }).click();
      await page.getByRole('heading', { name: '决定（列入2家）' }).waitFor();
      await page.getByRole('button', { name: '保存决定' }).click();
      await page.getByText('第1版决定由').waitFor();
      await page.getByRole('button', { name: '发布公示名单' }).click();
      await page.getByRole('link', { name: '公示文件（PDF）' }).waitFor();
    });
  });

  test('anybody objects, without script; the ministry answers and publishes the list; everybody reads it', async () => {
    const context = await app.browser.newContext({ javaScriptEnabled: false });
    const anybody = await context.newPage();
    await anybody.goto(`${app.address}/public`);
    await anybody.getByRole('link', { name: '提出异议' }).first().click();
    await anybody.getByLabel('涉及的联合体').selectOption({ label: names[0] ?? '' });
    await anybody.getByLabel(/异议内容/).fill('学徒人数与用工不符（虚构）<script>document.title="x"</script>');
    await anybody.getByLabel(/姓名或单位/).fill('群众甲（虚构）');
    await anybody.getByLabel(/联系方式/).fill('虚构电话');
    await anybody.getByRole('button', { name: '提交异议' }).click();
    await anybody.getByRole('heading', { name: '异议已收到' }).waitFor();

    await asUser('ministry', async (page) => {
      await page.goto(at('/selection'));
      await page.getByLabel(`对${names[0]}的异议的答复`).fill('经核查，与台账一致（虚构）。');
      await page.getByRole('button', { name: '异议不成立' }).click();
      await page.getByText('：经核查，与台账一致（虚构）。').waitFor();
      await endPublicity(app, batchId);
      await page.reload();
      await page.getByLabel('发文字号').fill('示部函〔2026〕1号（虚构）');
      await page.getByRole('button', { name: '公布培育名单' }).click();
      await page.getByRole('link', { name: '名单文件（Word）' }).waitFor();
    });

    await anybody.goto(`${app.address}/public`);
    await anybody
      .getByRole('link', { name: /培育名单的通知/ })
      .first()
      .click();
    for (const name of names.slice(0, 2)) await anybody.getByText(name).first().waitFor();
    expect(await anybody.content()).not.toContain(names[3]);
    await context.close();
    const replayed = await runCommand({ superuser: embeddedConnection(app.folder) }, 'batch', 'replay', batchId);
    expect(replayed).toMatchObject({ code: 0, text: expect.stringContaining('列入2家，与记录一致') });
  });
});
