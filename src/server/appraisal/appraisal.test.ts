import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentPack } from '#packs/packs.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

type Person = TestClient & { personId: string };

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let second: Person;
let park: Person;
let firm: Person;
let school: Person;
let firmId: string;
let schoolId: string;
let base: string;
const today = beijingToday();
const year = today.slice(0, 4);
const content = currentPack.appraisal?.subjects.member.suggested;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  base = `/api/consortia/${here.consortiumId}`;
  second = await server.join('secretariat', here.consortiumId, '测试副秘书');
  park = await server.join('park-authority', here.consortiumId, '测试园区');
  firmId = await server.addUnit('member', '虚构企业', here.consortiumId);
  schoolId = await server.addUnit('member', '虚构学校', here.consortiumId);
  firm = await server.join('member-reporter', firmId, '虚构企业填报人');
  school = await server.join('member-reporter', schoolId, '虚构学校填报人');
  await doTask('按期的任务（虚构）', true);
  await doTask('没有办的任务（虚构）', false);
});
afterAll(() => server.close());

/** A task of the enterprise, due today. */
async function doTask(title: string, isDone: boolean): Promise<void> {
  const task = { title, memberId: firmId, dueOn: today, startsOn: today };
  const { id } = (await here.secretary.post(`${base}/tasks`, task)).body;
  if (isDone) await here.secretary.post(`${base}/tasks/${id}/acts`, { version: 1, action: 'finish' });
}

let schemes = 0;
async function scheme(more: object = {}, subject = 'member'): Promise<string> {
  schemes += 1;
  const body = { subject, title: `方案${schemes}（虚构）`, content: { ...content, ...more } };
  const { status, body: made } = await here.secretary.post(`${base}/appraisal-schemes`, body);
  expect(status).toBe(201);
  return made.id;
}

async function start(schemeId: string, more: object = {}): Promise<string> {
  const period = { fromDay: `${year}-01-01`, toDay: `${year}-12-31` };
  const body = { schemeId, title: '年度考核（虚构）', ...period, ...more };
  const { status, body: made } = await here.secretary.post(`${base}/appraisals`, body);
  expect(status).toBe(201);
  return made.id;
}

const opened = async (id: string, client: TestClient = here.secretary) =>
  (await client.get(`${base}/appraisals/${id}`)).body;
const subjectOf = async (id: string, name: string, client: TestClient = here.secretary) =>
  (await opened(id, client)).subjects.find((each: { name: string }) => each.name === name);
const act = async (id: string, action: string, client: TestClient = here.secretary) =>
  client.post(`${base}/appraisals/${id}/acts`, { version: (await opened(id)).version, action });

async function score(id: string, name: string, points: string, client: TestClient = here.secretary) {
  const { id: subjectId, version } = await subjectOf(id, name);
  const body = { version, points, reason: '积极参与（虚构）' };
  return client.put(`${base}/appraisals/${id}/subjects/${subjectId}/scores/contribution`, body);
}

const objectTo = async (id: string, name: string, indicator: string, client: TestClient) => {
  const { id: subjectId } = await subjectOf(id, name);
  return client.post(`${base}/appraisals/${id}/objections`, { subjectId, indicator, text: '材料在虚构附件中。' });
};

async function decide(id: string, name: string, more: object, client: TestClient) {
  const objection = (await subjectOf(id, name)).objections.at(-1);
  const path = `${base}/appraisals/${id}/objections/${objection.id}/decision`;
  return client.post(path, { version: objection.version, text: '已核对（虚构）。', ...more });
}

async function published(more: object = {}): Promise<string> {
  const id = await start(await scheme(more));
  await score(id, '虚构企业', '20');
  await score(id, '虚构学校', '25.5');
  expect((await act(id, 'publish')).status).toBe(200);
  return id;
}

/** As if its days for objections had gone by. */
const letDaysPass = (id: string) =>
  server.context.db.asOwner(async (tx) => {
    await sql`alter table appraisal disable trigger appraisal_kept`.execute(tx);
    await sql`update appraisal set objections_until = beijing_today() - 1 where id = ${id}::uuid`.execute(tx);
    await sql`alter table appraisal enable trigger appraisal_kept`.execute(tx);
  });

describe('an appraisal of members (B-2.3)', () => {
  let id: string;

  test('is measured from tasks, ledgers and what somebody scores by hand, each told in words', async () => {
    id = await start(await scheme());
    expect((await act(id, 'publish')).body.type).toBe('urn:lianheti:appraisal-unscored');
    expect((await firm.get(`${base}/appraisals/${id}`)).status).toBe(404);
    const { scores } = await subjectOf(id, '虚构企业');
    expect(scores[0]).toMatchObject({ points: '20', formula: '到期任务2项，按期完成1项；50÷100×40＝20分' });
    expect(scores[1]).toMatchObject({ points: '0', formula: '没有可以计算的内容，按方案不得分：0分' });
    expect((await score(id, '虚构企业', '30.01')).body).toMatchObject({ fields: ['points'] });
    expect((await score(id, '虚构企业', '20', park)).status).toBe(404);
    expect((await score(id, '虚构企业', '20', firm)).status).toBe(404);
    expect((await score(id, '虚构企业', '20')).status).toBe(200);
    expect((await score(id, '虚构学校', '25.5', second)).status).toBe(200);
    expect(await subjectOf(id, '虚构学校')).toMatchObject({ points: '65.5', place: 1, grade: '合格' });
    expect(await subjectOf(id, '虚构企业')).toMatchObject({ points: '40', place: 2, grade: '不合格' });
    const { version, id: subjectId } = await subjectOf(id, '虚构企业');
    const stale = { version: version - 1, points: '1', reason: '覆盖' };
    const path = `${base}/appraisals/${id}/subjects/${subjectId}/scores`;
    expect((await second.put(`${path}/contribution`, stale)).body.type).toBe('urn:lianheti:stale');
    expect((await second.put(`${path}/tasks`, { ...stale, version })).body.fields).toEqual(['indicator']);
  });

  test('published, is before those it is about, each with its own scores and what the scheme shows, and nobody’s else', async () => {
    expect((await act(id, 'publish')).status).toBe(200);
    expect((await firm.get('/api/me/notices')).text).toContain('考核结果已公布');
    const seen = await opened(id, firm);
    expect(seen.subjects).toHaveLength(1);
    expect(seen).toMatchObject({ count: 2, ranking: null, isOpen: true, actions: [], canManage: false });
    expect(seen.subjects[0]).toMatchObject({ name: '虚构企业', points: '40', place: 2, isOwn: true });
    expect(JSON.stringify(seen)).not.toContain('虚构学校');
    expect((await firm.get(`${base}/appraisals`)).body.items[0].own).toMatchObject([{ points: '40', place: 2 }]);
    const other = (await subjectOf(id, '虚构学校')).id;
    expect((await firm.get(`${base}/appraisals/${id}/notices/pdf?subject=${other}`)).status).toBe(404);
    expect((await firm.get(`${base}/appraisals/${id}/results.xlsx`)).status).toBe(404);
    expect((await elsewhere.secretary.get(`${base}/appraisals/${id}`)).status).toBe(404);
  });

  test('is objected to within its days, once a score, by whom it is about', async () => {
    expect((await objectTo(id, '虚构学校', 'tasks', firm)).status).toBe(404);
    expect((await objectTo(id, '虚构企业', 'tasks', here.secretary)).status).toBe(403);
    expect((await objectTo(id, '虚构企业', 'nothing', firm)).body.fields).toEqual(['indicator']);
    expect((await objectTo(id, '虚构企业', 'tasks', firm)).status).toBe(201);
    expect((await objectTo(id, '虚构企业', 'tasks', firm)).body.type).toBe('urn:lianheti:objection-open');
    expect((await second.get('/api/me/notices')).text).toContain('提出异议');
    const { id: subjectId } = await subjectOf(id, '虚构企业');
    const accepting = await firm.post(`${base}/appraisals/${id}/subjects/${subjectId}/acceptance`);
    expect(accepting.body.type).toBe('urn:lianheti:objections-undecided');
    expect((await act(id, 'finish')).body.type).toBe('urn:lianheti:objections-undecided');
  });

  test('and answered by somebody else than who scored; only so a published score changes, with it total and place', async () => {
    const change = { outcome: 'changed', points: '40' };
    expect((await decide(id, '虚构企业', change, here.secretary)).body.type).toBe('urn:lianheti:own-score');
    expect((await decide(id, '虚构企业', change, firm)).status).toBe(403);
    expect((await decide(id, '虚构企业', { ...change, points: '41' }, second)).body.fields).toEqual(['points']);
    expect((await decide(id, '虚构企业', { outcome: 'changed' }, second)).body.fields).toEqual(['points']);
    expect((await decide(id, '虚构企业', change, park)).status).toBe(204);
    expect((await decide(id, '虚构企业', change, park)).status).toBe(409);
    const changed = await subjectOf(id, '虚构企业');
    expect(changed).toMatchObject({ points: '60', place: 2, grade: '合格' });
    expect(changed.scores[0].formula).toBe('到期任务2项，按期完成1项；50÷100×40＝20分；经异议改为40分');
    expect((await objectTo(id, '虚构企业', 'contribution', firm)).status).toBe(201);
    expect((await decide(id, '虚构企业', { outcome: 'kept' }, second)).status).toBe(204);
    expect(await subjectOf(id, '虚构企业')).toMatchObject({ points: '60' });
    expect((await firm.get('/api/me/notices')).text).toContain('维持原得分');
    expect((await score(id, '虚构企业', '30')).status).toBe(409);
    expect((await here.secretary.post(`${base}/appraisals/${id}/measurements`)).status).toBe(409);
  });

  test('is final once its days are over or everybody accepted it, and changes no more', async () => {
    expect((await act(id, 'finish')).body.type).toBe('urn:lianheti:objections-not-over');
    const accept = async (name: string, client: TestClient) =>
      client.post(`${base}/appraisals/${id}/subjects/${(await subjectOf(id, name)).id}/acceptance`);
    expect((await accept('虚构企业', school)).status).toBe(404);
    expect((await accept('虚构企业', firm)).status).toBe(204);
    expect((await accept('虚构学校', school)).status).toBe(204);
    expect((await act(id, 'finish')).body.state).toBe('final');
    expect((await objectTo(id, '虚构企业', 'tasks', firm)).status).toBe(409);
    expect((await act(id, 'discard')).status).toBe(409);
  });

  test('is printed for each of them and as a whole, and taken along as a table', async () => {
    const { id: subjectId } = await subjectOf(id, '虚构企业', firm);
    for (const format of ['docx', 'pdf'])
      expect((await firm.get(`${base}/appraisals/${id}/notices/${format}?subject=${subjectId}`)).status).toBe(200);
    expect((await firm.get(`${base}/appraisals/${id}/notices/pdf`)).status).toBe(404);
    expect((await here.secretary.get(`${base}/appraisals/${id}/notices/docx`)).status).toBe(200);
    expect((await park.get(`${base}/appraisals/${id}/results.xlsx`)).status).toBe(200);
  });

  test('shows the ranking only where its scheme does, and after its days takes no objection', async () => {
    const id = await published({ shows: 'all' });
    expect((await opened(id, firm)).ranking.map(({ name }: { name: string }) => name)).toEqual([
      '虚构学校',
      '虚构企业',
    ]);
    const silent = await published({ shows: 'own' });
    expect(await opened(silent, firm)).toMatchObject({ ranking: null, subjects: [{ place: null }] });
    await letDaysPass(id);
    expect((await objectTo(id, '虚构企业', 'tasks', firm)).body.type).toBe('urn:lianheti:objections-over');
    expect((await act(id, 'finish')).status).toBe(200);
  });

  test('lists as many in as many queries as one', async () => {
    const list = await queriesOf(firm, `${base}/appraisals`);
    await published();
    expect(await queriesOf(firm, `${base}/appraisals`)).toBe(list);
  });
});

describe('a scheme', () => {
  test('whose weights are not 100 is refused, by the program and by the database', async () => {
    const wrong = { ...content, indicators: content?.indicators.slice(1) };
    const body = { subject: 'member', title: '不足百分（虚构）', content: wrong };
    const refused = await here.secretary.post(`${base}/appraisal-schemes`, body);
    expect(refused.body).toMatchObject({ type: 'urn:lianheti:invalid', fields: ['content'] });
    expect(refused.body.detail).toContain('现在是60分');
    const written = server.context.db.asActor(here.secretary, async (tx) => {
      const [row] = await tx
        .insertInto('appraisal_scheme')
        .values({
          consortium_id: here.consortiumId,
          subject: 'member',
          title: '绕过',
          person_id: here.secretary.personId,
        })
        .returning('id')
        .execute();
      await tx
        .insertInto('appraisal_scheme_version')
        .values({
          consortium_id: here.consortiumId,
          scheme_id: row?.id ?? '',
          number: 1,
          content: JSON.stringify(wrong),
          person_id: here.secretary.personId,
        })
        .execute();
    });
    await expect(written).rejects.toThrow('check constraint');
  });

  test('is revised by a new version; what was begun goes on by the one it began with', async () => {
    const schemeId = await scheme();
    const id = await start(schemeId);
    const path = `${base}/appraisal-schemes/${schemeId}/versions`;
    const next = { base: 1, reason: '公开排名', content: { ...content, shows: 'all' } };
    expect((await here.secretary.post(path, next)).body).toEqual({ number: 2 });
    expect((await second.post(path, next)).body.type).toBe('urn:lianheti:stale');
    expect((await firm.post(path, next)).status).toBe(403);
    expect((await opened(id)).scheme).toMatchObject({ number: 1, shows: 'place' });
    expect((await firm.get(`${base}/appraisal-schemes`)).text).toContain('公开排名');
    expect((await elsewhere.secretary.get(`${base}/appraisal-schemes`)).status).toBe(404);
  });

  test('appraises only who was there, over days of one year', async () => {
    const schemeId = await scheme();
    const order = { schemeId, title: '跨年（虚构）', fromDay: '2024-07-01', toDay: '2025-06-30' };
    expect((await here.secretary.post(`${base}/appraisals`, order)).body.fields).toEqual(['fromDay', 'toDay']);
    const early = { ...order, fromDay: '2001-01-01', toDay: '2001-12-31' };
    expect((await here.secretary.post(`${base}/appraisals`, early)).body.fields).toEqual(['subjects']);
    const one = await start(schemeId, { subjects: [schoolId] });
    expect((await opened(one)).count).toBe(1);
    expect(
      (
        await here.secretary.post(`${base}/appraisals`, {
          ...order,
          toDay: '2024-12-31',
          subjects: [elsewhere.consortiumId],
        })
      ).status,
    ).toBe(422);
  });
});

describe('the database keeps it', () => {
  test('a published score changes by nothing but the decision on an objection', async () => {
    const id = await published();
    const forced = server.context.db.asActor(here.secretary, (tx) =>
      tx.updateTable('appraisal_score').set({ points: '40' }).where('appraisal_id', '=', id).execute(),
    );
    await expect(forced).rejects.toThrow('by the decision on an objection alone');
    const total = server.context.db.asActor(here.secretary, (tx) =>
      tx.updateTable('appraisal_subject').set({ points: '99' }).where('appraisal_id', '=', id).execute(),
    );
    await expect(total).rejects.toThrow('follows from its scores');
  });

  test('and an objection is not decided by who scored, nor made after its days', async () => {
    const id = await published();
    await objectTo(id, '虚构企业', 'tasks', firm);
    const decided = {
      state: 'kept',
      answer: '自己答复',
      version: 2,
      decided_by: here.secretary.personId,
      decided_at: new Date(),
    };
    const own = server.context.db.asActor(here.secretary, (tx) =>
      tx.updateTable('appraisal_objection').set(decided).where('appraisal_id', '=', id).execute(),
    );
    await expect(own).rejects.toThrow('by somebody else than who scored');
  });
});

describe('the staff of a secretariat (B-2.3)', () => {
  const person = {
    name: '虚构专员',
    unit: '虚构学校',
    employment: 'full-time',
    duty: '联络（虚构）',
    fromDay: '2024-01-01',
  };
  const staff = () => `${base}/staff`;
  let staffId: string;

  test('are registered with unit, duty and day, nobody twice, and seen by those who run the consortium', async () => {
    const accountId = second.personId;
    const made = await here.secretary.post(staff(), { ...person, memberId: schoolId, accountId });
    expect(made.status).toBe(201);
    staffId = made.body.id;
    expect((await here.secretary.post(staff(), { ...person, memberId: schoolId })).body.type).toBe(
      'urn:lianheti:staff-exists',
    );
    const part = { ...person, name: '虚构兼职', employment: 'part-time' };
    expect((await here.secretary.post(staff(), { ...part, memberId: elsewhere.consortiumId })).body.fields).toEqual([
      'memberId',
    ]);
    expect((await here.secretary.post(staff(), { ...part, accountId: firm.personId })).body.fields).toEqual([
      'accountId',
    ]);
    expect((await here.secretary.post(staff(), part)).status).toBe(201);
    expect((await park.get(staff())).body).toMatchObject({
      canManage: false,
      counts: { all: 2, fullTime: 1, partTime: 1 },
    });
    for (const [client, status] of [
      [firm, 404],
      [elsewhere.secretary, 404],
    ] as const)
      expect((await client.get(staff())).status).toBe(status);
    expect((await park.post(staff(), part)).status).toBe(403);
  });

  test('are appraised by goals, see their own result, and never score themselves', async () => {
    const suggested = currentPack.appraisal?.subjects.staff.suggested;
    const id = await start(await scheme({ ...suggested }, 'staff'));
    const scoreOf = async (name: string, client: TestClient) => {
      const { id: subjectId, version } = await subjectOf(id, name);
      const path = `${base}/appraisals/${id}/subjects/${subjectId}/scores/goals`;
      return client.put(path, { version, points: '50', reason: '目标完成（虚构）' });
    };
    expect((await scoreOf('虚构专员', second)).body.type).toBe('urn:lianheti:own-score');
    expect((await scoreOf('虚构专员', here.secretary)).status).toBe(200);
    expect((await scoreOf('虚构兼职', second)).status).toBe(200);
    expect((await act(id, 'publish')).status).toBe(200);
    expect(await subjectOf(id, '虚构专员', second)).toMatchObject({ isOwn: true, points: '90' });
    expect((await firm.get(`${base}/appraisals/${id}`)).status).toBe(404);
    expect((await objectTo(id, '虚构专员', 'goals', second)).status).toBe(201);
    expect((await decide(id, '虚构专员', { outcome: 'kept' }, second)).body.type).toBe('urn:lianheti:own-objection');
    expect((await decide(id, '虚构专员', { outcome: 'kept' }, park)).status).toBe(204);
  });

  test('leave on a day and for a reason; who has left is not changed any more, and may come again', async () => {
    const end = { version: 1, endedOn: '2023-12-31', reason: '调离（虚构）' };
    expect((await here.secretary.post(`${staff()}/${staffId}/end`, end)).body.fields).toEqual(['endedOn']);
    expect((await here.secretary.post(`${staff()}/${staffId}/end`, { ...end, endedOn: '2024-12-31' })).status).toBe(
      204,
    );
    expect((await here.secretary.put(`${staff()}/${staffId}`, { ...person, version: 2 })).body.type).toBe(
      'urn:lianheti:already-ended',
    );
    expect((await here.secretary.post(staff(), { ...person, memberId: schoolId, fromDay: today })).status).toBe(201);
  });
});
