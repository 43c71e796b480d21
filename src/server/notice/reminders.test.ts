import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestMailbox, type TestReceiver, testMailbox, testReceiver } from '#test/test-receivers.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { yearDue } from './member-tasks.ts';
import { sweepReminders } from './sweep-reminders.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let enterprise: TestMember;
let receiver: TestReceiver;
let mailbox: TestMailbox;
let reminders: string;
let entryId: string;
const due = yearDue(new Date());

beforeAll(async () => {
  receiver = await testReceiver();
  mailbox = await testMailbox();
  const mail = { url: mailbox.url, from: 'lianheti@ceshi.example' };
  server = await testServer({
    config: { privateWebhooks: true, mail, remindAfterDays: 7, publicUrl: 'http://ceshi.example' },
  });
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
  reminders = `/api/consortia/${here.consortiumId}/reminders`;
  const recorded = await school.reporter.post(`/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries`, {
    values: { school: '示例职院', enterprise: '示例机电', major: '460101', headcount: 30, startedOn: `${due}-03-01` },
  });
  expect(recorded.status).toBe(201);
  entryId = recorded.body.id;
  await inDatabase('update member set contact_email = $1 where id = $2', ['lianxi@ceshi.example', enterprise.id]);
});
afterAll(async () => {
  await server.close();
  await receiver.close();
  await mailbox.close();
});

const inDatabase = (text: string, values: readonly unknown[]) =>
  asSuperuser(server.superuser, async (client) => (await client.query(text, [...values])).rows);
const tomorrow = () => inDatabase("update reminder set day = day - 1, at = at - interval '1 day'", []);
const tasksOf = async (who: TestClient) => (await who.get('/api/me/tasks')).body.items;
const noticesOf = async (who: TestClient) => (await who.get('/api/me/notices')).body;

describe('what is to be done', () => {
  test('a member finds what waits for it, what was returned to it and what it has not filed', async () => {
    expect(await tasksOf(enterprise.reporter)).toMatchObject([
      {
        unit: { name: '示例机电' },
        consortium: { id: here.consortiumId },
        awaiting: 1,
        returned: 0,
        disputed: 0,
        filing: { year: due, declared: false },
      },
    ]);
    const [mine] = await tasksOf(school.reporter);
    expect(mine).toMatchObject({ awaiting: 0, returned: 0 });
    const missing = mine.filing.missing.map(({ id }: { id: string }) => id);
    expect(missing).not.toContain('apprenticeship');
    expect(missing.length).toBeGreaterThan(5);

    await here.secretary.post('/api/entries/returns', { entries: [{ id: entryId, version: 1 }], text: '请核对' });
    expect(await tasksOf(school.reporter)).toMatchObject([{ returned: 1 }]);
    await school.reporter.put(`/api/consortia/${here.consortiumId}/filing/${school.id}/${due}`, { complete: true });
    expect(await tasksOf(school.reporter)).toMatchObject([{ filing: { declared: true, missing: [] } }]);
    expect(await tasksOf(here.secretary)).toMatchObject([
      { unit: { id: here.consortiumId }, disputed: 0, filing: null },
    ]);
  });
});

describe('a reminder of the secretariat', () => {
  test('reaches the people in the app, the contact by mail and the robot without a person’s name, once a day', async () => {
    await enterprise.reporter.post(`/api/consortia/${here.consortiumId}/webhooks`, {
      unitId: enterprise.id,
      url: `${receiver.url}/robot`,
      format: 'wecom',
      events: ['reminder'],
    });
    const order = { members: [enterprise.id, school.id], channels: ['app', 'mail', 'robot'] };
    const asked = await Promise.all(Array.from({ length: 4 }, () => here.secretary.post(reminders, order)));
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const results: { memberId: string; outcome: string; people: number; mails: number; robots: number }[] =
      asked.flatMap(({ body }) => body.results);
    expect(results.filter(({ outcome }) => outcome === 'sent').sort((a, b) => b.mails - a.mails)).toEqual([
      { memberId: enterprise.id, outcome: 'sent', people: 1, mails: 1, robots: 1 },
      { memberId: school.id, outcome: 'sent', people: 1, mails: 0, robots: 0 },
    ]);
    expect((await here.secretary.get(reminders)).body).toMatchObject({
      mail: true,
      today: expect.arrayContaining([school.id]),
    });

    const told = await noticesOf(enterprise.reporter);
    expect(told).toMatchObject({
      unread: 1,
      items: [{ text: expect.stringContaining('1 条记录待确认'), from: expect.any(String), readAt: null }],
    });
    await expect.poll(() => mailbox.mails.length, { timeout: 5000 }).toBe(1);
    expect(mailbox.mails[0]).toMatchObject({
      to: ['lianxi@ceshi.example'],
      text: expect.stringContaining('1 条记录待确认'),
    });
    expect(mailbox.mails[0]?.text).toContain(`http://ceshi.example/consortia/${here.consortiumId}/ledgers`);
    await expect.poll(() => receiver.received.length, { timeout: 5000 }).toBe(1);
    expect(receiver.received[0]?.body).toContain('示例机电');
    expect(receiver.received[0]?.body).not.toMatch(/填报人|ceshi\.example/);
    const audit = await inDatabase("select subject from audit_event where action = 'members.reminded'", []);
    expect(audit.length).toBeGreaterThanOrEqual(1);
  });

  test('is read once it is read, by its own person alone', async () => {
    const [notice] = (await noticesOf(school.reporter)).items;
    await enterprise.reporter.post('/api/me/notices/read', { ids: [notice.id] });
    expect((await noticesOf(school.reporter)).unread).toBe(1);
    expect((await school.reporter.post('/api/me/notices/read', {})).status).toBe(204);
    expect(await noticesOf(school.reporter)).toMatchObject({ unread: 0, items: [{ readAt: expect.any(String) }] });
  });

  test('is the secretariat’s to send, to members of its own consortium', async () => {
    const order = { members: [enterprise.id], channels: ['app'] };
    const elsewhere = await testConsortium(server, { name: '他处联合体', ministryId: here.ministryId });
    expect((await school.reporter.post(reminders, order)).status).toBe(403);
    expect((await elsewhere.secretary.post(reminders, order)).status).toBe(404);
    const theirs = `/api/consortia/${elsewhere.consortiumId}/reminders`;
    expect((await elsewhere.secretary.post(theirs, order)).status).toBe(404);
  });

  test('by mail is refused in words where no mail is configured', async () => {
    const plain = await testServer();
    const there = await testConsortium(plain);
    const member = await testMember(plain, there.consortiumId, { name: '示例职院', category: 'higherVocational' });
    const path = `/api/consortia/${there.consortiumId}/reminders`;
    const refused = await there.secretary.post(path, { members: [member.id], channels: ['app', 'mail'] });
    expect([refused.status, refused.body.detail]).toEqual([422, '没有配置发信服务，请联系系统管理员。']);
    expect((await there.secretary.get(path)).body).toEqual({ today: [], mail: false });
    await plain.close();
  });
});

describe('the daily sweep', () => {
  test('reminds a side that has not answered for seven days, once in as many days, whichever server sweeps', async () => {
    const before = (await noticesOf(enterprise.reporter)).items.length;
    const sweep = () => sweepReminders(server.context);
    await inDatabase('delete from reminder', []);
    await sweep();
    expect((await noticesOf(enterprise.reporter)).items.length).toBe(before);

    await inDatabase("update ledger_entry set changed_at = changed_at - interval '8 days'", []);
    await Promise.all([sweep(), sweep(), sweep()]);
    const { items } = await noticesOf(enterprise.reporter);
    expect(items.length).toBe(before + 1);
    expect(items[0]).toMatchObject({ text: expect.stringContaining('7 天以上'), from: null });

    for (let day = 1; day <= 6; day++) await tomorrow();
    await sweep();
    expect((await noticesOf(enterprise.reporter)).items.length).toBe(before + 1);
    await tomorrow();
    await sweep();
    expect((await noticesOf(enterprise.reporter)).items.length).toBe(before + 2);
  });
});
