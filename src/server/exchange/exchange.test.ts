import { setTimeout as sleep } from 'node:timers/promises';
import { parseCsv } from 'hucre/csv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLedgerWorkbook } from '#documents/xlsx/ledger/read-ledger-workbook.ts';
import { categories } from '#server/member/member-row.ts';
import type { Body, TestClient } from '#test/test-client.ts';
import { dayFromNow, type TestMember, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { writeSheets } from '#test/write-sheet.ts';
import { currentTalentBook } from './current-talent-book.ts';

let server: TestServer;
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;

beforeAll(async () => {
  server = await testServer();
  ({ school, firm, other, url } = await testPartners(server));
});
afterAll(() => server.close());

type Cells = readonly (string | number | null)[];
const until = dayFromNow(30);
const heads = [
  '企业',
  '外部编号',
  '类型',
  '岗位',
  '学历',
  '人数',
  '地点',
  '招收截止',
  '月薪下限',
  '月薪上限',
  '对外公开',
  '技能',
];
const good: Cells = [
  '示例机电',
  'HR-1',
  '就业岗位',
  '装配工',
  '不限',
  3,
  '一号车间',
  until,
  5000,
  7000,
  '是',
  '钳工、装配',
];
const fileOf = (rows: readonly Cells[]): Uint8Array => writeSheets({ sheets: { 岗位: [heads, ...rows] } });

async function ended(who: TestClient, jobId: string): Promise<Body> {
  for (let tries = 0; tries < 2400; tries++) {
    const { body } = await who.get(`/api/jobs/${jobId}`);
    if (!['waiting', 'running'].includes(body.state)) return body;
    await sleep(25);
  }
  throw new Error('the job does not end');
}
async function check(who: TestClient, bytes: Uint8Array, name = '岗位.xlsx', query = ''): Promise<Body> {
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(bytes)]), name);
  const begun = await who.request('POST', `${url}/talent-imports${query}`, { body });
  expect([begun.status, begun.text]).toEqual([202, begun.text]);
  return ended(who, begun.body.jobId);
}
async function accept(who: TestClient, checked: Body, mode = 'all'): Promise<Body> {
  const begun = await who.post(`${url}/talent-imports/${checked.id}/acceptance`, { mode });
  expect([begun.status, begun.text]).toEqual([202, begun.text]);
  return ended(who, begun.body.jobId);
}
async function bytesOf(who: TestClient, path: string): Promise<Uint8Array> {
  const answer = await fetch(server.address + url + path, { headers: who.headers });
  expect([path, answer.status]).toEqual([path, 200]);
  return new Uint8Array(await answer.arrayBuffer());
}
const positions = async (): Promise<Body[]> => (await school.reporter.get(`${url}/positions?all=true`)).body.items;

describe('positions and cohorts from other systems (A2-1-03)', () => {
  test('a file is checked, taken, and taken again without a change; a new word changes the same position', async () => {
    const rows = [good, ['示例机电', 'HR-2', '实习岗位', '质检', '高职', 2, '二号楼', until]];
    const checked = await check(firm.reporter, fileOf(rows));
    expect(checked.result.counts).toMatchObject({ added: 2, refused: 0 });
    expect(await positions()).toEqual([]);
    expect((await accept(firm.reporter, checked)).result.counts).toMatchObject({ added: 2 });
    const taken = (await positions()).find(({ title }) => title === '装配工');
    expect(taken).toMatchObject({
      member: { id: firm.id },
      kind: 'job',
      headcount: 3,
      skills: ['钳工', '装配'],
      pay: { from: 5000, to: 7000 },
      isPublic: true,
      version: 1,
    });
    const again = await check(firm.reporter, fileOf(rows));
    expect(again.result.counts).toMatchObject({ added: 0, changed: 0, repeated: 2 });
    await accept(firm.reporter, again);
    expect((await positions()).map(({ version }) => version)).toEqual([1, 1]);
    const more = fileOf([good.with(5, 8).with(10, null)]);
    expect((await accept(firm.reporter, await check(firm.reporter, more))).result.counts).toMatchObject({ changed: 1 });
    const changed = (await positions()).find(({ title }) => title === '装配工');
    // What the file does not say stays: it is public as before.
    expect(changed).toMatchObject({ id: taken?.id, headcount: 8, isPublic: true, version: 2 });
  });

  test('what cannot be right is told by row and column, and of a file with a fault nothing is taken unless one asks for the good rows', async () => {
    const bad: readonly Cells[] = [
      good.with(1, 'B-1').with(5, '若干'),
      good.with(1, 'B-2').with(4, '博士后'),
      good.with(1, 'B-3').with(7, '2026-02-30'),
      good.with(1, 'B-4').with(8, 9000),
      good.with(1, 'B-5').with(0, '查无此企业'),
      good.with(1, 'B-6').with(0, '示例职院'),
      good.with(1, 'B-7').with(0, '示例物流'),
      good.with(1, null),
      good.with(1, 'B-8').with(3, '长'.repeat(101)),
      good.with(1, 'B-9').with(3, '甲'),
      good.with(1, 'B-9').with(3, '乙'),
      good.with(1, 'B-10').with(5, 0),
      good.with(1, 'B-11').with(7, '2020-01-01'),
    ];
    const checked = await check(firm.reporter, fileOf(bad));
    const told = new Map(checked.result.told.map((row: Body) => [row.row, row]));
    const wordsOf = (row: number) =>
      (told.get(row) as Body).findings.map(({ fields, message }: Body) => `${fields.join()} ${message}`).join();
    for (const [row, field] of [
      [2, 'headcount'],
      [3, 'level'],
      [4, 'expiresOn'],
      [5, 'payFrom'],
      [6, 'member'],
      [7, 'member'],
      [8, 'member'],
      [9, 'externalId'],
      [10, 'title'],
      [12, 'externalId'],
      [13, 'headcount'],
    ] as const)
      expect([row, wordsOf(row)]).toEqual([row, expect.stringContaining(`${field} `)]);
    for (const [row, words] of [
      [2, '现为“若干”'],
      [3, '应为以下之一：中职'],
      [5, '“月薪下限”9000大于“月薪上限”7000'],
      [6, '查无此企业'],
      [8, '不能替“示例物流”导入'],
      [10, '“岗位”太长或超出范围'],
      [12, '与第11行的外部编号相同而内容不一致'],
    ] as const)
      expect([row, wordsOf(row)]).toEqual([row, expect.stringContaining(words)]);
    expect(checked.result.counts).toMatchObject({ added: 2, refused: 11 });
    expect(wordsOf(14)).toContain('已过');
    const refused = await firm.reporter.post(`${url}/talent-imports/${checked.id}/acceptance`, { mode: 'all' });
    expect(refused.body.type).toBe('urn:lianheti:has-errors');
    expect((await accept(firm.reporter, checked, 'good')).result.counts).toMatchObject({ added: 2, refused: 11 });
    const report = await firm.reporter.get(`/api/jobs/${checked.id}/result`);
    expect(report.status).toBe(200);
    // A job of ledgers is not taken for one of positions, and the other way round.
    const ledgers = await firm.reporter.post(`${url}/ledger-imports/${checked.id}/acceptance`, { mode: 'good' });
    expect(ledgers.status).toBe(404);
  });

  test('the template is read back by its own reader, and a csv of cohorts takes those that were typed by hand', async () => {
    const template = await bytesOf(firm.reporter, '/talent-imports/template.xlsx');
    const read = await readLedgerWorkbook(template, currentTalentBook(), { categories, fileName: '模板.xlsx' });
    expect(read.sheets.map(({ kind }) => kind.id)).toEqual(['position', 'programme']);
    expect(read.findings).toEqual([]);
    const typed = { memberId: school.id, major: '460301', enrolledIn: 2024, graduatesIn: 2027, size: 40 };
    const id = (await school.reporter.post(`${url}/programmes`, typed)).body.id;
    const csv = `学校,外部编号,专业,入学年份,毕业年份,人数,所学技能\n示例职院,J-1,460301,2024,2027,45,PLC\n示例职院,J-2,460104,2025,2028,50,\n`;
    const checked = await check(school.reporter, Buffer.from(csv), '专业.csv', '?kind=programme');
    expect(checked.result.counts).toMatchObject({ changed: 1, added: 1, refused: 0 });
    await accept(school.reporter, checked);
    const { programmes } = (await school.reporter.get(`${url}/talent`)).body;
    expect(programmes.find((one: Body) => one.id === id)).toMatchObject({ size: 45, skills: ['PLC'], version: 2 });
    const twin = await check(school.reporter, Buffer.from(csv.replace('J-2', 'J-3')), '专业.csv', '?kind=programme');
    expect(twin.result.counts).toMatchObject({ repeated: 1, refused: 1 });
  });

  test('a system writes by its number with a token, once for each key, and reads lists; no scope reaches further', async () => {
    const scopes = ['talent:read', 'talent:write'];
    const { body } = await firm.reporter.post('/api/me/tokens', { name: '人事系统', unitId: firm.id, scopes });
    const headers = { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' };
    const put = async (memberId: string, number: string, said: object, more = {}) => {
      const answer = await fetch(`${server.address}${url}/members/${memberId}/positions/${number}?source=HR`, {
        method: 'PUT',
        headers: { ...headers, ...more },
        body: JSON.stringify(said),
      });
      return { status: answer.status, replayed: answer.headers.get('idempotent-replayed'), body: await answer.json() };
    };
    const said = { kind: 'job', title: '调度员', level: '不限', headcount: 1, place: '园区', expiresOn: until };
    const key = { 'idempotency-key': 'a-1' };
    const first = await put(firm.id, 'P%2F9', said, key);
    expect([first.status, first.body.outcome]).toEqual([201, 'added']);
    expect(await put(firm.id, 'P%2F9', said, key)).toEqual({ ...first, replayed: 'true' });
    expect((await put(firm.id, 'P%2F9', said)).body).toEqual({ id: first.body.id, outcome: 'repeated' });
    const fewer = await put(firm.id, 'P%2F9', { ...said, isWithdrawn: true });
    expect([fewer.status, fewer.body.outcome]).toEqual([200, 'changed']);
    expect((await put(other.id, 'P-1', said)).status).toBe(403);
    expect((await put(firm.id, 'P-2', { ...said, headcount: 0 })).status).toBe(422);
    const both = await Promise.all([put(firm.id, 'P-3', said), put(firm.id, 'P-3', said)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    const get = (path: string) => fetch(server.address + path, { headers: { authorization: headers.authorization } });
    expect((await get(`${url}/positions`)).status).toBe(200);
    expect((await get(`${url}/positions.csv`)).status).toBe(200);
    expect((await get(`${url}/ledgers`)).status).toBe(403);
  });

  test('lists go out as csv that Excel reads and no program computes, and come back as they went', async () => {
    const odd = {
      kind: 'job',
      title: '=HYPERLINK("x")',
      level: '不限',
      headcount: 1,
      place: '@甲,“乙”',
      expiresOn: until,
    };
    const number = `${url}/members/${firm.id}/positions/X-1`;
    expect((await firm.reporter.put(number, odd)).status).toBe(201);
    const bytes = await bytesOf(firm.reporter, '/positions.csv');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    expect(text.startsWith('\ufeff')).toBe(true);
    const [head = [], ...rows] = parseCsv(text.slice(1)).map((row) => row.map(String));
    expect(rows.length).toBe((await positions()).length);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows.map((row) => row[head.indexOf('岗位')])).toContain(`'=HYPERLINK("x")`);
    const again = await check(firm.reporter, bytes, '岗位.csv', '?kind=position');
    expect(again.result.counts).toMatchObject({ repeated: rows.length, added: 0, changed: 0, refused: 0 });
    for (const noun of ['programmes', 'demands', 'resources'])
      expect((await bytesOf(school.reporter, `/${noun}.csv`)).length).toBeGreaterThan(30);
    expect((await school.reporter.get(`${url}/demands.xlsx`)).status).toBe(200);
  });
});
