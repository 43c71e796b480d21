import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestClient } from '#test/test-client.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, other, url } = await testPartners(server));
});
afterAll(() => server.close());

const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const offer = async (by: TestMember, more: Record<string, unknown> = {}): Promise<string> => {
  const said = { kind: 'job', title: '数控操作', level: '高职', headcount: 1, place: '示例市', expiresOn: day(30) };
  const offered = await by.reporter.post(`${url}/positions`, { memberId: by.id, ...said, ...more });
  expect([offered.status, offered.text]).toEqual([201, offered.text]);
  return offered.body.id;
};
const entries = async (): Promise<Body[]> =>
  (await here.secretary.get(`${url}/ledgers/talent-need/entries`)).body.items.map(({ values }: Body) => values);

describe('what enterprises offer and foresee, and schools train (B-4.1)', () => {
  test('an enterprise offers and withdraws its own positions and nobody else’s; schools offer none', async () => {
    const id = await offer(firm, { title: '焊工', skills: ['氩弧焊'], pay: { from: 6000, to: 8000 } });
    const found = (await school.reporter.get(`${url}/positions?q=${encodeURIComponent('机电 氩弧')}`)).body;
    expect(found).toMatchObject({ total: 1, items: [{ id, isOpen: true, member: { name: '示例机电' } }] });
    const said = { kind: 'job', title: '焊工', level: '高职', headcount: 2, place: '示例市', expiresOn: day(30) };
    const change = (who: TestClient, more: Record<string, unknown> = {}) =>
      who.put(`${url}/positions/${id}`, { ...said, version: 1, ...more });
    expect((await change(other.reporter)).status).toBe(403);
    expect((await change(firm.reporter, { level: '博士' })).body).toMatchObject({ fields: ['level'] });
    expect((await change(firm.reporter, { isWithdrawn: true })).body).toEqual({ version: 2 });
    expect((await change(firm.reporter)).body.type).toBe('urn:lianheti:stale');
    expect((await school.reporter.get(`${url}/positions?q=${encodeURIComponent('焊工')}`)).body.total).toBe(0);
    const foreign = { memberId: school.id, ...said };
    expect((await school.reporter.post(`${url}/positions`, foreign)).body).toMatchObject({ fields: ['memberId'] });
    expect((await other.reporter.post(`${url}/positions`, { ...foreign, memberId: firm.id })).status).toBe(403);
  });

  test('a forecast is typed once: each year is an entry of the ledger of demand, and 0 takes it back', async () => {
    const need = { memberId: firm.id, position: '装配工', occupation: '6-20-01-01', level: '高职' };
    const foresee = (years: object[]) => firm.reporter.put(`${url}/demands`, { ...need, years });
    expect(
      (
        await foresee([
          { year: 2026, headcount: 12 },
          { year: 2030, headcount: 40 },
        ])
      ).status,
    ).toBe(204);
    expect((await foresee([{ year: 2026, headcount: 15 }])).status).toBe(204);
    expect((await entries()).map(({ year, headcount }) => [year, headcount]).sort()).toEqual([
      [2026, 15],
      [2030, 40],
    ]);
    expect((await foresee([{ year: 2030, headcount: 0 }])).status).toBe(204);
    expect((await here.secretary.get(`${url}/talent`)).body.demands).toMatchObject([
      { position: '装配工', years: [{ year: 2026, headcount: 15 }] },
    ]);
    expect(
      (await other.reporter.put(`${url}/demands`, { ...need, years: [{ year: 2026, headcount: 1 }] })).status,
    ).toBe(403);
  });

  test('a school’s cohort stands once, and its graduation comes after it', async () => {
    const cohort = { memberId: school.id, major: '460103', enrolledIn: 2023, graduatesIn: 2026, size: 90 };
    const add = (more: object = {}) => school.reporter.post(`${url}/programmes`, { ...cohort, ...more });
    expect((await add()).status).toBe(201);
    expect((await add()).body).toMatchObject({ fields: ['major', 'enrolledIn'] });
    expect((await add({ enrolledIn: 2024, graduatesIn: 2023 })).body).toMatchObject({ fields: ['graduatesIn'] });
    expect((await firm.reporter.get(`${url}/talent`)).body).toMatchObject({ schools: [], programmes: [{ size: 90 }] });
  });

  test('what is typed by name or code is known by its code; which occupations a major trains for, the secretariat says', async () => {
    await offer(firm, { title: '车工', occupation: '6-18-01-01 车工' });
    expect((await school.reporter.get(`${url}/positions`)).body.items[0]).toMatchObject({
      occupation: '6-18-01-01 车工',
      occupationCode: '6-18-01-01',
    });
    const pairs = `${url}/major-occupations`;
    const add = (more: object = {}, who: TestClient = here.secretary) =>
      who.post(pairs, { major: '460103', occupation: '6-18-01-01', ...more });
    expect((await add({}, school.reporter)).status).toBe(403);
    expect((await add({ major: '没有的专业' })).body).toMatchObject({ fields: ['major'] });
    expect((await add({ occupation: '6-18-1' })).body).toMatchObject({ fields: ['occupation'] });
    for (const more of [{}, {}, { major: '工业机器人技术', occupation: '6-31-01-10' }])
      expect((await add(more)).status).toBe(204);
    const listed = (await firm.reporter.get(pairs)).body.items;
    expect(listed.map(({ majorName, occupation }: Body) => [majorName, occupation])).toEqual([
      ['数控技术', '6-18-01-01'],
      ['工业机器人技术', '6-31-01-10'],
    ]);
    const pair = `${pairs}/460103/6-18-01-01`;
    expect((await school.reporter.request('DELETE', pair)).status).toBe(403);
    expect((await here.secretary.request('DELETE', pair)).status).toBe(204);
    expect((await here.secretary.request('DELETE', pair)).status).toBe(404);
  });
});

describe('a fair 双选会, from its positions to the reasons of each result (A2-1-03, B-4.1)', () => {
  let fair: string;
  let lathe: string;
  let forklift: string;
  const token: Record<string, string> = {};
  const guardian: Record<string, string> = {};
  const idOf: Record<string, string> = {};
  const read = async (who: TestClient = here.secretary): Promise<Body> => (await who.get(fair)).body;
  const act = async (action: string): Promise<Body> =>
    (await here.secretary.post(`${fair}/acts`, { version: (await read()).version, action })).body;
  const pass = async (of: string | undefined): Promise<Body> =>
    (await server.stranger.get(`/api/public/fair/${of}`)).body;
  const wish = async (name: string, wishes: string[], mate: number | null = null) => {
    const { version } = (await pass(token[name])).student;
    return server.stranger.put(`/api/public/fair/${token[name]}/wishes`, { version, wishes, mate });
  };
  const agree = (of: string | undefined) => server.stranger.put(`/api/public/fair/${of}/agreement`);
  const rank = async (by: TestMember, position: string, names: string[], quota = 1) => {
    const { version } = (await by.reporter.get(`${fair}/positions/${position}/applicants`)).body;
    const ranking = names.map((name) => idOf[name]);
    return by.reporter.put(`${fair}/positions/${position}/ranking`, { version, quota, ranking });
  };

  test('is prepared with open positions; its students come from their school, each with a pass of its own', async () => {
    [lathe, forklift] = [await offer(firm), await offer(other, { title: '叉车司机' })];
    const over = await offer(firm, { expiresOn: day(-1) });
    const body = { title: '示例双选会', wishesUntil: soon(2), rankingsUntil: soon(4) };
    const closed = await here.secretary.post(`${url}/fairs`, { ...body, positionIds: [lathe, over] });
    expect(closed.body.type).toBe('urn:lianheti:position-closed');
    const prepared = await here.secretary.post(`${url}/fairs`, { ...body, positionIds: [lathe, forklift] });
    fair = `${url}/fairs/${prepared.body.id}`;
    expect((await firm.reporter.post(`${url}/fairs`, { ...body, positionIds: [lathe] })).status).toBe(403);
    const student = (name: string, isMinor = false) => ({ name, major: '460103', skills: ['车削'], isMinor });
    const students = ['甲', '乙', '丙', '丁'].map((name) => student(name, name === '丁'));
    const brought = await school.reporter.post(`${fair}/students`, { memberId: school.id, students });
    for (const { id, name, link, guardianLink } of brought.body.passes) {
      idOf[name] = id;
      token[name] = link.split('/').at(-1);
      guardian[name] = guardianLink?.split('/').at(-1);
    }
    expect([guardian.甲, typeof guardian.丁]).toEqual([undefined, 'string']);
    expect((await firm.reporter.post(`${fair}/students`, { memberId: school.id, students })).status).toBe(403);
    expect((await act('open')).version).toBe(2);
  });

  test('is wished at by whoever agreed; what is over is refused, and nobody learns of another', async () => {
    expect((await wish('甲', [lathe])).body.type).toBe('urn:lianheti:consent-missing');
    for (const name of ['甲', '乙', '丙', '丁']) expect((await agree(token[name])).status).toBe(204);
    expect((await wish('甲', [lathe, forklift], 2)).status).toBe(200);
    expect((await wish('乙', [lathe, forklift], 1)).status).toBe(200);
    expect((await wish('丙', [lathe])).status).toBe(200);
    expect((await wish('丁', [forklift])).status).toBe(200);
    expect((await wish('丙', [lathe, crypto.randomUUID()])).body).toMatchObject({ fields: ['wishes.1'] });
    expect((await wish('丙', [lathe], 3)).status).toBe(422);
    expect((await pass(token.甲)).mate).toEqual({ isMutual: true, text: null });
    expect(JSON.stringify(await pass(token.甲))).not.toContain('乙');
    expect((await server.stranger.get(`/api/public/fair/${'x'.repeat(43)}`)).status).toBe(404);
  });

  test('the database alone keeps what is over out of a list, and lets nobody wish for another', async () => {
    const { db } = server.context;
    const set = (who: { personId: string; passHash?: string }, wishes: string[]) =>
      db.asActor(who, (tx) =>
        tx
          .updateTable('fair_student')
          .set({ wishes })
          .where('id', '=', idOf.丙 ?? '')
          .execute(),
      );
    const own = {
      personId: '',
      passHash: createHash('sha256')
        .update(token.丙 ?? '')
        .digest('hex'),
    };
    await expect(set(own, [crypto.randomUUID()])).rejects.toThrow('open positions');
    await expect(set(own, [lathe, lathe])).rejects.toThrow('each once');
    await expect(set(here.secretary, [forklift])).rejects.toThrow('nobody speaks for a student');
    await expect(set(school.reporter, [forklift])).rejects.toThrow('nobody speaks for a student');
  });

  test('enterprises see who wished them once all wishes are in, never in what place, and rank these alone', async () => {
    expect((await rank(firm, lathe, [])).body.type).toBe('urn:lianheti:rankings-closed');
    await act('end-wishes');
    expect((await wish('甲', [])).body.type).toBe('urn:lianheti:wishes-closed');
    const seen = (await firm.reporter.get(`${fair}/positions/${lathe}/applicants`)).body;
    expect(seen.applicants.map(({ name }: Body) => name)).toEqual(['甲', '乙', '丙']);
    expect(JSON.stringify(seen)).not.toContain('wish');
    // The guardian of 丁 has not agreed: its wish does not count.
    expect((await other.reporter.get(`${fair}/positions/${forklift}/applicants`)).body.applicants).toHaveLength(2);
    expect((await other.reporter.get(`${fair}/positions/${lathe}/applicants`)).status).toBe(403);
    expect((await rank(firm, lathe, ['丁'])).body).toMatchObject({ fields: ['ranking.0'] });
    expect((await rank(firm, lathe, ['乙', '甲'])).status).toBe(200);
    expect((await rank(other, forklift, ['甲', '乙'])).status).toBe(200);
  });

  test('is placed by a job, told to each with the reasons, and stays', async () => {
    expect((await act('end-rankings')).jobId).toEqual(expect.any(String));
    await vi.waitFor(async () => expect((await read()).state).toBe('placed'), { timeout: 60_000, interval: 300 });
    const told = await pass(token.甲);
    expect(told.result).toMatchObject({
      position: '叉车司机（示例物流）',
      wishes: [
        { title: '数控操作（示例机电）', text: '名额由排序在前者占满：名额1个，录取至排序第1名，本人第2名' },
        { outcome: 'given' },
      ],
    });
    expect(told.mate.text).toContain('同一地点');
    expect((await pass(token.丙)).result.wishes).toMatchObject([{ outcome: 'not-ranked' }]);
    expect((await pass(token.丁)).result).toEqual({ position: null, wishes: [] });
    const { applicants } = (await firm.reporter.get(`${fair}/positions/${lathe}/applicants`)).body;
    expect(applicants.map(({ outcome }: Body) => outcome)).toEqual(['others-before', 'given', null]);
    const freed = server.context.db.asOwner((tx) =>
      tx
        .updateTable('fair_student')
        .set({ position_id: null })
        .where('id', '=', idOf.甲 ?? '')
        .execute(),
    );
    await expect(freed).rejects.toThrow();
  });

  test('can be placed again offline from its file, whose digest is kept, also after a student was deleted', async () => {
    expect((await server.stranger.delete(`/api/public/fair/${token.甲}`)).status).toBe(204);
    expect((await server.stranger.get(`/api/public/fair/${token.甲}`)).status).toBe(404);
    const { items } = (await here.secretary.get(`${fair}/students`)).body;
    expect(items[0]).toMatchObject({ name: '', major: '', isErased: true, placed: '叉车司机' });
    const record = (await here.secretary.get(`${fair}/placement.json`)).body;
    expect(createHash('sha256').update(canonicalJson(record)).digest('hex')).toBe((await read()).digest);
    const folder = mkdtempSync(join(tmpdir(), 'lianheti-fair-'));
    writeFileSync(join(folder, 'fair.json'), JSON.stringify(record));
    const command = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
    const { stdout } = spawnSync(process.execPath, [command, 'placement', join(folder, 'fair.json'), '--json'], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(JSON.parse(stdout)).toEqual({ placements: record.placements, unplaced: record.unplaced });
    expect((await firm.reporter.get(`${fair}/placement.json`)).status).toBe(403);
  });

  test('costs as many queries with many students and positions as with few', async () => {
    const body = { title: '另一场', wishesUntil: soon(2), rankingsUntil: soon(4), positionIds: [lathe] };
    const small = `${url}/fairs/${(await here.secretary.post(`${url}/fairs`, body)).body.id}`;
    for (const path of ['', '/students'])
      expect(await queriesOf(here.secretary, `${small}${path}`)).toBe(
        await queriesOf(here.secretary, `${fair}${path}`),
      );
  });
});
