import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import {
  anotherVerified,
  confirmedApplication,
  recommendApplications,
  verifyApplication,
} from '#test/verified-application.ts';

let server: TestServer;
let here: TestConsortium;
let ministry: TestClient;
let province: TestClient;
let formal: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  ministry = await server.join('ministry-officer', here.ministryId);
  province = await server.join('provincial-officer', here.provinceId);
  formal = `/api/applications/${here.applicationId}/formal`;
  const revision = await confirmedApplication(server, here);
  await verifyApplication(province, here.applicationId, revision);
});
afterAll(() => server.close());

type Item = {
  id: string;
  result: string;
  because: string[];
  mark: { version: number; answer: unknown } | null;
  isNew: boolean;
};
const itemOf = (body: { items: Item[] }, id: string) => body.items.find((item) => item.id === id);
const mark = (item: string, order: object) => ministry.put(`${formal}/items/${item}`, { version: 0, ...order });

describe('the formal review by the ministry (A3-3-01)', () => {
  test('begins with the recommendation, and is the ministry’s alone', async () => {
    expect((await mark('seals', { result: 'met' })).body.type).toBe('urn:lianheti:action-not-possible');
    await recommendApplications(province, here, [here.applicationId]);
    const { body } = await ministry.get(`/api/batches/${here.batchId}/formal`);
    expect(body.items).toMatchObject([{ id: here.applicationId, province: '测试省', notMet: 0, state: 'recommended' }]);
    for (const other of [province, here.secretary]) {
      expect((await other.get(`/api/batches/${here.batchId}/formal`)).body.items).toEqual([]);
      expect((await other.get(formal)).body).toMatchObject({ canReview: false, items: [] });
      expect((await other.put(`${formal}/items/seals`, { result: 'met', version: 0 })).status).toBe(403);
      expect((await other.post(`${formal}/decision`, { decision: 'admitted' })).status).toBe(403);
    }
  });

  test('tells of each item what the program found, and by what', async () => {
    const { body } = await ministry.get(formal);
    expect(body).toMatchObject({ canReview: true, revision: 1, decisions: [] });
    expect(itemOf(body, 'verified')).toMatchObject({
      result: 'met',
      because: [expect.stringMatching(/^\d+个数据中/), '没有抽查记录。'],
    });
    expect(itemOf(body, 'opinion')?.because).toEqual(['推荐意见：同意推荐']);
    expect(itemOf(body, 'materials')).toMatchObject({ result: 'open' });
    expect(itemOf(body, 'within-quota')?.because).toEqual(['该省推荐1家，本批次名额为3家。']);
  });

  test('admits nothing while an item is open, and rejects nothing without a reason', async () => {
    const early = await ministry.post(`${formal}/decision`, { decision: 'admitted' });
    expect(early).toMatchObject({ status: 422, body: { type: 'urn:lianheti:items-open' } });
    expect(early.body.fields).toContain('seals');
    expect((await ministry.post(`${formal}/decision`, { decision: 'rejected' })).body.type).toBe(
      'urn:lianheti:remarks-missing',
    );
  });

  test('of two officers who mark an item at once, one is told what the other said', async () => {
    const colleague = await server.join('ministry-officer', here.ministryId);
    const answers = await Promise.all([
      mark('seals', { result: 'met' }),
      colleague.put(`${formal}/items/seals`, { result: 'not-met', reason: '缺牵头企业公章', version: 0 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      type: 'urn:lianheti:stale',
      now: { version: 1 },
    });
    expect((await mark('nothing', { result: 'met' })).status).toBe(404);
    expect((await mark('paper-and-disc', { result: 'not-met' })).status).toBe(422);
  });

  test('asks the province to complete an item; the answer is told to the officer as new', async () => {
    expect((await mark('materials', { result: 'incomplete', reason: '请补充目录索引' })).body).toEqual({ version: 1 });
    expect((await province.get('/api/me/notices')).body.items[0].text).toContain('请补充目录索引');
    const asked = (await province.get(formal)).body;
    expect(asked).toMatchObject({
      canAnswer: true,
      items: [{ id: 'materials', mark: { result: 'incomplete', answer: null } }],
    });
    await ministry.post(`/api/applications/${here.applicationId}/look`, { revision: 1 });
    const answer = (client: TestClient, version: number) =>
      client.post(`${formal}/items/materials/answer`, { text: '目录索引已补在第1页', version });
    expect((await answer(here.secretary, 1)).status).toBe(404);
    expect((await answer(province, 0)).status).toBe(409);
    expect((await answer(province, 1)).body).toEqual({ version: 2 });
    const { body } = await ministry.get(formal);
    expect(itemOf(body, 'materials')).toMatchObject({ isNew: true, mark: { answer: { text: '目录索引已补在第1页' } } });
    expect(itemOf(body, 'seals')?.isNew).toBe(false);
    expect((await ministry.get(`/api/batches/${here.batchId}/formal`)).body.items[0]).toMatchObject({
      incomplete: 1,
      answered: 1,
    });
  });

  test('admits once every item is met, keeps by what, and tells applicant and province; a double click tells once', async () => {
    for (const { id, result, mark: said } of (await ministry.get(formal)).body.items)
      if (said || result !== 'met') await mark(id, { result: 'met', reason: '已核对', version: said?.version ?? 0 });
    const decide = () => ministry.post(`${formal}/decision`, { decision: 'admitted' });
    for (const { body } of await Promise.all([decide(), decide()])) expect(body).toEqual({ state: 'admitted' });
    const seen = (await here.secretary.get(formal)).body;
    expect(seen.decisions).toMatchObject([{ decision: 'admitted' }]);
    expect(itemOf(seen, 'within-quota')).toMatchObject({ result: 'met', because: ['该省推荐1家，本批次名额为3家。'] });
    const told = (await here.secretary.get('/api/me/notices')).body.items;
    expect(told.filter(({ text }: { text: string }) => text.includes('形式审查通过'))).toHaveLength(1);
  });

  test('the list asks the database as often for three applications as for one', async () => {
    const list = `/api/batches/${here.batchId}/formal`;
    const one = await queriesOf(ministry, list);
    const provinceId = await server.addUnit('province', '邻省（虚构）', here.ministryId);
    const beside = { ...here, provinceId };
    const officer = await server.join('provincial-officer', provinceId);
    const others = [
      await anotherVerified(server, beside, officer, '邻省甲联合体（虚构）'),
      await anotherVerified(server, beside, officer, '邻省乙联合体（虚构）'),
    ];
    await recommendApplications(
      officer,
      beside,
      others.map(({ applicationId }) => applicationId),
    );
    expect((await ministry.get(list)).body.items).toHaveLength(3);
    expect(await queriesOf(ministry, list)).toBe(one);
  });

  test('a decision may be turned with its reason; after the stage has closed nothing is', async () => {
    const reject = { decision: 'rejected', reason: '公章系扫描件' };
    expect((await ministry.post(`${formal}/decision`, reject)).body).toEqual({ state: 'rejected' });
    expect((await here.secretary.get(formal)).body.decisions).toHaveLength(2);
    await server.context.db.asOwner((tx) =>
      tx
        .updateTable('batch_stage')
        .set({ closes_at: new Date(Date.now() - 1000) })
        .where('batch_id', '=', here.batchId)
        .where('stage', '=', 'formal-review')
        .execute(),
    );
    expect((await ministry.post(`${formal}/decision`, { decision: 'admitted' })).body.type).toBe(
      'urn:lianheti:stage-closed',
    );
    expect((await ministry.get(formal)).body.canReview).toBe(false);
  });
});
