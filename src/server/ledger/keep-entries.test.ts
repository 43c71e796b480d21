import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#server/access/actor.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { type KeptEntry, keepEntries } from './keep-entries.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
});
afterAll(() => server.close());

const actorOf = ({ personId }: { personId: string }): Actor => ({
  personId,
  sessionId: '',
  name: '',
  email: '',
  roles: [],
  twoFactorEnabled: false,
});

function keep(who: { personId: string }, entries: readonly KeptEntry[], reason?: string) {
  const actor = actorOf(who);
  return server.context.db.asActor(actor, (tx) =>
    keepEntries(server.context, tx, actor, { consortiumId: here.consortiumId, noun: 'meeting', entries, reason }),
  );
}

const meeting = (recordId: string, more: object = {}): KeptEntry => ({
  recordId,
  kind: 'council-meeting',
  values: { name: '第一次会议', heldOn: '2024-03-01', present: 18, seats: 20, resolutions: '审议章程', ...more },
});

const figures = async () => {
  const rows = await server.context.db.asOwner((tx) =>
    tx
      .selectFrom('ledger_figure')
      .select(['figure', 'amount', 'base', 'entries'])
      .where('consortium_id', '=', here.consortiumId)
      .where('entries', '>', 0)
      .orderBy('figure')
      .execute(),
  );
  return rows.map(({ figure, amount, base }) => [figure, amount, base]);
};

describe('an entry that a record writes', () => {
  const record = crypto.randomUUID();
  let entryId: string;

  test('is the secretariat’s word, counts at once, and names the record', async () => {
    const [id] = await keep(here.secretary, [meeting(record)]);
    entryId = id ?? '';
    expect((await here.secretary.get(`/api/entries/${entryId}`)).body).toMatchObject({
      standing: 'confirmed',
      version: 1,
      voices: [{ side: 'secretariat' }],
      source: { noun: 'meeting', recordId: record },
    });
    expect(await figures()).toEqual([
      ['councilAttendanceRate', '18', '20'],
      ['councilMeetings', '1', null],
    ]);
  });

  test('follows the record, whatever of it changes; the same again changes nothing', async () => {
    const changed = meeting(record, { name: '第一次全体会议', present: 19 });
    expect(await keep(here.secretary, [changed])).toEqual([entryId]);
    expect(await keep(here.secretary, [changed])).toEqual([entryId]);
    const { body } = await here.secretary.get(`/api/entries/${entryId}`);
    expect([body.version, body.values.name]).toEqual([2, '第一次全体会议']);
    expect((await figures())[0]).toEqual(['councilAttendanceRate', '19', '20']);
  });

  test('is not changed beside the record', async () => {
    const { values } = (await here.secretary.get(`/api/entries/${entryId}`)).body;
    const url = `/api/consortia/${here.consortiumId}/ledgers/council-meeting/reports`;
    const report = { values: { ...values, present: 1 }, id: entryId, version: 2 };
    const answer = await here.secretary.post(url, { reports: [report], mode: 'all' });
    expect([answer.status, answer.body.type]).toEqual([409, 'urn:lianheti:kept-by-record']);
    expect((await figures())[0]).toEqual(['councilAttendanceRate', '19', '20']);
  });

  test('goes with the transaction of the record: what is refused leaves nothing', async () => {
    const both = [
      meeting(crypto.randomUUID(), { name: '第二次会议' }),
      meeting(crypto.randomUUID(), { present: 30, name: '第三次会议' }),
    ];
    await expect(keep(here.secretary, both)).rejects.toMatchObject({ code: 'invalid' });
    expect((await figures())[1]).toEqual(['councilMeetings', '1', null]);
  });

  test('takes over what was typed by hand of the same event', async () => {
    const values = { name: '旧会议', heldOn: '2023-05-01', present: 5, seats: 10, resolutions: '无' };
    const typed = await here.secretary.post(`/api/consortia/${here.consortiumId}/ledgers/council-meeting/entries`, {
      values,
    });
    expect(typed.status).toBe(201);
    const [id] = await keep(here.secretary, [{ ...meeting(crypto.randomUUID()), values: { ...values, present: 6 } }]);
    expect(id).toBe(typed.body.id);
    await expect(keep(here.secretary, [{ ...meeting(crypto.randomUUID()), values }])).rejects.toMatchObject({
      code: 'entry-exists',
    });
  });

  test('is withdrawn with the record, and comes back with it', async () => {
    expect(await keep(here.secretary, [{ ...meeting(record), values: null }])).toEqual([null]);
    expect((await here.secretary.get(`/api/entries/${entryId}`)).body.standing).toBe('withdrawn');
    expect(await keep(here.secretary, [meeting(record)])).toEqual([entryId]);
    expect((await here.secretary.get(`/api/entries/${entryId}`)).body.standing).toBe('confirmed');
  });

  test('is written on behalf of whoever of the consortium acts, and of nobody else', async () => {
    expect(await keep(school.reporter, [meeting(crypto.randomUUID(), { name: '专题会议' })])).toHaveLength(1);
    const elsewhere = await testConsortium(server, { name: '别处', province: '别省', ministryId: here.ministryId });
    await expect(keep(elsewhere.secretary, [meeting(crypto.randomUUID(), { name: '冒名会议' })])).rejects.toMatchObject(
      {
        code: 'forbidden',
      },
    );
  });

  test('of a closed year changes only with a reason', async () => {
    const closed = await here.secretary.post(`/api/consortia/${here.consortiumId}/years/2023/closure`, {});
    expect(closed.status).toBeLessThan(300);
    const late = meeting(crypto.randomUUID(), { heldOn: '2023-06-01', name: '补记会议' });
    await expect(keep(here.secretary, [late])).rejects.toMatchObject({ code: 'year-closed' });
    expect(await keep(here.secretary, [late], '补记遗漏的会议')).toHaveLength(1);
  });
});
