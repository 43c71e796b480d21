import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { beijingToday } from '#server/member/member-row.ts';
import { recordStanding } from '#server/standing/record-standing.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let officer: TestClient & { personId: string };
let province: TestClient & { personId: string };
let url: string;
const today = beijingToday();

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  officer = await server.join('ministry-officer', here.ministryId);
  province = await server.join('provincial-officer', here.provinceId);
  url = `/api/consortia/${here.consortiumId}/changes`;
  const form = `/api/applications/${here.applicationId}`;
  const changes = changesOf(await exampleForm('perfect'));
  const { sequence } = (await here.secretary.post(`${form}/answers`, { changes })).body;
  await here.secretary.post(`${form}/submission`, { reasons: {}, sequence });
  await server.context.db.asActor(officer, (tx) =>
    recordStanding(tx, officer, {
      consortiumId: here.consortiumId,
      standing: 'cultivated',
      fromDay: '2024-01-01',
      reason: '列入培育名单。',
      cause: { kind: 'list', id: here.batchId },
    }),
  );
});
afterAll(() => server.close());

const askFor = (kind: string, more: Record<string, unknown> = {}, client: TestClient = here.secretary) =>
  client.post(url, { kind, to: '虚构新任', fromDay: today, reason: '人事调整（虚构）', ...more });
const view = async () => (await here.secretary.get(url)).body;
const nowOf = async (kind: string) => (await view()).kinds.find((each: { id: string }) => each.id === kind).now;
const latest = async (kind: string) => (await view()).items.find((each: { kind: string }) => each.kind === kind);
const act = async (client: TestClient, kind: string, action: string, more: Record<string, unknown> = {}) => {
  const { id, version } = await latest(kind);
  return client.post(`${url}/${id}/acts`, { version, action, text: '经研究（虚构）', ...more });
};

describe('a change of a consortium (A3-3-07)', () => {
  test('that is ordinary is in force from its day on and told to the province', async () => {
    const before = await nowOf('leader');
    expect(before).not.toBe('');
    expect((await askFor('leader')).status).toBe(201);
    expect(await nowOf('leader')).toBe('虚构新任');
    expect(await latest('leader')).toMatchObject({ state: 'in-force', from: before, isMajor: false, actions: [] });
    expect((await province.get('/api/me/notices')).text).toContain('联合体负责人');
    await askFor('secretariat', { to: '虚构新址', fromDay: '2099-01-01' });
    expect(await nowOf('secretariat')).not.toBe('虚构新址');
  });

  test('that is major waits for the province’s opinion and the ministry’s approval; until then the old stands', async () => {
    const before = await nowOf('leadSchool');
    expect((await askFor('leadSchool', { to: '虚构新校', fromDay: '2024-05-01' })).status).toBe(201);
    expect((await askFor('leadSchool', { to: '虚构他校' })).body.type).toBe('urn:lianheti:change-open');
    expect((await act(officer, 'leadSchool', 'approve')).status).toBe(409);
    expect((await act(here.secretary, 'leadSchool', 'support')).status).toBe(403);
    expect((await act(province, 'leadSchool', 'approve')).status).toBe(403);
    expect((await act(province, 'leadSchool', 'support', { version: 9 })).body.type).toBe('urn:lianheti:stale');
    expect((await act(province, 'leadSchool', 'support')).status).toBe(204);
    expect(await nowOf('leadSchool')).toBe(before);
    expect((await act(officer, 'leadSchool', 'approve')).status).toBe(204);
    expect(await nowOf('leadSchool')).toBe('虚构新校');
    // Never from a day on which nobody had approved it.
    expect(await latest('leadSchool')).toMatchObject({ state: 'in-force', fromDay: today, from: before });
    expect((await latest('leadSchool')).acts.map(({ action }: { action: string }) => action)).toEqual([
      'support',
      'approve',
    ]);
    expect((await act(officer, 'leadSchool', 'refuse')).status).toBe(409);
  });

  test('may be taken back until it is decided, or refused; then it may be asked for again', async () => {
    await askFor('park', { to: '虚构新区' });
    expect((await act(here.secretary, 'park', 'withdraw')).status).toBe(204);
    await askFor('park', { to: '虚构新区' });
    await act(province, 'park', 'oppose');
    expect((await act(officer, 'park', 'refuse')).status).toBe(204);
    expect(await nowOf('park')).not.toBe('虚构新区');
    expect((await askFor('park', { to: '虚构新区' })).status).toBe(201);
  });

  test('is nobody else’s: asked for by the consortium, seen by its offices, and by none of another', async () => {
    for (const client of [province, officer]) expect((await askFor('leader', {}, client)).status).toBe(403);
    expect((await askFor('leader', {}, elsewhere.secretary)).status).toBe(404);
    expect((await elsewhere.secretary.get(url)).status).toBe(404);
    expect((await elsewhere.secretary.get('/api/changes')).body.items).toEqual([]);
    expect((await act(elsewhere.secretary, 'park', 'withdraw')).status).toBe(404);
    for (const wrong of [{ to: '' }, { to: await nowOf('leader') }, { kind: 'nothing' }, { fromDay: 'x' }])
      expect((await askFor('leader', wrong)).status).toBe(422);
  });

  test('shows all of them in as many queries as one, those that wait first', async () => {
    const { items } = (await officer.get('/api/changes')).body;
    expect(items[0]).toMatchObject({ kind: 'park', state: 'asked', consortium: { name: '测试联合体' } });
    expect(items.length).toBeGreaterThan(4);
    expect(await queriesOf(officer, '/api/changes')).toBe(await queriesOf(elsewhere.secretary, '/api/changes'));
  });

  test('of members is told to the province; a lead unit leaves only once another has its place', async () => {
    const members = `/api/consortia/${here.consortiumId}/members`;
    const name = await nowOf('leadEnterprise');
    const join = async (unit: string) =>
      (await here.secretary.post(members, { name: unit, category: 'enterprise', joinedOn: '2024-01-01' })).body.id;
    const leave = (id: string, version: number) =>
      here.secretary.post(`${members}/${id}/departure`, { leftOn: today, version });
    const [lead, other] = [await join(name), await join('虚构普通企业')];
    expect((await province.get('/api/me/notices')).text).toContain('加入1家（虚构普通企业）');
    expect((await leave(lead, 1)).body).toMatchObject({ type: 'urn:lianheti:leads-consortium' });
    expect((await leave(other, 1)).status).toBe(204);
    expect((await province.get('/api/me/notices')).text).toContain('退出1家（虚构普通企业）');
    await askFor('leadEnterprise', { to: '虚构新牵头企业' });
    await act(province, 'leadEnterprise', 'support');
    await act(officer, 'leadEnterprise', 'approve');
    expect((await leave(lead, 1)).status).toBe(204);
  });

  test('that dissolves it ends its standing with the approval', async () => {
    await askFor('dissolution', { to: '' });
    await act(province, 'dissolution', 'support');
    expect((await act(officer, 'dissolution', 'approve')).status).toBe(204);
    await vi.waitFor(async () =>
      expect((await server.stranger.get(`/api/public/consortia?standing=revoked&on=${today}`)).body).toMatchObject({
        total: 1,
        items: [{ consortiumId: here.consortiumId, since: today }],
      }),
    );
  });
});
