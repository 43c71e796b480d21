import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beijingToday } from '#server/member/member-row.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let firm: TestClient;
let other: TestClient;
let firmId: string;
let otherId: string;
let schoolId: string;
let base: string;
const today = beijingToday();
const year = Number(today.slice(0, 4));

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  base = `/api/consortia/${here.consortiumId}`;
  const join = async (name: string, category: string) =>
    (await here.secretary.post(`${base}/members`, { name, category, joinedOn: '2020-01-01' })).body.id;
  firmId = await join('虚构企业', 'enterprise');
  otherId = await join('虚构他企业', 'enterprise');
  schoolId = await join('虚构学校', 'higherVocational');
  firm = await server.join('member-reporter', firmId);
  other = await server.join('member-reporter', otherId);
});
afterAll(() => server.close());

const call = {
  title: '数控教学岗（虚构）',
  kind: '流动岗',
  places: 1,
  conditions: '五年以上数控经验',
  closesOn: '2090-01-01',
};
const term = { hours: '32', fromDay: `${year}-03-01`, toDay: `${year}-12-31` };

async function open(more: object = {}): Promise<string> {
  const body = { ...call, memberId: schoolId, course: '数控技术（虚构）', ...more };
  const { status, body: made } = await here.secretary.post(`${base}/posts`, body);
  expect(status).toBe(201);
  return made.id;
}

const postOf = async (id: string, client: TestClient = here.secretary) =>
  (await client.get(`${base}/posts`)).body.items.find((each: { id: string }) => each.id === id);
const apply = (id: string, more: object = {}, client: TestClient = firm) => {
  const body = { memberId: firmId, name: '虚构师傅', statement: '做过十年（虚构）', consents: true, ...more };
  return client.post(`${base}/posts/${id}/applications`, body);
};
const appoint = (id: string, more: object = {}, client: TestClient = here.secretary) =>
  client.post(`${base}/posts/${id}/appointments`, { memberId: firmId, name: '虚构师傅', ...term, ...more });
const entriesOf = async (kind: string) =>
  (await here.secretary.get(`${base}/ledgers/${kind}/entries`)).body.items.map(
    ({ values }: { values: Record<string, unknown> }) => values,
  );

describe('a fixed or mobile post (B-3.4)', () => {
  let id: string;

  test('is called for in the whole consortium; who applies does so once, with consent, while the call is open', async () => {
    id = await open();
    expect((await firm.post(`${base}/posts`, call)).status).toBe(403);
    expect((await here.secretary.post(`${base}/posts`, { ...call, kind: '临时岗' })).body.fields).toEqual(['kind']);
    expect(await postOf(id, other)).toMatchObject({ host: '虚构学校', isOpen: true, applications: [] });
    expect((await elsewhere.secretary.get(`${base}/posts`)).status).toBe(404);
    expect((await apply(id, { consents: false })).status).toBe(422);
    expect((await apply(id, {}, other)).status).toBe(403);
    expect((await apply(id)).status).toBe(201);
    expect((await apply(id, { name: '虚构 师傅' })).body.type).toBe('urn:lianheti:already-applied');
    const closed = await open({ closesOn: '2024-01-01' });
    expect((await apply(closed)).body.type).toBe('urn:lianheti:call-over');
    expect((await postOf(id, firm)).applications).toMatchObject([{ name: '虚构师傅', isOwn: true }]);
    expect((await postOf(id, other)).applications).toEqual([]);
  });

  test('is filled for a term from an application, whose words are then gone; a teacher stands in the ledgers at once', async () => {
    const [application] = (await postOf(id)).applications;
    expect((await appoint(id, { toDay: `${year - 1}-01-01` })).body.fields).toEqual(['fromDay', 'toDay']);
    expect((await appoint(id, { application, name: '虚构他人' })).body.fields).toEqual(['name']);
    expect((await appoint(id, { application: { ...application, version: 9 } })).body.type).toBe('urn:lianheti:stale');
    expect((await appoint(id, { application })).status).toBe(201);
    expect((await postOf(id)).applications).toMatchObject([{ state: 'appointed', statement: '' }]);
    expect(await entriesOf('enterprise-teacher')).toMatchObject([
      {
        school: schoolId,
        enterprise: firmId,
        post: '流动岗',
        course: '数控技术（虚构）',
        hours: '32',
        startedOn: term.fromDay,
      },
    ]);
    expect((await appoint(id, { name: '虚构后来' })).body).toMatchObject({
      type: 'urn:lianheti:places-full',
      places: 1,
    });
    const change = { ...call, memberId: schoolId, course: '别的课', version: 1 };
    expect((await here.secretary.put(`${base}/posts/${id}`, change)).body.type).toBe('urn:lianheti:post-taken');
  });

  test('is free again once its appointment has ended; what ended does not end twice', async () => {
    const [{ id: appointmentId }] = (await postOf(id)).appointments;
    const path = `${base}/posts/${id}/appointments/${appointmentId}/end`;
    const end = { version: 1, endedOn: `${year}-06-30`, reason: '项目结束（虚构）' };
    expect((await here.secretary.post(path, { ...end, endedOn: `${year + 1}-01-01` })).body.fields).toEqual([
      'endedOn',
    ]);
    expect((await here.secretary.post(path, end)).status).toBe(204);
    expect((await here.secretary.post(path, { ...end, version: 2 })).body.type).toBe('urn:lianheti:already-ended');
    expect(await entriesOf('enterprise-teacher')).toMatchObject([{ endedOn: `${year}-06-30` }]);
    expect((await appoint(id, { name: '虚构后来', fromDay: `${year}-07-01` })).status).toBe(201);
  });

  test('of no school, or without a course, makes no entry; an application may be declined or taken back', async () => {
    const quiet = await open({ memberId: null, course: '', places: 3 });
    expect((await appoint(quiet)).status).toBe(201);
    expect(await entriesOf('enterprise-teacher')).toHaveLength(2);
    await apply(quiet, { name: '虚构甲' });
    await apply(quiet, { name: '虚构乙' });
    const [first, second] = (await postOf(quiet)).applications;
    const actOn = (each: { id: string }, how: string, client: TestClient) =>
      client.post(`${base}/posts/${quiet}/applications/${each.id}/${how}`, { version: 1 });
    expect((await actOn(first, 'refusal', firm)).status).toBe(403);
    expect((await actOn(first, 'refusal', here.secretary)).status).toBe(204);
    expect((await actOn(second, 'withdrawal', here.secretary)).status).toBe(403);
    expect((await actOn(second, 'withdrawal', firm)).status).toBe(204);
    expect((await apply(quiet, { name: '虚构乙' })).status).toBe(201);
    expect((await apply(quiet, { name: '虚构甲' })).body.type).toBe('urn:lianheti:already-applied');
  });

  test('is listed beside others in as many queries as alone', async () => {
    expect(await queriesOf(here.secretary, `${base}/posts`)).toBe(
      await queriesOf(elsewhere.secretary, `/api/consortia/${elsewhere.consortiumId}/posts`),
    );
  });
});

describe('an honour (B-6.3)', () => {
  const received = {
    recipient: 'consortium',
    title: '产教融合典型（虚构）',
    awarder: '虚构省教育厅',
    level: '省部级',
    kind: '典型案例',
    awardedOn: `${year}-01-10`,
  };
  const given = {
    recipient: 'member',
    title: '突出贡献单位（虚构）',
    decision: '测决〔2026〕3号',
    awardedOn: `${year}-02-01`,
  };
  const record = (body: object, client: TestClient = here.secretary) => client.post(`${base}/honours`, body);
  const list = async (client: TestClient = firm) => (await client.get(`${base}/honours`)).body.items;

  test('that the consortium received stands in the ledger, until it is taken back', async () => {
    expect((await record(received, firm)).status).toBe(403);
    const { id } = (await record(received)).body;
    expect((await record(received)).body.type).toBe('urn:lianheti:honour-exists');
    expect(await entriesOf('honour')).toMatchObject([
      { title: received.title, level: '省部级', awarder: '虚构省教育厅' },
    ]);
    expect((await record({ ...received, title: '不存在的级别', level: '校级' })).status).toBe(422);
    const revocation = { version: 1, revokedOn: today, reason: '登记有误（虚构）' };
    expect((await here.secretary.post(`${base}/honours/${id}/revocation`, revocation)).status).toBe(204);
    expect(await entriesOf('honour')).toEqual([]);
    expect((await record(received)).status).toBe(201);
  });

  test('that it gives is numbered in its year, printed as a certificate, and in no ledger', async () => {
    expect((await record({ ...given, memberId: firmId })).status).toBe(201);
    const person = { ...given, recipient: 'person', memberId: schoolId, name: '虚构教师', title: '先进个人（虚构）' };
    expect((await record(person)).status).toBe(201);
    const [second, first] = (await list()).filter(({ number }: { number: string | null }) => number !== null);
    expect([first.number, second.number]).toEqual([`荣誉〔${year}〕1号`, `荣誉〔${year}〕2号`]);
    expect(second).toMatchObject({ name: '虚构教师', member: '虚构学校', ground: '测决〔2026〕3号' });
    expect(await entriesOf('honour')).toHaveLength(1);
    const certificate = `${base}/honours/${first.id}/certificates`;
    for (const format of ['docx', 'pdf']) expect((await firm.get(`${certificate}/${format}`)).status).toBe(200);
    expect((await elsewhere.secretary.get(`${certificate}/pdf`)).status).toBe(404);
  });

  test('rests on a decision or on a final appraisal, and names whom there is', async () => {
    expect((await record({ ...given, memberId: otherId, decision: '' })).body.fields).toEqual(['decision']);
    expect((await record({ ...given, memberId: null })).body.fields).toEqual(['memberId']);
    expect((await record({ ...given, recipient: 'person' })).body.fields).toEqual(['name']);
    expect((await record({ ...given, memberId: otherId, awardedOn: '2090-01-01' })).body.fields).toEqual(['awardedOn']);
    const appraisalId = crypto.randomUUID();
    expect((await record({ ...given, memberId: otherId, decision: '', appraisalId })).body.fields).toEqual([
      'appraisalId',
    ]);
  });
});
