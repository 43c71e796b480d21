import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let enterprise: TestMember;
let base: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
  await server.context.db.asOwner((tx) => tx.updateTable('member').set({ joined_on: '2020-01-01' }).execute());
  base = `/api/consortia/${here.consortiumId}`;
});
afterAll(() => server.close());

const practice = (more: object = {}) => ({
  school: school.id,
  enterprise: enterprise.id,
  person: '示例甲',
  startedOn: '2022-07-01',
  endedOn: '2022-08-31',
  ...more,
});
const record = async (who: TestMember, values: object) => {
  const answer = await who.reporter.post(`${base}/ledgers/teacher-practice/entries`, { values });
  expect([200, 201], answer.text).toContain(answer.status);
  return answer.body;
};

describe('the secretariat', () => {
  test('sees who has filed what for a year, and who has said that this is all', async () => {
    await record(school, practice());
    const filing = async (who = here.secretary) => (await who.get(`${base}/filing?year=2022`)).body.members;
    expect(await filing()).toMatchObject([
      { name: '示例机电', state: 'nothing', awaiting: 1, kinds: {} },
      { name: '示例职院', state: 'filing', awaiting: 0, kinds: { 'teacher-practice': 1 } },
    ]);
    const declare = (who: TestMember['reporter'], member: string, complete: boolean) =>
      who.put(`${base}/filing/${member}/2022`, { complete });
    expect((await declare(school.reporter, school.id, true)).status).toBe(204);
    expect((await declare(school.reporter, school.id, true)).status).toBe(204);
    expect((await declare(enterprise.reporter, school.id, true)).status).toBe(403);
    expect((await filing()).map(({ state }: { state: string }) => state)).toEqual(['nothing', 'declared']);
    expect((await filing(school.reporter)).map(({ name }: { name: string }) => name)).toEqual(['示例职院']);
    expect((await declare(here.secretary, school.id, false)).status).toBe(204);
    expect((await filing())[1].state).toBe('filing');
  });

  test('confirms what has no counterpart, in bulk, and returns what is doubtful with a remark', async () => {
    const values = { school: school.id, year: 2022, graduates: 300, employed: 290 };
    const one = (await school.reporter.post(`${base}/ledgers/graduate-employment/entries`, { values })).body;
    const entries = [{ id: one.id, version: one.version }];
    expect((await enterprise.reporter.post('/api/entries/confirmations', { entries })).status).toBe(404);
    expect((await here.secretary.post('/api/entries/returns', { entries, text: '请附毕业生名单' })).status).toBe(204);
    const returned = (await school.reporter.get(`/api/entries/${one.id}`)).body;
    expect(returned).toMatchObject({ returned: true, remarks: [{ kind: 'return', text: '请附毕业生名单' }] });
    expect((await here.secretary.post('/api/entries/confirmations', { entries })).status).toBe(409);
    const confirmed = await here.secretary.post('/api/entries/confirmations', {
      entries: [{ id: one.id, version: 2 }],
    });
    expect(confirmed.status).toBe(204);
    expect((await school.reporter.get(`/api/entries/${one.id}`)).body).toMatchObject({
      standing: 'confirmed',
      returned: false,
    });
  });

  test('is shown entries that look like one, merges them, and is not asked again about two that are two', async () => {
    const [first] = [(await here.secretary.get(`${base}/ledgers/teacher-practice/entries`)).body.items[0]];
    await record(enterprise, practice({ startedOn: '2022-07-02' }));
    const duplicates = async () => (await here.secretary.get(`${base}/ledgers/teacher-practice/duplicates`)).body.items;
    const [pair] = await duplicates();
    expect(pair.because).toBe('“开始日期”只相差1天，其余相同');
    const drop = [pair.first, pair.second].find((id) => id !== first.id);
    const merged = await here.secretary.post(`${base}/ledgers/teacher-practice/merges`, {
      keep: { id: first.id, version: 1 },
      drop: { id: drop, version: 1 },
      reason: '同一次实践，企业日期误填一天',
    });
    expect(merged.status).toBe(204);
    expect((await here.secretary.get(`/api/entries/${first.id}`)).body).toMatchObject({
      standing: 'confirmed',
      version: 2,
      history: [{ action: 'merged' }],
    });
    expect((await here.secretary.get(`/api/entries/${drop}`)).body.standing).toBe('withdrawn');
    const other = await record(school, practice({ enterprise: here.consortiumId, person: '示例乙' })).catch(
      () => undefined,
    );
    expect(other).toBeUndefined();
    const second = await record(school, practice({ startedOn: '2022-07-05' }));
    expect(await duplicates()).toHaveLength(1);
    const kept = await here.secretary.post(`${base}/ledgers/teacher-practice/distinctions`, {
      first: first.id,
      second: second.id,
    });
    expect(kept.status).toBe(204);
    expect(await duplicates()).toEqual([]);
  });

  test('has each of its routes to itself: a member may neither merge nor settle nor return', async () => {
    const [entry] = (await here.secretary.get(`${base}/ledgers/teacher-practice/entries`)).body.items;
    const ref = { id: entry.id, version: entry.version };
    const attempts = [
      school.reporter.post(`${base}/ledgers/teacher-practice/merges`, { keep: ref, drop: ref, reason: '试' }),
      school.reporter.post('/api/entries/returns', { entries: [ref], text: '试' }),
      school.reporter.post(`/api/entries/${entry.id}/settlement`, {
        version: ref.version,
        values: entry.values,
        reason: '试',
      }),
      school.reporter.post(`${base}/ledgers/teacher-practice/distinctions`, {
        first: entry.id,
        second: crypto.randomUUID(),
      }),
    ];
    expect((await Promise.all(attempts)).map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});
