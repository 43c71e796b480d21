import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
