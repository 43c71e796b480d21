import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beijingToday } from '#server/member/member-row.ts';
import { type TestClient, testClient } from '#test/test-client.ts';
import { faultsOf } from './page-faults.ts';
import { type RunningApp, startApp } from './start-app.ts';

let app: RunningApp;
let shots: string;
beforeAll(async () => {
  app = await startApp();
  shots = process.env.SHOTS ?? (await mkdtemp(join(tmpdir(), 'lianheti-shots-')));
});
afterAll(() => app?.stop());

const today = beijingToday();

/** A picture at both widths, and nothing that keeps somebody from using the page. */
async function look(page: Page, name: string): Promise<void> {
  expect([name, await faultsOf(page)]).toEqual([name, []]);
  const before = page.viewportSize();
  for (const [width, height, of] of [
    [1440, 900, ''],
    [390, 844, '-390'],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(shots, `${name}${of}.png`), fullPage: true });
  }
  if (before) await page.setViewportSize(before);
}

/** Entries and evidence of these points this year. */
async function support(client: TestClient, id: string, points: readonly string[]): Promise<Record<string, number>> {
  const { indicators } = (await client.get(`/api/consortia/${id}/indicators?year=${today.slice(0, 4)}`)).body;
  type Point = { id: string; entries: number; evidence: number };
  const all: Point[] = indicators.flatMap((indicator: { points: Point[] }) => indicator.points);
  return Object.fromEntries(
    all.filter((point) => points.includes(point.id)).map(({ id: of, entries, evidence }) => [of, entries + evidence]),
  );
}

async function phone(link: string): Promise<Page> {
  const page = await app.browser.newPage({ viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(20_000);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`${app.address}/meet/${link.split('/').at(-1)}`);
  return page;
}

describe('a council (B-2.1, B-2.4)', () => {
  test('decides from its charter to a resolution, whose tasks and minutes fill its indicators', {
    timeout: 240_000,
  }, async () => {
    const { page: chair, context } = await app.signIn('secretariat2');
    chair.on('dialog', (dialog) => void dialog.accept());
    const cookies = await context.cookies();
    const client = testClient(app.address, { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') });
    const { roles } = (await client.get('/api/me')).body;
    const { id } = roles.find(({ role }: { role: string }) => role === 'secretariat').unit;
    const base = `/api/consortia/${id}`;
    const points = ['1.3', '2.1', '2.2', '2.3', '2.4'];
    const before = await support(client, id, points);

    await chair.goto(`${app.address}/consortia/${id}/council`);
    await chair.getByRole('button', { name: '登记章程' }).click();
    await chair.getByLabel('自哪天起生效').fill('2024-01-01');
    await chair.getByLabel('依据').fill('成立大会通过（虚构）');
    await chair.getByLabel('章程新版本').getByRole('button', { name: '登记' }).first().click();
    await chair.getByText('登记新版本').waitFor();
    const people = [
      ['government', 'chair', '政甲'],
      ['enterprise', 'vice-chair', '企甲'],
      ['enterprise', 'councillor', '企乙'],
      ['school', 'vice-chair', '校甲'],
      ['institute', 'councillor', '研甲'],
    ];
    for (const [party, role, name] of people) {
      const seat = { party, role, name, organisation: `虚构${name}单位`, from: '2024-01-01', to: '2099-12-31' };
      expect((await client.post(`${base}/council-seats`, { ...seat, reference: '选举（虚构）' })).status).toBe(201);
    }
    const draft = {
      kind: 'in-person',
      title: '虚构理事会第一次会议',
      place: '虚构会议室',
      opensAt: `${today}T23:50:00+08:00`,
    };
    const agenda = [{ title: '审议产教融合基金' }, { title: '通报工作' }];
    const { id: meetingId } = (await client.post(`${base}/meetings`, { ...draft, agenda })).body;
    const meeting = `${base}/meetings/${meetingId}`;
    const called = await client.post(`${meeting}/acts`, {
      action: 'call',
      version: 1,
      shortNotice: '首次会议（虚构）',
    });
    const passes = new Map<string, string>(
      called.body.passes.map(({ name, link }: { name: string; link: string }) => [name, link]),
    );
    const linkOf = (name: string) => passes.get(name) ?? '';

    // Three come by their phones; the second enterprise lets the first speak for it.
    const away = await phone(linkOf('企乙'));
    await away.getByLabel(/委托另一位/).selectOption({ label: '企甲（企业，虚构企甲单位）' });
    await away.getByRole('button', { name: '委托', exact: true }).click();
    await away.getByText('已委托企甲').waitFor();
    await away.close();
    const { code } = (await client.get(`${meeting}/code`)).body;
    const phones = new Map<string, Page>();
    for (const name of ['政甲', '企甲', '校甲', '研甲']) {
      const page = await phone(linkOf(name));
      await page.getByLabel(/签到码/).fill(code);
      await page.getByRole('button', { name: '签到' }).click();
      await page.getByText('已签到').first().waitFor();
      phones.set(name, page);
    }
    await chair.goto(`${app.address}/consortia/${id}/council/meetings/${meetingId}`);
    await chair.getByText('达到法定人数', { exact: true }).waitFor();
    await chair.getByRole('button', { name: '宣布开会' }).click();
    await chair.getByText('进行中').first().waitFor();
    await chair.getByRole('button', { name: '进入' }).first().click();

    await chair.getByRole('button', { name: '提出议案' }).click();
    await chair.getByLabel('议案名称').fill('关于设立产教融合基金的议案');
    await chair.getByLabel(/议案内容/).fill('设立产教融合基金，首期出资100万元，由秘书处管理。');
    await chair.getByRole('button', { name: '提出', exact: true }).click();
    await chair.getByRole('button', { name: '提出修正案' }).click();
    await chair.getByLabel('修改后的全文').fill('设立产教融合基金，首期出资120万元，由理事会监督、秘书处管理。');
    await chair.getByLabel('修正案提出人').fill('校甲');
    await chair.getByRole('button', { name: '提出修正案' }).click();
    await look(chair, 'council-amendment');
    await chair.getByRole('button', { name: '无异议采纳' }).click();
    await chair.getByText('已采纳').waitFor();

    const wall = await context.newPage();
    await wall.goto(`${app.address}/consortia/${id}/council/meetings/${meetingId}/wall`);
    await chair.getByLabel('表决方式').selectOption({ label: '无记名投票' });
    await chair.getByRole('button', { name: '开始表决' }).click();
    for (const [name, page] of phones) {
      const choice = name === '研甲' ? '反对' : '赞成';
      if (name === '企甲') await page.getByRole('button', { name: '代企乙赞成' }).click();
      await page.getByRole('button', { name: choice, exact: true }).click();
      await page.getByText(/^已投：/).waitFor();
    }
    await look(phones.get('企甲') ?? chair, 'council-phone-voted');
    await wall.getByText('已投5／5票').waitFor();
    await look(wall, 'council-wall-vote');
    await look(chair, 'council-voting');
    await chair.getByRole('button', { name: '结束表决' }).click();
    await chair.getByText('赞成4，反对1，弃权0').waitFor();
    await phones.get('研甲')?.getByText('已如实计入。').waitFor();
    await look(phones.get('研甲') ?? chair, 'council-phone-counted');
    await wall.getByText('赞成4，反对1，弃权0').waitFor();

    await chair.getByRole('button', { name: '形成决议并编号' }).click();
    await chair.getByText(/理事会决议〔\d{4}〕1号/).waitFor();
    await chair.getByLabel('部门').selectOption('财政');
    await chair.getByLabel('完成期限').fill(today);
    await chair.getByRole('button', { name: '据决议立任务' }).click();
    await chair.getByText('已立任务').waitFor();
    const word = await saved(
      chair,
      chair.getByLabel('关于设立产教融合基金的议案').getByRole('link', { name: 'Word' }),
      'resolution.docx',
    );
    expect(word).toContain('首期出资120万元');
    expect(word).toContain('无记名投票：赞成4票，反对1票，弃权0票');

    await chair.getByRole('button', { name: '宣布散会' }).click();
    await chair.getByLabel('主持人').fill('政甲');
    await chair.getByLabel('讨论情况：审议产教融合基金').fill('与会人员讨论了出资和监督办法（虚构）。');
    await chair.getByLabel('确认期限').fill('2099-12-31');
    await chair.getByRole('button', { name: '形成纪要，请出席人员确认' }).click();
    await chair.getByText(/理事会纪要〔\d{4}〕1号/).waitFor();
    for (const page of phones.values()) {
      await page.getByRole('button', { name: '确认纪要' }).click();
      await page.getByText('您已确认。').waitFor();
    }
    await look(phones.get('校甲') ?? chair, 'council-phone-minutes');
    await chair.reload();
    await chair.getByRole('button', { name: '纪要定稿' }).click();
    await chair.getByText('已定稿，并已作为会议台账的证据材料。').waitFor();
    await look(chair, 'council-minutes');
    const minutes = await saved(
      chair,
      chair.getByLabel('会议纪要').getByRole('link', { name: 'Word' }),
      'minutes.docx',
    );
    for (const told of ['委托企甲', '修正案1，已采纳', '出席人员确认情况', '确认']) expect(minutes).toContain(told);
    await saved(chair, chair.getByLabel('会议纪要').getByRole('link', { name: 'PDF' }), 'minutes.pdf');

    const { items } = (await client.get(`${base}/tasks`)).body;
    const task = items.find(({ origin }: { origin: { noun: string } }) => origin.noun === 'resolution');
    const done = await client.post(`${base}/tasks/${task.id}/acts`, { version: task.version, action: 'finish' });
    expect(done.body.state).toBe('done');
    const after = await support(client, id, points);
    for (const point of ['1.3', '2.1', '2.2', '2.4'])
      expect([point, (after[point] ?? 0) > (before[point] ?? 0)]).toEqual([point, true]);
    await chair.goto(`${app.address}/consortia/${id}/indicators`);
    await chair.getByLabel('年度').selectOption(today.slice(0, 4));
    // Folded up with the point's other figures.
    await chair.getByRole('link', { name: /^理事会会议 1次/, includeHidden: true }).waitFor({ state: 'attached' });
  });
});

/** What a link gives, kept beside the pictures; the text of a Word file. */
async function saved(page: Page, link: ReturnType<Page['getByRole']>, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const path = join(shots, name);
  await download.saveAs(path);
  if (!name.endsWith('.docx')) return '';
  const text = strFromU8(unzipSync(new Uint8Array(await readFile(path)))['word/document.xml'] ?? new Uint8Array());
  return text.replace(/<[^>]+>/g, '');
}
