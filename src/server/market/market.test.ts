import { sql } from 'kysely';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer, TestClient } from '#test/test-client.ts';
import { testConsortium } from '#test/test-consortium.ts';
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

const offer = async (by: TestMember, more: Record<string, unknown> = {}): Promise<string> => {
  const said = { kind: 'job', title: '数控操作', level: '不限', headcount: 1, place: '示例市', expiresOn: day(30) };
  const offered = await by.reporter.post(`${url}/positions`, { memberId: by.id, ...said, ...more });
  expect([offered.status, offered.text]).toEqual([201, offered.text]);
  return offered.body.id;
};
const find = async (query: Record<string, string>, who: TestClient = school.reporter): Promise<Body> =>
  (await who.get(`${url}/positions?${new URLSearchParams(query)}`)).body;
const titles = ({ items }: Body): string[] => items.map(({ title }: Body) => title);
/** Students of the school; the link of each by name, and that of a minor’s guardian. */
const bring = async (students: object[]): Promise<Record<string, { token: string; guardian: string }>> => {
  const brought = await school.reporter.post(`${url}/profiles`, { memberId: school.id, level: '高职', students });
  expect([brought.status, brought.text]).toEqual([201, brought.text]);
  const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? '';
  return Object.fromEntries(
    brought.body.passes.map(({ name, link, guardianLink }: Body) => [
      name,
      { token: tokenOf(link), guardian: tokenOf(guardianLink) },
    ]),
  );
};
const at = (token: string) => `/api/public/market/${token}`;
const pass = async (token: string): Promise<Body> => (await server.stranger.get(at(token))).body;
const agree = (token: string) => server.stranger.put(`${at(token)}/agreement`);
const apply = (token: string, positionId: string, note = '') =>
  server.stranger.post(`${at(token)}/applications`, { positionId, note });
const own = async (token: string, title: string): Promise<Body> =>
  (await pass(token)).applications.find((each: Body) => each.position.title === title);
const say = async (token: string, title: string, action: string): Promise<TestAnswer> => {
  const { id, version } = await own(token, title);
  return server.stranger.post(`${at(token)}/applications/${id}/acts`, { action, version });
};
const listed = async (who: TestClient): Promise<Body[]> => (await who.get(`${url}/talent-applications`)).body.items;
const act = async (who: TestMember, title: string, body: Record<string, unknown>): Promise<TestAnswer> => {
  const { id, version } = (await listed(who.reporter)).find((each) => each.position.title === title) ?? {};
  return who.reporter.post(`${url}/talent-applications/${id}/acts`, { version, ...body });
};
const tomorrow = { until: day(1), startsOn: day(10), pay: 5000 };

describe('positions are found by words and filters (B-4.1)', () => {
  test('by parts of title, occupation, skill, place and enterprise, whatever the width, and by all that is asked for', async () => {
    await offer(firm, {
      title: '数控车工',
      occupation: '6-18-01-01 车工',
      skills: ['车削'],
      level: '高职',
      pay: { from: 5000, to: 7000 },
    });
    await offer(firm, { title: 'ＣＮＣ实习生', kind: 'internship', occupation: '6-18-01-02', place: '示例市东区' });
    await offer(other, { title: '叉车司机', expiresOn: day(-1) });
    expect(titles(await find({ q: '数控 车削' }))).toEqual(['数控车工']);
    expect(titles(await find({ q: 'cnc' }))).toEqual(['ＣＮＣ实习生']);
    expect(titles(await find({ q: '机电' }))).toEqual(['ＣＮＣ实习生', '数控车工']);
    expect(await find({ q: '车控' })).toEqual({ items: [], total: 0, isMore: false });
    expect(titles(await find({ occupation: '6-18-01' }))).toHaveLength(2);
    expect(titles(await find({ occupation: '6-18-01-01', level: '高职', pay: '6500', place: '示例' }))).toEqual([
      '数控车工',
    ]);
    expect(titles(await find({ pay: '7500' }))).toEqual([]);
    expect(titles(await find({ kind: 'internship', place: '东区' }))).toEqual(['ＣＮＣ实习生']);
    expect(titles(await find({ q: '叉车' }))).toEqual([]);
    expect(titles(await find({ q: '叉车', all: 'true' }))).toEqual(['叉车司机']);
  });

  test('across consortia each finds what it may see, and nobody more', async () => {
    const officer = await server.join('provincial-officer', here.provinceId);
    const search = async (who: TestClient): Promise<Body> =>
      (await who.get(`/api/positions?q=${encodeURIComponent('数控')}`)).body;
    expect((await search(officer)).items[0]).toMatchObject({
      title: '数控车工',
      consortium: { id: here.consortiumId },
      member: { name: '示例机电' },
    });
    const elsewhere = await testConsortium(server, { name: '他省联合体', ministryId: here.ministryId });
    expect(await search(elsewhere.secretary)).toMatchObject({ items: [], total: 0, isMore: false });
    expect((await elsewhere.secretary.get(`${url}/positions?q=x`)).status).toBe(404);
    const ministry = await server.join('ministry-officer', here.ministryId);
    const [first] = (await search(ministry)).items;
    expect(first).toMatchObject({ title: '数控车工' });
    expect((await search(ministry)).levels).toContain('高职');
    for (const who of [ministry, officer, here.secretary, school.reporter])
      expect((await who.get(`${url}/positions/${first.id}`)).body).toMatchObject({ title: '数控车工', version: 1 });
    expect((await elsewhere.secretary.get(`${url}/positions/${first.id}`)).status).toBe(404);
    expect(await queriesOf(ministry, '/api/positions?limit=1')).toBe(
      await queriesOf(ministry, '/api/positions?limit=3'),
    );
    expect((await ministry.get(`${url}/positions/${crypto.randomUUID()}`)).status).toBe(404);
  });

  test('where the newest are not enough, the index is asked, and gives the same', async () => {
    const { person_id } = await server.context.db.asOwner((tx) =>
      tx.selectFrom('talent_position').select('person_id').limit(1).executeTakeFirstOrThrow(),
    );
    const given = {
      consortium_id: here.consortiumId,
      member_id: firm.id,
      kind: 'job',
      level: '不限',
      headcount: 1,
      person_id,
    };
    for (const half of [0, 1])
      await server.context.db.asOwner(async (tx) => {
        await tx
          .insertInto('talent_position')
          .values(
            Array.from({ length: 1050 }, (_, n) => ({
              ...given,
              title: `装配${n % 5 === 0 ? '钳工' : '技工'}`,
              place: '示例市',
              expires_on: day(9),
            })),
          )
          .execute();
        // As if many others had come between.
        if (half === 0) await sql`select setval('talent_position_order', 100000)`.execute(tx);
      });
    expect(titles(await find({ q: '数控 车削' }))).toEqual(['数控车工']);
    expect(await find({ q: '装配 钳工', limit: '1' })).toMatchObject({ total: 420, isMore: false });
    expect(await find({ q: '装配', limit: '1' })).toMatchObject({ total: 1000, isMore: true });
    const auditor = await server.join('auditor', here.ministryId);
    const everywhere = async (q: string): Promise<Body> =>
      (await auditor.get(`/api/positions?q=${encodeURIComponent(q)}&limit=1`)).body;
    expect(await everywhere('装配 钳工')).toMatchObject({ items: [{ title: '装配钳工' }], total: 50, isMore: true });
    expect(await everywhere('数控 车削')).toMatchObject({ items: [{ title: '数控车工' }], total: 1, isMore: false });
    await server.context.db.asOwner((tx) => tx.deleteFrom('talent_position').where('title', 'like', '装配%').execute());
  });
});

/** What a Word file says, read by another program than wrote it. */
async function textOf(path: string): Promise<string> {
  const answer = await fetch(`${server.address}${path}`);
  expect([path, answer.status]).toEqual([path, 200]);
  return (await mammoth.extractRawText({ buffer: Buffer.from(await answer.arrayBuffer()) })).value;
}

describe('from what is recommended to the agreement (A2-1-03, B-4.1)', () => {
  test('a student reads why a position suits; nothing is applied for before it agreed, nor of a minor before its guardian', async () => {
    const pair = { major: '460103', occupation: '6-18-01-01' };
    expect((await here.secretary.post(`${url}/major-occupations`, pair)).status).toBe(204);
    const position = (await find({ q: '数控车工' })).items[0].id;
    const { 示例甲: adult, 示例乙: minor } = await bring([
      { name: '示例甲', major: '460103', skills: ['车削'] },
      { name: '示例乙', major: '460103', isMinor: true },
    ]);
    if (!adult || !minor) throw new Error('nobody came');
    const { items } = (await server.stranger.get(`${at(adult.token)}/positions`)).body;
    expect(items[0]).toMatchObject({
      position: { id: position },
      reasons: [{ kind: 'occupation' }, { text: '共同技能：车削' }, { kind: 'level' }],
    });
    expect((await apply(adult.token, position)).body.type).toBe('urn:lianheti:consent-missing');
    expect((await agree(adult.token)).status).toBe(204);
    expect((await apply(adult.token, position, '实习过一年')).status).toBe(201);
    expect((await apply(adult.token, position)).body.type).toBe('urn:lianheti:applied-already');
    await agree(minor.token);
    expect((await apply(minor.token, position)).body.type).toBe('urn:lianheti:consent-missing');
    expect((await apply(minor.guardian, position)).status).toBe(403);
    await agree(minor.guardian);
    expect((await apply(minor.token, position)).status).toBe(201);
    expect((await listed(firm.reporter)).map(({ student }) => student.name).sort()).toEqual(['示例乙', '示例甲']);
    expect(await listed(other.reporter)).toEqual([]);
    expect((await server.stranger.request('DELETE', at(minor.token))).status).toBe(204);
    expect((await pass(minor.token)).type).toBe('urn:lianheti:not-found');
    const [gone] = (await listed(firm.reporter)).filter(({ student }) => student.name === '');
    expect(gone).toMatchObject({ state: 'withdrawn', student: { major: '', skills: [] }, actions: [] });
  });

  test('what expired or was withdrawn is refused, and an offer after its last day', async () => {
    const { 示例丙: student } = await bring([{ name: '示例丙', major: '460103' }]);
    await agree(student?.token ?? '');
    const over = await offer(firm, { title: '过期岗位', expiresOn: day(-1) });
    expect((await apply(student?.token ?? '', over)).body.type).toBe('urn:lianheti:position-closed');
    const open = await offer(firm, { title: '晚答岗位' });
    await apply(student?.token ?? '', open);
    expect((await act(firm, '晚答岗位', { action: 'offer', ...tomorrow, until: day(-1) })).body).toMatchObject({
      fields: ['until'],
    });
    expect((await act(firm, '晚答岗位', { action: 'offer', ...tomorrow })).status).toBe(200);
    await server.context.db.asOwner(async (tx) => {
      // As if its last day had passed since.
      await sql`alter table talent_application disable trigger talent_application_kept`.execute(tx);
      await sql`update talent_application set offer_until = ${day(-1)}::date where state = 'offered'`.execute(tx);
      await sql`alter table talent_application enable trigger talent_application_kept`.execute(tx);
    });
    expect((await say(student?.token ?? '', '晚答岗位', 'accept')).body.type).toBe('urn:lianheti:offer-over');
    expect((await say(student?.token ?? '', '晚答岗位', 'decline')).status).toBe(200);
  });

  test('interview, offer, acceptance, then guardian and school: each by its own word, and nobody holds two places at once', async () => {
    const { 示例丁: student } = await bring([{ name: '示例丁', major: '460103', isMinor: true }]);
    const { token, guardian } = student ?? { token: '', guardian: '' };
    await agree(token);
    await agree(guardian);
    for (const [by, title] of [
      [firm, '甲岗'],
      [other, '乙岗'],
    ] as const)
      expect((await apply(token, await offer(by, { title }))).status).toBe(201);
    const meeting = { action: 'interview', at: new Date(Date.now() + 86_400_000).toISOString(), place: '示例市一号楼' };
    expect((await act(firm, '甲岗', { ...meeting, at: '2020-01-01T00:00:00Z' })).body).toMatchObject({
      fields: ['at'],
    });
    expect((await act(firm, '甲岗', meeting)).status).toBe(200);
    expect(await own(token, '甲岗')).toMatchObject({ state: 'interview', interview: { place: '示例市一号楼' } });
    expect((await act(school, '甲岗', { action: 'offer', ...tomorrow })).status).toBe(403);
    expect((await say(token, '甲岗', 'accept')).status).toBe(409);
    expect((await act(firm, '甲岗', { action: 'offer', ...tomorrow })).status).toBe(200);
    expect((await act(other, '乙岗', { action: 'offer', ...tomorrow, startsOn: day(90) })).status).toBe(200);
    expect((await say(guardian, '甲岗', 'accept')).status).toBe(403);
    const both = await Promise.all(['甲岗', '乙岗'].map((title) => say(token, title, 'accept')));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.type).toBe('urn:lianheti:placed-already');
    const [kept] = (await pass(token)).applications.filter(({ state }: Body) => state === 'accepted');
    const { title } = kept.position;
    const by = title === '甲岗' ? firm : other;
    expect((await act(by, title, { action: 'consent' })).status).toBe(403);
    expect((await act(school, title, { action: 'consent' })).status).toBe(200);
    expect(await own(token, title)).toMatchObject({ state: 'accepted', consents: { school: true, guardian: false } });
    expect((await say(guardian, title, 'consent')).status).toBe(200);
    expect((await own(token, title)).state).toBe('agreed');
    const forged = server.context.db.asActor((by === firm ? other : firm).reporter, (tx) =>
      sql`update talent_application set state = 'accepted', version = version + 1 where state = 'offered'`.execute(tx),
    );
    await expect(forged).rejects.toThrow();
    const meddled = server.context.db.asActor(school.reporter, (tx) =>
      sql`update talent_application set answer = '学校代写', version = version + 1 where state = 'offered'`.execute(tx),
    );
    await expect(meddled).rejects.toThrow();
    expect((await say(token, title, 'decline')).status).toBe(409);
  });

  test('an accepted placement is, once the school consents, a draft of the agreement of three parties', async () => {
    const { 示例戊: student } = await bring([{ name: '示例戊', major: '460103' }]);
    const token = student?.token ?? '';
    await agree(token);
    await apply(token, await offer(firm, { title: '实习岗', kind: 'internship' }));
    expect((await act(firm, '实习岗', { action: 'offer', ...tomorrow })).body).toMatchObject({ fields: ['endsOn'] });
    await act(firm, '实习岗', { action: 'offer', ...tomorrow, endsOn: day(100) });
    await say(token, '实习岗', 'accept');
    expect((await act(school, '实习岗', { action: 'consent' })).body).toMatchObject({ fields: ['kind'] });
    const { apprenticeshipId } = (await act(school, '实习岗', { action: 'consent', kind: 'internship' })).body;
    expect((await school.reporter.get(`${url}/apprenticeships/${apprenticeshipId}`)).body).toMatchObject({
      state: 'draft',
      enterprise: { id: firm.id },
      startsOn: day(10),
      endsOn: day(100),
      terms: { post: '实习岗', allowance: 5000 },
    });
    expect(await own(token, '实习岗')).toMatchObject({ state: 'agreed', apprenticeshipId });
    const { id } = await own(token, '实习岗');
    const paper = await textOf(`/api/public/market/${token}/applications/${id}/agreement.docx`);
    for (const told of ['实习录用确认书', '不代替三方协议', '每月5000元']) expect(paper).toContain(told);
  });

  test('what all have agreed to is a paper of three parties, as it was offered, for each of them and nobody else', async () => {
    const { 示例庚: student } = await bring([{ name: '示例庚', major: '460103', isMinor: true }]);
    const { token, guardian } = student ?? { token: '', guardian: '' };
    for (const each of [token, guardian]) await agree(each);
    const position = await offer(firm, { title: '协议岗', place: '示例市一号楼' });
    await apply(token, position);
    const { id } = await own(token, '协议岗');
    const [desk, phone] = [
      `${url}/talent-applications/${id}/agreement`,
      `/api/public/market/${token}/applications/${id}/agreement`,
    ];
    const short = { action: 'offer', ...tomorrow, startsOn: '2090-01-01', endsOn: '2090-03-30' };
    expect((await act(firm, '协议岗', { ...short, probationMonths: 1 })).body).toMatchObject({
      fields: ['probationMonths'],
      detail: expect.stringContaining('不得约定试用期'),
    });
    expect((await act(firm, '协议岗', { ...short, endsOn: '2091-12-31', probationMonths: 2 })).status).toBe(200);
    // What the position says later is not what was offered.
    const now = (await firm.reporter.get(`${url}/positions/${position}`)).body;
    const { kind, level, headcount, expiresOn, version } = now;
    const later = { kind, level, headcount, expiresOn, version, title: '改名岗', place: '他处' };
    expect((await firm.reporter.put(`${url}/positions/${position}`, later)).status).toBe(200);
    expect((await say(token, '改名岗', 'accept')).status).toBe(200);
    expect((await server.stranger.get(`${phone}.pdf`)).body.type).toBe('urn:lianheti:action-not-possible');
    await say(guardian, '改名岗', 'consent');
    expect((await act(school, '改名岗', { action: 'consent' })).status).toBe(200);
    for (const client of [firm.reporter, school.reporter, here.secretary])
      expect((await client.get(`${desk}.pdf`)).headers.get('content-type')).toBe('application/pdf');
    for (const client of [other.reporter, await server.join('provincial-officer', here.provinceId)])
      expect((await client.get(`${desk}.pdf`)).status).toBe(404);
    const strange = `/api/public/market/${guardian.slice(0, -1)}x/applications/${id}/agreement.pdf`;
    expect((await server.stranger.get(strange)).status).toBe(404);
    expect((await server.stranger.get(`${phone}.exe`)).status).toBe(404);
    const paper = await textOf(`${phone}.docx`);
    const parts = ['就业协议书', '示例机电', '示例庚', '示例职院', '协议岗', '示例市一号楼', '2090年1月1日', '5000元'];
    for (const told of [...parts, '试用期2个月', '未满18周岁', '乙方监护人']) expect(paper).toContain(told);
    expect(paper).not.toContain('改名岗');
    expect(paper).not.toContain('未记录');
    const moment = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    expect(paper.match(new RegExp(`${moment}年\\d+月\\d+日\\d\\d:\\d\\d`, 'g'))).toHaveLength(4);
    const forged = server.context.db.asActor(firm.reporter, (tx) =>
      sql`update talent_application set probation_months = 6, version = version + 1 where id = ${id}`.execute(tx),
    );
    await expect(forged).rejects.toThrow('stays as it was made');
  });

  test('costs as many queries with many applications as with few', async () => {
    const { 示例己: student } = await bring([{ name: '示例己', major: '460103' }]);
    await agree(student?.token ?? '');
    const count = () => queriesOf(firm.reporter, `${url}/talent-applications`);
    const before = await count();
    for (const n of [1, 2]) await apply(student?.token ?? '', await offer(firm, { title: `多投${n}` }));
    expect(await count()).toBe(before);
  });
});
