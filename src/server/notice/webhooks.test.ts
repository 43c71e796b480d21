import { createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestReceiver, testReceiver } from '#test/test-receivers.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { deliverNotices } from './deliver-notices.ts';
import { isPostable, isPublicAddress, lookUpPublic } from './public-address.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let enterprise: TestMember;
let receiver: TestReceiver;
let webhooks: string;
let entries: string;
let majors = 460100;

beforeAll(async () => {
  server = await testServer({ config: { privateWebhooks: true } });
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
  receiver = await testReceiver();
  webhooks = `/api/consortia/${here.consortiumId}/webhooks`;
  entries = `/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries`;
});
afterAll(async () => {
  await server.close();
  await receiver.close();
});
afterEach(async () => {
  await server.context.db.asOwner((tx) => tx.deleteFrom('webhook').execute());
  receiver.received.length = 0;
  receiver.answer(200, '{"errcode":0,"errmsg":"ok"}');
});

async function listen(events: string[], more: object = {}, who = school, path = '/hook?key=geheim') {
  const made = await who.reporter.post(webhooks, { unitId: who.id, url: receiver.url + path, events, ...more });
  expect(made.status).toBe(201);
  return made.body as { id: string; secret: string };
}

/** An entry that the school reported, with a major of its own so that each test has its own event. */
async function report(who = school, more: object = {}, major = String(++majors)) {
  const values = { school: '示例职院', enterprise: '示例机电', major, headcount: 30, startedOn: '2022-09-01', ...more };
  const { status, body } = await who.reporter.post(entries, { values });
  expect([200, 201]).toContain(status);
  return { id: body.id as string, version: body.version as number, major };
}

const giveBack = (entry: { id: string; version: number }) =>
  here.secretary.post('/api/entries/returns', { entries: [{ id: entry.id, version: entry.version }], text: '请核对' });
const look = () => server.context.db.bus.tell('lianheti_notice', '');
const outbox = () => server.context.db.asOwner((tx) => tx.selectFrom('notice_outbox').selectAll().execute());

async function arrived(count: number) {
  await expect
    .poll(
      () => {
        look();
        return receiver.received.length;
      },
      { timeout: 5000, interval: 50 },
    )
    .toBe(count);
  return receiver.received;
}

describe('a member’s own system', () => {
  test('is told, signed, that an entry was returned, joined into a dispute and settled, and nothing of what it did itself', async () => {
    const { secret } = await listen(['entry.returned', 'entry.disputed', 'entry.settled', 'entry.changed']);
    const entry = await report();
    expect((await giveBack(entry)).status).toBe(204);
    const [returned] = await arrived(1);
    const { 'x-lianheti-timestamp': timestamp, 'x-lianheti-signature': signature } = returned?.headers ?? {};
    expect(signature).toBe(`v1=${createHmac('sha256', secret).update(`${timestamp}.${returned?.body}`).digest('hex')}`);
    expect(JSON.parse(returned?.body ?? '')).toMatchObject({
      event: 'entry.returned',
      entryId: entry.id,
      kind: 'apprenticeship',
      unit: '示例职院',
    });

    const other = await report();
    await report(enterprise, { headcount: 25 }, other.major);
    const [, disputed] = await arrived(2);
    expect(JSON.parse(disputed?.body ?? '')).toMatchObject({
      event: 'entry.disputed',
      entryId: other.id,
      standing: 'disputed',
      version: 2,
    });
    const values = {
      school: school.id,
      enterprise: enterprise.id,
      major: other.major,
      headcount: 28,
      startedOn: '2022-09-01',
    };
    const settled = await here.secretary.post(`/api/entries/${other.id}/settlement`, {
      version: 2,
      values,
      reason: '已核对',
    });
    expect(settled.status).toBe(204);
    expect((await arrived(3)).at(-1)?.headers['x-lianheti-event']).toBe('entry.settled');
    expect(receiver.received.map(({ body }) => body).join()).not.toMatch(/填报人|秘书|headcount/);
  });

  test('hears nothing of entries of others, and where nobody listens nothing is kept', async () => {
    const silent = await report();
    await giveBack(silent);
    expect((await outbox()).filter(({ entry_id }) => entry_id === silent.id)).toEqual([]);
    await listen(['entry.returned'], {}, enterprise);
    const title = await school.reporter.post(entries.replace('apprenticeship', 'talent-demand-report'), {
      values: { title: '学校的报告', publisher: '示例职院', publishedOn: '2022-05-01' },
    });
    await giveBack({ id: title.body.id, version: 1 });
    expect((await outbox()).filter(({ entry_id }) => entry_id === title.body.id)).toEqual([]);
  });

  test('an event that is not written leaves nothing to tell', async () => {
    await listen(['entry.returned']);
    const entry = await report();
    expect((await giveBack({ ...entry, version: 7 })).status).toBe(409);
    expect((await outbox()).filter(({ entry_id }) => entry_id === entry.id)).toEqual([]);
  });
});

describe('an office’s own system', () => {
  test('is told, signed, that a year’s approved figures moved, and that they are open again; no other office is', async () => {
    const provincial = await server.join('provincial-officer', here.provinceId);
    const elsewhere = await testConsortium(server, {
      name: '他省联合体',
      province: '他省',
      ministryId: here.ministryId,
    });
    const outsider = await server.join('provincial-officer', elsewhere.provinceId);
    const secrets = [provincial, outsider].map(async (who, at) => {
      const unitId = at === 0 ? here.provinceId : elsewhere.provinceId;
      const body = { unitId, url: `${receiver.url}/${at}`, events: ['aggregate.moved'] };
      const made = await who.post(`/api/consortia/${unitId}/webhooks`, body);
      expect(made.status).toBe(201);
      return made.body.secret as string;
    });
    const [secret = ''] = await Promise.all(secrets);
    const digest = server.context.packs.byId('moe-2023-15')?.digest ?? '';
    const raise = (level: number) =>
      server.context.db.asOwner((tx) => tx.updateTable('collection_figure').set({ level }).execute());
    await server.context.db.asOwner((tx) =>
      sql`
        with asked as (
          insert into collection (unit_id, pack_digest, kind, year, title, opens_at, created_by)
          values (${here.ministryId}, ${digest}, 'self-evaluation', 2025, '自评', now(), ${provincial.personId}) returning id
        ), owed as (
          insert into collection_return (consortium_id, collection_id, state) select ${here.consortiumId}::uuid, id, 'sent' from asked returning collection_id
        )
        insert into collection_figure (consortium_id, collection_id, figure, year, amount, confirmed, evidenced, entries, level)
        select ${here.consortiumId}::uuid, collection_id, f, 2025, 9, 1, 1, 2, 1 from owed cross join unnest(array['apprentices', 'fieldEngineers']) f`.execute(
        tx,
      ),
    );
    await raise(2);
    await raise(3);
    const [approved] = await arrived(1);
    const { 'x-lianheti-timestamp': timestamp, 'x-lianheti-signature': signature } = approved?.headers ?? {};
    expect(signature).toBe(`v1=${createHmac('sha256', secret).update(`${timestamp}.${approved?.body}`).digest('hex')}`);
    const told = { event: 'aggregate.moved', unit: '测试省', consortiumId: here.consortiumId, year: 2025, count: 2 };
    expect(JSON.parse(approved?.body ?? '')).toMatchObject({ ...told, kind: 'self-evaluation', approved: true });
    await raise(1);
    expect(JSON.parse((await arrived(2)).at(-1)?.body ?? '')).toMatchObject({ ...told, approved: false });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/0', '/0']);
    const { webhooks: described } = (await provincial.get('/api/openapi.json')).body;
    expect(Object.keys(described)).toContain('aggregate.moved');
  });
});

describe('群机器人', () => {
  test('企业微信 gets markdown with the unit’s name and a count; 钉钉 also its timestamp and sign', async () => {
    await listen(['entry.returned'], { format: 'wecom' }, school, '/wecom?key=abc');
    await listen(['entry.returned'], { format: 'dingtalk', secret: 'SEC123' }, school, '/ding?access_token=def');
    await giveBack(await report());
    const got = await arrived(2);
    const wecom = JSON.parse(got.find(({ path }) => path === '/wecom?key=abc')?.body ?? '');
    expect(wecom).toEqual({
      msgtype: 'markdown',
      markdown: { content: expect.stringMatching(/示例职院：台账记录被秘书处退回.*1 项/) },
    });
    const ding = got.find(({ path }) => path.startsWith('/ding'));
    const asked = new URL(`http://x${ding?.path}`).searchParams;
    const stamp = asked.get('timestamp') ?? '';
    expect(asked.get('access_token')).toBe('def');
    expect(asked.get('sign')).toBe(createHmac('sha256', 'SEC123').update(`${stamp}\nSEC123`).digest('base64'));
    expect(JSON.parse(ding?.body ?? '')).toMatchObject({ msgtype: 'markdown', markdown: { title: '联合体' } });
  });

  test('that answers 200 with an error of its own has not taken it', async () => {
    await listen(['entry.returned'], { format: 'wecom' });
    receiver.answer(200, '{"errcode":93000,"errmsg":"invalid webhook url"}');
    await giveBack(await report());
    await arrived(1);
    await expect
      .poll(async () => (await school.reporter.get(webhooks)).body.items[0])
      .toMatchObject({ waiting: 1, lastError: '93000 invalid webhook url', lastDeliveredAt: null });
  });
});

describe('delivery', () => {
  test('is tried again later, and given up in the end, visibly', async () => {
    const { id } = await listen(['entry.returned']);
    receiver.answer(500);
    await giveBack(await report());
    await arrived(1);
    await expect
      .poll(async () => (await outbox()).find(({ webhook_id }) => webhook_id === id)?.error)
      .toBe('对方返回 500');
    const [first] = (await outbox()).filter(({ webhook_id }) => webhook_id === id);
    expect((first?.next_attempt_at.getTime() ?? 0) - Date.now()).toBeGreaterThan(20_000);
    const hurry = () =>
      server.context.db.asOwner((tx) =>
        tx.updateTable('notice_outbox').set({ next_attempt_at: new Date() }).where('webhook_id', '=', id).execute(),
      );
    receiver.answer(200);
    await hurry();
    await arrived(2);
    const listed = async () => (await school.reporter.get(webhooks)).body.items[0];
    await expect
      .poll(listed)
      .toMatchObject({ waiting: 0, failed: 0, lastDeliveredAt: expect.any(String), lastError: null });

    receiver.answer(500);
    await giveBack(await report());
    await arrived(3);
    await server.context.db.asOwner((tx) =>
      tx
        .updateTable('notice_outbox')
        .set({ attempts: 7 })
        .where('webhook_id', '=', id)
        .where('delivered_at', 'is', null)
        .execute(),
    );
    await hurry();
    await arrived(4);
    await expect.poll(listed).toMatchObject({ waiting: 0, failed: 1, lastError: '对方返回 500' });
  });

  test('by several servers at once sends each notice once', async () => {
    const others = [1, 2, 3].map(() => deliverNotices(server.context));
    await listen(['entry.returned']);
    const reported = await Promise.all(Array.from({ length: 20 }, () => report()));
    for (const entry of reported) await giveBack(entry);
    await arrived(20);
    const told = receiver.received.map(({ body }) => JSON.parse(body).entryId);
    expect(new Set(told).size).toBe(20);
    await Promise.all(others.map((one) => one.close()));
    expect(receiver.received.length).toBe(20);
  });

  test('follows no redirect', async () => {
    await listen(['entry.returned']);
    receiver.answer(302);
    await giveBack(await report());
    await arrived(1);
    await expect.poll(async () => (await school.reporter.get(webhooks)).body.items[0].lastError).toBe('对方返回 302');
  });
});

describe('whose it is', () => {
  test('another unit neither sees, changes nor removes a webhook, nor makes one for it; the key is shown to nobody', async () => {
    const { id, secret } = await listen(['entry.returned']);
    for (const other of [enterprise.reporter, here.secretary]) {
      expect((await other.get(webhooks)).body.items).toEqual([]);
      expect((await other.put(`${webhooks}/${id}`, { active: false })).status).toBe(404);
      expect((await other.delete(`${webhooks}/${id}`)).status).toBe(404);
      const body = { unitId: school.id, url: 'https://hooks.example/x', events: ['entry.returned'] };
      expect((await other.post(webhooks, body)).status).toBe(404);
    }
    const own = await school.reporter.get(webhooks);
    expect(own.body.items[0]).toMatchObject({ id, address: `${receiver.url}/hook`, active: true });
    expect(own.text).not.toContain(secret);
    expect(own.text).not.toContain('geheim');
    expect((await school.reporter.delete(`${webhooks}/${id}`)).status).toBe(204);
  });

  test('one that is switched off is told nothing more', async () => {
    const { id } = await listen(['entry.returned']);
    expect((await school.reporter.put(`${webhooks}/${id}`, { active: false })).status).toBe(204);
    const entry = await report();
    await giveBack(entry);
    expect((await outbox()).filter(({ entry_id }) => entry_id === entry.id)).toEqual([]);
  });
});

describe('addresses inside the operator’s network', () => {
  test.each([
    'http://127.0.0.1/x',
    'http://localhost/x',
    'http://10.1.2.3/x',
    'http://169.254.169.254/latest',
    'http://192.168.0.9/x',
    'http://0x7f.1/x',
    'http://2130706433/x',
    'http://[::1]/x',
    'http://[::ffff:127.0.0.1]/x',
    'http://[fd00::1]/x',
    'http://100.64.0.1/x',
    'https://user:word@hooks.example/x',
    'ftp://hooks.example/x',
    'no address',
  ])('%s is refused', (address) => {
    expect(isPostable(address, false)).toBe(false);
  });

  test('are refused when a webhook is made and, for a name that leads there, when it is sent; public ones are not', async () => {
    expect(isPostable('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x', false)).toBe(true);
    expect([
      isPublicAddress('93.184.216.34'),
      isPublicAddress('2606:2800:220::1'),
      isPublicAddress('::ffff:10.0.0.1'),
    ]).toEqual([true, true, false]);
    const strict = await testServer();
    const there = await testConsortium(strict);
    const member = await testMember(strict, there.consortiumId, { name: '示例职院', category: 'higherVocational' });
    const path = `/api/consortia/${there.consortiumId}/webhooks`;
    const body = { unitId: member.id, url: receiver.url, events: ['reminder'] };
    expect((await member.reporter.post(path, body)).body.type).toBe('urn:lianheti:address-refused');
    await expect(promisify(lookUpPublic)('localhost', {})).rejects.toThrow('内网');
    const { port } = new URL(receiver.url);
    expect((await member.reporter.post(path, { ...body, url: 'https://hooks.example/x' })).status).toBe(201);
    // As if the name had come to lead elsewhere after it was looked at.
    await strict.context.db.asOwner((tx) =>
      tx
        .updateTable('webhook')
        .set({ url: `http://127.0.0.1:${port}/x` })
        .execute(),
    );
    const order = { members: [member.id], channels: ['robot'] };
    const reminded = await there.secretary.post(`/api/consortia/${there.consortiumId}/reminders`, order);
    expect(reminded.body.results).toMatchObject([{ outcome: 'sent', robots: 1 }]);
    await expect.poll(async () => (await member.reporter.get(path)).body.items[0].lastError).toMatch(/内网/);
    expect(receiver.received).toEqual([]);
    await strict.close();
  });
});
