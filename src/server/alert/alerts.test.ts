import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestMailbox, type TestReceiver, testMailbox, testReceiver } from '#test/test-receivers.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { sweepAlerts } from './sweep-alerts.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let known: { id: string; version: number } | undefined;
let provincial: TestClient & { personId: string; email: string };
let receiver: TestReceiver;
let mailbox: TestMailbox;

beforeAll(async () => {
  receiver = await testReceiver();
  mailbox = await testMailbox();
  server = await testServer({
    config: {
      privateWebhooks: true,
      mail: { url: mailbox.url, from: 'lianheti@ceshi.example' },
      publicUrl: 'http://ceshi.example',
    },
  });
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  await testMember(server, here.consortiumId, { name: '示例机电' });
  provincial = await server.join('provincial-officer', here.provinceId);
  await apprentices(30);
});
afterAll(async () => {
  await server.close();
  await receiver.close();
  await mailbox.close();
});

const fewApprentices = (change: object = {}) => ({
  name: '学徒偏少',
  unitId: here.provinceId,
  measure: 'figure',
  figure: 'apprentices',
  comparison: 'below',
  limit: '50',
  year: 2025,
  channels: ['app'],
  ...change,
});
const noticesOf = async (who: TestClient): Promise<{ text: string; link: string }[]> =>
  (await who.get('/api/me/notices')).body.items;
const rulesOf = async (who: TestClient) => (await who.get('/api/alerts')).body.items;
const sweep = () => sweepAlerts(server.context, new Date());
const inDatabase = (text: string, values: readonly unknown[] = []) =>
  asSuperuser(server.superuser, async (client) => (await client.query(text, [...values])).rows);

/** The school reports so many apprentices, as its figures then say. */
async function apprentices(headcount: number): Promise<void> {
  const values = { school: '示例职院', enterprise: '示例机电', major: '460101', headcount, startedOn: '2025-03-01' };
  const reports = `/api/consortia/${here.consortiumId}/ledgers/apprenticeship/reports`;
  const { status, body } = await school.reporter.post(reports, { reports: [{ ...known, values }] });
  expect(status).toBe(200);
  const [{ id, version }] = body.results;
  known = { id, version };
}

/** The same, and whoever watches has looked. */
async function nowApprentices(headcount: number): Promise<void> {
  await apprentices(headcount);
  await sweep();
}

describe('监测预警 (A3-3-04)', () => {
  test('before a rule is set it says whom it would tell; then it tells in the app, by mail and the unit’s own systems', async () => {
    expect((await provincial.get('/api/alerts')).body).toMatchObject({ items: [], mail: true });
    const { name: _name, channels: _channels, ...condition } = fewApprentices();
    expect((await provincial.post('/api/alerts/preview', condition)).body).toMatchObject({
      total: 1,
      of: 1,
      text: expect.stringMatching(/低于50人$/),
      items: [{ consortium: { name: '测试联合体' }, year: 2025, text: expect.stringMatching(/^2025年.+为30人$/) }],
    });
    expect((await provincial.post('/api/alerts/preview', { ...condition, limit: '30' })).body.total).toBe(0);

    const hook = { unitId: here.provinceId, url: receiver.url, format: 'json', events: ['alert'] };
    expect((await provincial.post(`/api/consortia/${here.provinceId}/webhooks`, hook)).status).toBe(201);
    const made = await provincial.post('/api/alerts', fewApprentices({ channels: ['app', 'mail', 'webhook'] }));
    expect(made.status).toBe(201);
    await expect.poll(() => mailbox.mails.length, { timeout: 20_000 }).toBe(1);
    expect(mailbox.mails[0]).toMatchObject({
      to: [provincial.email],
      text: expect.stringContaining('测试联合体2025年'),
    });
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      event: 'alert',
      count: 1,
      rule: made.body.id,
      items: [{ consortiumId: here.consortiumId, year: 2025 }],
    });
    expect(await noticesOf(provincial)).toMatchObject([
      { text: expect.stringContaining('预警“学徒偏少”：测试联合体2025年') },
    ]);
    expect(await rulesOf(provincial)).toMatchObject([
      { name: '学徒偏少', unit: { name: '测试省' }, told: { total: 1, items: [{ year: 2025 }] } },
    ]);
  });

  test('what stays true is not told twice, by any number of servers; false and true again, it is', async () => {
    await Promise.all([sweep(), sweep(), sweep()]);
    await nowApprentices(31);
    expect(await noticesOf(provincial)).toHaveLength(1);
    await nowApprentices(80);
    expect(await rulesOf(provincial)).toMatchObject([{ told: { total: 0, items: [] } }]);
    await nowApprentices(20);
    await Promise.all([sweep(), sweep()]);
    expect(await noticesOf(provincial)).toHaveLength(2);
  });

  test('a paused rule tells nothing; another condition is another question; each version stays readable', async () => {
    const [rule] = await rulesOf(provincial);
    const change = (body: object) => provincial.put(`/api/alerts/${rule.id}`, fewApprentices(body));
    expect((await change({ paused: true, version: rule.version })).body).toEqual({ version: 2 });
    await nowApprentices(90);
    await nowApprentices(10);
    expect(await noticesOf(provincial)).toHaveLength(2);
    expect((await change({ paused: false, version: 1 })).status).toBe(409);
    expect((await change({ paused: false, limit: '40', version: 2 })).status).toBe(200);
    await expect.poll(async () => (await noticesOf(provincial)).length, { timeout: 20_000 }).toBe(3);
    const { items } = (await provincial.get(`/api/alerts/${rule.id}/versions`)).body;
    expect(items.map(({ version: number, paused }: { version: number; paused: boolean }) => [number, paused])).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ]);
    expect((await provincial.delete(`/api/alerts/${rule.id}?version=3`)).status).toBe(204);
    expect(await rulesOf(provincial)).toEqual([]);
  });

  test('how far a commitment is kept, how much lacks a second voice and what is late can be watched, too', async () => {
    const preview = async (body: object) => {
      const { name: _name, channels: _channels, ...condition } = fewApprentices(body);
      return (await provincial.post('/api/alerts/preview', condition)).body;
    };
    const oneSided = await preview({ measure: 'oneSided', comparison: 'above', limit: '50' });
    expect(oneSided.items[0].text).toMatch(/未经另一方确认的占比为100％$/);
    expect((await preview({ measure: 'fulfilment', comparison: 'below', limit: '60' })).total).toBe(0);
    await inDatabase('alter table commitment disable trigger all');
    await inDatabase(
      `insert into commitment (consortium_id, figure, year, value, first_value, verified, batch_id, application_id, revision)
       values ($1, 'apprentices', 2025, 40, 40, true, $2, $3, 1)`,
      [here.consortiumId, here.batchId, here.applicationId],
    );
    await inDatabase('alter table commitment enable trigger all');
    expect((await preview({ measure: 'fulfilment', comparison: 'below', limit: '60' })).items[0].text).toMatch(
      /承诺兑现率为25％$/,
    );

    const rows = await inDatabase(
      `with asked as (
         insert into collection (unit_id, pack_digest, kind, year, title, opens_at, created_by)
         select $1, digest, 'plan', 2025, '2025年度建设计划', now(), $2 from pack limit 1 returning id
       ), levels as (
         insert into collection_level select id, 'consortium', now() - interval '60 hours', now() from asked
       ) insert into collection_return (consortium_id, collection_id, state) select $3, id, 'draft' from asked returning collection_id`,
      [here.provinceId, provincial.personId, here.consortiumId],
    );
    const late = { measure: 'lateness', figure: null, comparison: 'above', limit: '0' };
    expect((await preview(late)).items[0].text).toBe('2025年报送逾期为3天');
    await inDatabase('alter table collection_return disable trigger user');
    await inDatabase('update collection_return set first_sent_at = now() where collection_id = $1', [
      rows[0].collection_id,
    ]);
    await inDatabase('alter table collection_return enable trigger user');
    expect((await preview(late)).total).toBe(0);
  });

  test('a unit’s sum and the points of its data quality can be watched; a sum is told of the unit itself', async () => {
    const preview = async (body: object) => {
      const { name: _name, channels: _channels, ...condition } = fewApprentices(body);
      return (await provincial.post('/api/alerts/preview', condition)).body;
    };
    expect(await preview({ measure: 'total', comparison: 'below', limit: '50' })).toMatchObject({
      total: 1,
      of: 1,
      items: [{ consortium: { id: here.provinceId }, text: '2025年中国特色学徒制培养合计为10人' }],
    });
    const quality = { measure: 'quality', figure: null, comparison: 'below', limit: '101' };
    expect((await preview(quality)).total).toBe(0);
    expect((await here.secretary.post(`/api/consortia/${here.consortiumId}/quality/check`, {})).status).toBeLessThan(
      300,
    );
    expect((await preview(quality)).items[0].text).toMatch(/^2025年数据质量得分为\d+分$/);
    await provincial.post('/api/alerts', fewApprentices({ name: '全省', measure: 'total', limit: '50' }));
    const told = async () =>
      (await rulesOf(provincial)).find(({ name }: { name: string }) => name === '全省').told.total;
    await expect.poll(told, { timeout: 20_000 }).toBe(1);
    await apprentices(90);
    await sweepAlerts(server.context, new Date(), [here.consortiumId]);
    expect(await told()).toBe(0);
    const [rule] = (await rulesOf(provincial)).filter(({ name }: { name: string }) => name === '全省');
    await provincial.delete(`/api/alerts/${rule.id}?version=1`);
    await apprentices(10);
  });

  test('rules reach as far as their owner’s role, at the moment of telling: whoever lost it hears nothing', async () => {
    const elsewhere = await testConsortium(server, {
      name: '他省联合体',
      province: '他省',
      ministryId: here.ministryId,
    });
    const outsider = await server.join('provincial-officer', elsewhere.provinceId);
    expect((await outsider.post('/api/alerts', fewApprentices())).status).toBe(404);
    expect((await school.reporter.post('/api/alerts', fewApprentices({ unitId: here.consortiumId }))).status).toBe(404);
    const made = await provincial.post('/api/alerts', fewApprentices({ name: '本省', limit: '5' }));
    expect((await outsider.get(`/api/alerts/${made.body.id}/versions`)).status).toBe(404);
    expect((await outsider.delete(`/api/alerts/${made.body.id}?version=1`)).status).toBe(404);
    await inDatabase('delete from role_assignment where person_id = $1', [provincial.personId]);
    const before = (await noticesOf(provincial)).length;
    await nowApprentices(2);
    expect(await noticesOf(provincial)).toHaveLength(before);
    await inDatabase(`insert into role_assignment (person_id, unit_id, role) values ($1, $2, 'provincial-officer')`, [
      provincial.personId,
      here.provinceId,
    ]);
    await sweep();
    expect(await noticesOf(provincial)).toHaveLength(before + 1);
  });

  test('a condition that cannot be understood is refused at its field', async () => {
    for (const body of [
      { figure: null },
      { figure: 'nothing' },
      { measure: 'oneSided', comparison: 'risen' },
      { limit: '-1' },
    ])
      expect((await provincial.post('/api/alerts', fewApprentices(body))).status).toBe(422);
  });

  test('one rule costs as many queries as three', async () => {
    const one = await queriesOf(provincial, '/api/alerts');
    for (const name of ['二', '三']) await provincial.post('/api/alerts', fewApprentices({ name }));
    expect(await queriesOf(provincial, '/api/alerts')).toBe(one);
  });
});
