import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body } from '#test/test-client.ts';
import { testConsortium } from '#test/test-consortium.ts';
import { type TestMember, type TestPartners, testMember, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const [turner, welder] = ['6-18-01-01', '6-18-02-04'];

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, other, url } = await testPartners(server));
  const said = { occupation: turner, level: '高职' };
  const years = [
    { year: year - 1, headcount: 10 },
    { year, headcount: 30 },
  ];
  await firm.reporter.put(`${url}/demands`, { memberId: firm.id, position: '车工', years, ...said });
  await other.reporter.put(`${url}/demands`, {
    ...{ memberId: other.id, position: '焊工', occupation: welder, level: '不限' },
    years: [{ year, headcount: 5 }],
  });
  const cohort = { memberId: school.id, major: '460103', enrolledIn: year - 3, graduatesIn: year, size: 41 };
  expect((await school.reporter.post(`${url}/programmes`, cohort)).status).toBe(201);
  for (const occupation of [turner, welder]) {
    const trains = { major: '460103', occupation };
    expect((await here.secretary.post(`${url}/major-occupations`, trains)).status).toBeLessThan(300);
  }
});
afterAll(() => server.close());

const offer = async (by: TestMember, more: object) =>
  by.reporter.post(`${url}/positions`, {
    ...{ memberId: by.id, kind: 'job', title: '车工', occupation: turner, level: '高职', headcount: 1 },
    ...{ place: '示例市', expiresOn: `${year}-12-31`, ...more },
  });
const balance = async (query = ''): Promise<Body> =>
  (await school.reporter.get(`${url}/talent-balance?year=${year}${query}`)).body;
const records = async (query: string): Promise<Body> =>
  (await school.reporter.get(`${url}/talent-balance/records?year=${year}&${query}`)).body;
const sum = (sources: Body[]) => sources.reduce((all: number, { counted }) => all + counted, 0);

describe('supply against demand (A2-1-03, B-4.1)', () => {
  test('each line says what is needed, who will graduate, the gap and what changed, and opens into its records', async () => {
    const { rows, total } = await balance();
    expect(total).toMatchObject({ demand: 35, supply: 41, coverage: 117 });
    expect(rows).toMatchObject([
      { key: turner, label: `车工（${turner}）`, demand: 30, supply: 21, gap: 9, coverage: 70, before: { demand: 10 } },
      { key: welder, demand: 5, supply: 20, surplus: 15, coverage: 400, before: { demand: 0 }, pay: null },
    ]);
    for (const { key, demand, supply } of rows) {
      const opened = await records(`by=occupation&key=${key}`);
      expect([sum(opened.demand), sum(opened.supply)]).toEqual([demand, supply]);
    }
    const { supply } = await records(`by=occupation&key=${turner}`);
    expect(supply).toMatchObject([{ source: 'cohort', member: { name: '示例职院' }, headcount: 41, counted: 21 }]);
    expect(supply[0].title).toContain('数控技术');
    expect(await balance('&by=level')).toMatchObject({
      rows: [
        { key: '高职', demand: 30, supply: 41, surplus: 11 },
        { key: '不限', demand: 5, gap: null },
      ],
    });
  });

  test('an enterprise belongs to an industry of the list, said by itself or the secretariat, and supply follows need', async () => {
    const at = (member: TestMember) => `${url}/members/${member.id}/industry`;
    expect((await firm.reporter.put(at(firm), { industry: 'C34' })).status).toBe(204);
    expect((await here.secretary.put(at(other), { industry: 'G' })).status).toBe(204);
    expect((await firm.reporter.put(at(other), { industry: 'A' })).status).toBe(403);
    expect((await firm.reporter.put(at(firm), { industry: 'X' })).body).toMatchObject({ fields: ['industry'] });
    expect((await here.secretary.put(at(school), { industry: 'P' })).body).toMatchObject({ fields: ['memberId'] });
    expect((await firm.reporter.put(`${url}/industries`, { industries: ['C34'] })).status).toBe(403);
    expect((await here.secretary.put(`${url}/industries`, { industries: ['C34', 'C34'] })).status).toBe(204);
    expect((await firm.reporter.get(`${url}/industries`)).body).toMatchObject({ leading: ['C34'], manages: false });
    const { rows } = await balance('&by=industry');
    expect(rows).toMatchObject([
      { key: 'C34', label: '通用设备制造业（C34）', demand: 30, supply: 21 },
      { key: 'G', demand: 5, supply: 20 },
    ]);
  });

  test('what is foreseen and what is offered are one need; pay is told once there are enough positions', async () => {
    for (let at = 0; at < 4; at++) await offer(firm, { pay: { from: 4000 + 1000 * at, to: 4000 + 1000 * at } });
    expect((await balance()).rows[0]).toMatchObject({ demand: 30, pay: null });
    await offer(firm, { headcount: 40, pay: { from: 9000, to: 9000 } });
    const [row] = (await balance()).rows;
    expect(row).toMatchObject({ demand: 44, pay: { positions: 5, low: 5000, middle: 6000, high: 7000 } });
    const opened = await records(`by=occupation&key=${turner}`);
    expect(opened.demand.map(({ source, counted }: Body) => [source, counted])).toContainEqual(['forecast', 0]);
    expect(sum(opened.demand)).toBe(44);
    await offer(firm, { kind: 'internship', headcount: 500 });
    expect((await balance()).rows[0].demand).toBe(44);
  });

  test('a forecast says plainly that there are too few years, and stands beside what enterprises foresee', async () => {
    const next = [{ year: year + 1, headcount: 12 }];
    const said = { memberId: firm.id, position: '车工', occupation: turner, level: '高职', years: next };
    await firm.reporter.put(`${url}/demands`, said);
    const { body } = await school.reporter.get(`${url}/talent-balance/forecast?year=${year}`);
    expect(body).toMatchObject({ years: [year - 1, year], method: 'naive', lacks: 'years', tests: [] });
    const own = body.occupations.find(({ occupation }: Body) => occupation === turner);
    expect(own).toMatchObject({ past: [10, 44], years: [{ value: 44, span: null, foreseen: 12 }, {}, {}] });
  });

  test('costs as many queries however many records there are', async () => {
    const path = `${url}/talent-balance?year=${year}`;
    const before = await queriesOf(firm.reporter, path);
    await offer(firm, { title: '钳工', occupation: '6-20-01-01' });
    await offer(other, { title: '电工', occupation: '6-31-01-03' });
    expect(await queriesOf(firm.reporter, path)).toBe(before);
  });

  test('nobody of another consortium sees it; a year that is none is refused', async () => {
    const elsewhere = await testConsortium(server, { name: '别处联合体', province: '别省' });
    const stranger = await testMember(server, elsewhere.consortiumId, { name: '别处机电' });
    for (const path of ['', '/forecast', `/records?year=${year}&by=level`])
      expect((await stranger.reporter.get(`${url}/talent-balance${path}`)).status).toBe(404);
    expect((await school.reporter.get(`${url}/talent-balance?year=1999`)).status).toBe(422);
    const seen = await server.context.db.asActor(stranger.reporter, async (tx) => [
      ...(await tx.selectFrom('talent_industry').select('industry').execute()),
      ...(await tx.selectFrom('leading_industry').select('industry').execute()),
    ]);
    expect(seen).toEqual([]);
  });
});

describe('the talent demand report (B-4.1)', () => {
  const report = async (id: string, by = here.secretary): Promise<Body> =>
    (await by.get(`${url}/talent-reports/${id}`)).body;
  const paragraph = (of: Body, part: string): Body => of.parts.find((each: Body) => each.part === part);
  const draft = async (): Promise<string> => {
    const made = await here.secretary.post(`${url}/talent-reports`, { memberId: school.id, year });
    expect([made.status, made.text]).toEqual([201, made.text]);
    return made.body.id;
  };

  test('is drafted from the figures, written on paragraph by paragraph, published once, read by anybody and counted', async () => {
    const id = await draft();
    const path = `${url}/talent-reports/${id}`;
    const drafted = await report(id);
    expect(drafted).toMatchObject({ state: 'draft', title: `测试联合体${year}年人才需求报告` });
    expect(paragraph(drafted, 'shortage').text).toContain('车工');
    expect(drafted.parts.some(({ block }: Body) => block?.kind === 'chart')).toBe(true);
    expect((await firm.reporter.get(path)).status).toBe(404);

    const written = `${path}/texts/advice`;
    expect((await firm.reporter.put(written, { text: '侵入', version: 0 })).status).toBe(403);
    expect(
      (await here.secretary.put(written, { text: '扩大车工订单班。\n共建焊接实训。', version: 0 })).body.version,
    ).toBe(1);
    expect((await here.secretary.put(written, { text: '旧稿', version: 0 })).body.type).toBe('urn:lianheti:stale');
    expect((await here.secretary.put(`${path}/texts/nothing`, { text: '无', version: 0 })).status).toBe(404);
    expect(paragraph(await report(id), 'advice')).toMatchObject({ isEdited: true, version: 1 });

    await offer(other, { title: '叉车工', occupation: '6-02-03-01', headcount: 7 });
    expect(paragraph(await report(id), 'shortage').text).not.toContain('叉车工');
    expect((await here.secretary.post(`${path}/acts`, { action: 'refresh', version: 1 })).body.version).toBe(2);
    const fresh = await report(id);
    expect(paragraph(fresh, 'shortage').text).toContain('叉车工');
    expect(paragraph(fresh, 'advice').text).toContain('扩大车工订单班。');

    expect((await server.stranger.get(`/public/talent-reports/${id}`)).status).toBe(404);
    expect((await here.secretary.post(`${path}/acts`, { action: 'publish', version: 2 })).body.version).toBe(3);
    const page = (await server.stranger.get(`/public/talent-reports/${id}`)).text;
    for (const text of ['叉车工', '扩大车工订单班。', '共建焊接实训。', '下载Word']) expect(page).toContain(text);
    expect(page.replace(/<script type="application\/ld\+json">/, '')).not.toContain('<script');
    expect((await server.stranger.get('/public/talent-reports')).text).toContain(`人才需求报告</a>`);
    expect((await server.stranger.get('/sitemap.xml')).text).toContain(`/public/talent-reports/${id}`);
    expect((await here.secretary.get(`${url}/figures/demandReports/${year}`)).body.value).toBe('1');

    await offer(other, { title: '装卸工', occupation: '6-02-03-02', headcount: 9 });
    expect((await firm.reporter.get(path)).body.state).toBe('published');
    expect(JSON.stringify(await report(id))).not.toContain('装卸工');
    expect((await here.secretary.put(written, { text: '改', version: 1 })).body.type).toBe(
      'urn:lianheti:action-not-possible',
    );
    const again = await here.secretary.post(`${url}/talent-reports`, { memberId: school.id, year });
    expect(again.body).toMatchObject({ fields: ['title'] });
    const frozen = server.context.db.asOwner((tx) =>
      tx.updateTable('talent_report').set({ title: '改', version: 4 }).where('id', '=', id).execute(),
    );
    await expect(frozen).rejects.toThrow('what was published stays');

    const withdrawn = { action: 'withdraw', version: 3, reason: '数据有误' };
    expect((await here.secretary.post(`${path}/acts`, withdrawn)).body.version).toBe(4);
    expect((await server.stranger.get(`/public/talent-reports/${id}`)).status).toBe(404);
    expect((await here.secretary.get(`${url}/figures/demandReports/${year}`)).body.value).not.toBe('1');
  });

  test('is given as Word and PDF, as a draft and as it was published', async () => {
    const id = await draft();
    for (const [name, mark] of [
      ['report.docx', 'PK'],
      ['report.pdf', '%PDF'],
    ] as const) {
      const { status, text } = await here.secretary.get(`${url}/talent-reports/${id}/${name}`);
      expect([status, text.slice(0, mark.length)]).toEqual([200, mark]);
    }
    expect((await server.stranger.get(`/public/talent-reports/${id}/report.pdf`)).status).toBe(404);
    await here.secretary.post(`${url}/talent-reports/${id}/acts`, { action: 'publish', version: 1 });
    expect((await server.stranger.get(`/public/talent-reports/${id}/report.pdf`)).text.slice(0, 4)).toBe('%PDF');
    expect((await server.stranger.get('/public/talent-reports/nothing')).status).toBe(404);
  });
});

describe('majors: warned of and adjusted (B-4.1)', () => {
  const majors = async (by = school): Promise<Body> => (await by.reporter.get(`${url}/majors`)).body;
  const milling = async (): Promise<Body> => (await majors()).majors.find(({ major }: Body) => major === '460103');
  const told = { planned: 50, admitted: 30, graduates: 40, employed: 20, version: 0 };

  test('a school tells how many came and found work; each reason stands with its figure, and only it and offices see it', async () => {
    const [programme] = (await majors()).programmes;
    const outcome = `${url}/programmes/${programme.id}/outcome`;
    expect((await firm.reporter.put(outcome, told)).status).toBe(403);
    for (const [more, fields] of [
      [{ employed: 41 }, ['employed']],
      [{ admitted: null }, ['planned', 'admitted']],
      [{ graduates: 0, employed: 0 }, ['graduates', 'employed']],
    ] as const)
      expect((await school.reporter.put(outcome, { ...told, ...more })).body).toMatchObject({ fields });
    expect((await school.reporter.put(outcome, told)).body).toEqual({ version: 1 });
    expect((await school.reporter.put(outcome, told)).body.type).toBe('urn:lianheti:stale');
    const { stand } = await milling();
    expect(stand.grade).toBe('warned');
    const texts = stand.reasons.map(({ text }: Body) => text);
    expect(texts).toContain(`${year}年毕业40人、就业20人，就业率50%（低于80%）`);
    expect(texts).toContain(`${year - 3}年计划50人、报到30人，报到率60%（低于70%）`);
    expect(await majors(firm)).toMatchObject({ majors: [], programmes: [], cases: [] });
    expect((await here.secretary.get(`${url}/majors`)).body.majors).toHaveLength(1);
  });

  test('an adjustment has its file: opened with the figures, argued, decided once, told of after a year, and in the ledger', async () => {
    const opening = { memberId: school.id, major: '460103', why: '就业率低' };
    expect((await firm.reporter.post(`${url}/major-cases`, opening)).status).toBe(403);
    const none = await school.reporter.post(`${url}/major-cases`, { ...opening, major: '460104' });
    expect(none.body).toMatchObject({ fields: ['major'] });
    const { body } = await school.reporter.post(`${url}/major-cases`, opening);
    expect((await school.reporter.post(`${url}/major-cases`, opening)).body).toMatchObject({ fields: ['major'] });
    const path = `${url}/major-cases/${body.id}`;
    expect((await firm.reporter.get(path)).status).toBe(404);
    expect((await school.reporter.post(`${path}/findings`, { text: '两家企业不再招聘' })).status).toBe(201);
    const decided = { act: 'decide', version: 1, action: '改造', decidedBy: 'school', decidedOn: `${year - 2}-03-01` };
    const said = { reference: '示例职院〔2024〕3号（虚构）', basis: '对口需求转向自动化' };
    const act = (more: object) => school.reporter.post(`${path}/acts`, { ...decided, ...said, ...more });
    expect((await act({ decidedOn: `${year + 1}-01-01` })).body).toMatchObject({ fields: ['decidedOn'] });
    expect((await act({ action: '扩大' })).body).toMatchObject({ fields: ['action'] });
    expect((await school.reporter.post(`${path}/acts`, { act: 'close', version: 1, effect: '早' })).status).toBe(409);
    expect((await act({})).body).toEqual({ version: 2 });
    expect((await act({ version: 2 })).body.type).toBe('urn:lianheti:action-not-possible');
    const entries = (await here.secretary.get(`${url}/ledgers/major-adjustment/entries`)).body.items;
    expect(entries).toMatchObject([{ values: { major: '460103', action: '改造' } }]);
    expect(
      (await school.reporter.post(`${path}/acts`, { act: 'close', version: 2, effect: '就业率回升' })).status,
    ).toBe(200);
    const file = (await school.reporter.get(path)).body;
    expect(file).toMatchObject({
      state: 'closed',
      effect: '就业率回升',
      openedWith: { grade: 'warned' },
      mayAct: false,
    });
    expect((await school.reporter.post(`${path}/findings`, { text: '迟' })).status).toBe(409);
  });

  test('what is not adjusted is closed at once and in no ledger; a decision of this year waits for its effect', async () => {
    const opening = { memberId: school.id, major: '460103', why: '再议' };
    const open = async () =>
      `${url}/major-cases/${(await school.reporter.post(`${url}/major-cases`, opening)).body.id}/acts`;
    const said = { act: 'decide', version: 1, reference: '会议纪要（虚构）', basis: '需求回升' };
    const kept = { ...said, action: null, decidedBy: 'school', decidedOn: `${year}-01-01` };
    expect((await school.reporter.post(await open(), kept)).status).toBe(200);
    const path = await open();
    const council = { ...said, action: '停招', decidedBy: 'council', decidedOn: `${year}-01-01` };
    expect((await here.secretary.post(path, council)).status).toBe(200);
    const early = await school.reporter.post(path, { act: 'close', version: 2, effect: '早' });
    expect(early.body.detail).toContain(`${year + 1}-01-01`);
    expect((await here.secretary.get(`${url}/ledgers/major-adjustment/entries`)).body.items).toHaveLength(2);
    expect((await majors()).cases.map(({ state }: Body) => state)).toEqual(['adjusted', 'kept', 'closed']);
  });
});
