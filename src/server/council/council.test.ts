import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CharterRules } from '#core/council/charter.ts';
import { hashToken } from '#server/invitation/token.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { signInCode } from './sign-in-code.ts';

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let council: string;
let meetings: string;
const tomorrow = beijingToday(new Date(Date.now() + 86_400_000));
const opensAt = `${tomorrow}T09:00:00+08:00`;

const rules: CharterRules = {
  parties: [
    { party: 'government', seats: 1, quorum: { count: 1 } },
    { party: 'school', seats: 600, quorum: null },
  ],
  quorum: { part: 1, of: 2, isExceeded: false },
  majorities: [{ kind: 'ordinary', of: 'present', threshold: { part: 1, of: 2, isExceeded: true } }],
  noticeDays: 0,
  mostProxies: 1,
  doProxiesCount: true,
  termYears: 3,
};

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  council = `/api/consortia/${here.consortiumId}/council`;
  meetings = `/api/consortia/${here.consortiumId}/meetings`;
});
afterAll(() => server.close());

const adopt = (base: number, more: Partial<CharterRules> = {}, client: TestClient = here.secretary) =>
  client.post(`/api/consortia/${here.consortiumId}/charters`, {
    base,
    inForceFrom: '2024-01-01',
    rules: { ...rules, ...more },
    reference: '成立大会决议（虚构）',
  });
const elect = (name: string, more: Record<string, unknown> = {}, client: TestClient = here.secretary) =>
  client.post(`${council}-seats`, {
    party: 'school',
    role: 'councillor',
    organisation: '虚构职业学院',
    name,
    from: '2024-01-01',
    to: '2099-12-31',
    reference: '选举结果（虚构）',
    ...more,
  });
const view = async (client: TestClient = here.secretary) => (await client.get(council)).body;
const draft = async (more: Record<string, unknown> = {}) => {
  const body = {
    kind: 'in-person',
    title: '虚构会议',
    opensAt,
    agenda: [{ title: '审议章程' }, { title: '其他' }],
    ...more,
  };
  return `${meetings}/${(await here.secretary.post(meetings, body)).body.id}`;
};
const act = async (meeting: string, action: string, more: Record<string, unknown> = {}) => {
  const { version } = (await here.secretary.get(meeting)).body;
  return here.secretary.post(`${meeting}/acts`, { action, version, ...more });
};
type Pass = { seatId: string; name: string; link: string };
const call = async (meeting: string): Promise<Pass[]> => (await act(meeting, 'call')).body.passes;
const pathOf = ({ link }: Pass) => `/api/public/meet/${link.split('/').at(-1)}`;
const codeOf = (meeting: string) => signInCode(server.context.config, meeting.split('/').at(-1) ?? '').code;
const signIn = (meeting: string, pass: Pass, code = codeOf(meeting)) =>
  server.stranger.post(`${pathOf(pass)}/attendance`, { code });
const quorum = async (meeting: string) => (await here.secretary.get(meeting)).body.live.quorum;
const byName = (passes: Pass[], name: string): Pass => {
  const pass = passes.find((one) => one.name === name);
  if (!pass) throw new Error(`no pass of ${name}`);
  return pass;
};

describe('a council (B-2.1)', () => {
  test('has no seats before it has a charter, and only one that could be kept', async () => {
    expect(await view()).toMatchObject({ charter: null, charters: [], canManage: true });
    expect((await elect('甲')).body.type).toBe('urn:lianheti:charter-missing');
    const wrong = await adopt(0, { parties: [{ party: 'school', seats: 1, quorum: { count: 2 } }] });
    expect(wrong.body).toMatchObject({ type: 'urn:lianheti:invalid', detail: '学校：要求的人数多于席位。' });
    expect((await adopt(0)).status).toBe(201);
    expect((await adopt(0)).body.type).toBe('urn:lianheti:stale');
    expect((await view()).charter).toMatchObject({ version: 1, rules, authority: { kind: 'document' } });
  });

  test('keeps the charter’s seats of each party at every moment of a term', async () => {
    const government = {
      party: 'government',
      role: 'chair',
      organisation: '虚构市教育局',
      email: 'zhang@shili.example',
    };
    expect((await elect('张主任', { ...government, to: '2024-12-31' })).status).toBe(201);
    expect((await elect('李主任', { ...government, from: '2024-12-31' })).body).toMatchObject({
      type: 'urn:lianheti:party-full',
      seats: 1,
    });
    expect((await elect('李主任', { ...government, from: '2025-01-01' })).status).toBe(201);
    expect((await elect('王院长')).status).toBe(201);
    expect((await elect('赵院长')).status).toBe(201);
    const leaving = (await elect('旧院长')).body.id;
    const end = { version: 1, on: '2025-06-30', reference: '辞任（虚构）' };
    expect((await here.secretary.post(`${council}-seats/${leaving}/end`, { ...end, on: '2000-01-01' })).status).toBe(
      422,
    );
    expect((await here.secretary.post(`${council}-seats/${leaving}/end`, end)).status).toBe(204);
    expect((await here.secretary.post(`${council}-seats/${leaving}/end`, end)).body.type).toBe('urn:lianheti:stale');
    const seat = (await view()).seats.find(({ name }: { name: string }) => name === '旧院长');
    expect(seat).toMatchObject({ lastDay: '2025-06-30', endedBy: { reference: '辞任（虚构）' } });
    const { items } = (await here.secretary.get(`/api/consortia/${here.consortiumId}/ledgers/council-seat/entries`))
      .body;
    expect(items.map(({ values }: { values: { to: string } }) => values.to).toSorted()).toEqual([
      '2024-12-31',
      '2025-06-30',
      '2099-12-31',
      '2099-12-31',
      '2099-12-31',
    ]);
  });

  test('is nobody else’s; how its people are reached only the secretariat sees, and a member its own seat', async () => {
    expect((await elsewhere.secretary.get(council)).status).toBe(404);
    expect((await elect('外人', {}, elsewhere.secretary)).status).toBe(404);
    const province = await server.join('provincial-officer', here.provinceId);
    expect((await adopt(1, {}, province)).status).toBe(403);
    expect((await province.get(council)).text).not.toContain('zhang@shili.example');
    expect((await view()).seats.some(({ contact }: { contact: { email: string } }) => contact.email !== '')).toBe(true);
    const memberId = await server.addUnit('member', '虚构成员', here.consortiumId);
    const member = await server.join('member-reporter', memberId);
    expect((await view(member)).seats).toEqual([]);
    await elect('成员代表', { memberId, organisation: '虚构成员', to: '2024-06-30' });
    expect((await view(member)).seats.map(({ name }: { name: string }) => name)).toEqual(['成员代表']);
    expect((await member.get(meetings)).status).toBe(404);
  });
});

describe('a meeting (B-2.1)', () => {
  test('is called with its agenda, papers and the charter’s days of notice, and each seat gets a pass of its own', async () => {
    await adopt(1, { noticeDays: 7 });
    const meeting = await draft();
    expect((await act(meeting, 'call')).body.type).toBe('urn:lianheti:notice-too-short');
    const file = new FormData();
    file.set('file', new Blob(['虚构章程草案']), '章程草案.txt');
    expect((await here.secretary.request('POST', `${meeting}/papers`, { body: file })).status).toBe(204);
    const li = await server.join('lead-school', here.consortiumId, '李主任');
    await server.context.db.asOwner((tx) =>
      sql`update council_contact c set email = ${li.email} from council_seat s
        where s.id = c.seat_id and s.name = '李主任'`.execute(tx),
    );
    const { passes } = (await act(meeting, 'call', { shortNotice: '紧急事项（虚构）' })).body;
    const told = (await li.get('/api/me/notices')).body.items;
    expect(told).toMatchObject([{ text: expect.stringMatching(/^会议通知：“虚构会议”于.*召开/) }]);
    expect((await here.secretary.get('/api/me/notices')).body.items).toEqual([]);
    expect(passes.map(({ name }: Pass) => name).toSorted()).toEqual(['李主任', '王院长', '赵院长']);
    const pass = byName(passes, '王院长');
    const seen = (await server.stranger.get(pathOf(pass))).body;
    expect(seen).toMatchObject({
      meeting: { title: '虚构会议', state: 'called', consortium: '测试联合体' },
      agenda: [{ title: '审议章程' }, { title: '其他' }],
      seat: { name: '王院长', present: false, reply: null },
    });
    expect((await server.stranger.get(`${pathOf(pass)}/papers/${seen.papers[0].id}`)).text).toBe('虚构章程草案');
    expect((await server.stranger.put(`${pathOf(pass)}/reply`, { reply: 'coming' })).status).toBe(204);
    expect((await here.secretary.get(meeting)).body.live.replies).toEqual({ coming: 1, absent: 0, none: 2 });
    expect((await server.stranger.get(`/api/public/meet/${'x'.repeat(43)}`)).status).toBe(404);
    const renewed = (await here.secretary.post(`${meeting}/passes`, { seatIds: [pass.seatId] })).body.passes;
    expect((await server.stranger.get(pathOf(pass))).status).toBe(404);
    expect((await server.stranger.get(pathOf(renewed[0]))).status).toBe(200);
    expect((await act(meeting, 'cancel')).status).toBe(200);
    await adopt(2);
  });

  test('opens with a quorum in all and by party, proxies counted, and shows at once when one leaves in the middle', async () => {
    const meeting = await draft();
    const passes = await call(meeting);
    const [li, wang, zhao] = ['李主任', '王院长', '赵院长'].map((name) => byName(passes, name)) as [Pass, Pass, Pass];
    expect((await signIn(meeting, wang, '000000')).body.type).toBe('urn:lianheti:meeting-code-wrong');
    expect((await signIn(meeting, wang)).status).toBe(204);
    expect((await signIn(meeting, wang)).status).toBe(204);
    expect((await act(meeting, 'open')).body.type).toBe('urn:lianheti:no-quorum');
    expect((await server.stranger.put(`${pathOf(zhao)}/proxy`, { to: wang.seatId })).status).toBe(204);
    expect(await quorum(meeting)).toMatchObject({ seats: 3, present: 1, byProxy: 1, isReached: false });
    expect((await signIn(meeting, li)).status).toBe(204);
    expect(await quorum(meeting)).toMatchObject({ present: 2, byProxy: 1, isReached: true });
    expect((await act(meeting, 'open')).status).toBe(200);
    const proxy = (to: Pass, from: Pass) => server.stranger.put(`${pathOf(from)}/proxy`, { to: to.seatId });
    expect((await proxy(zhao, li)).body.type).toBe('urn:lianheti:proxy-refused');
    expect((await server.stranger.delete(`${pathOf(li)}/attendance`)).status).toBe(204);
    expect(await quorum(meeting)).toMatchObject({ present: 1, byProxy: 1, isReached: false });
    expect((await proxy(wang, li)).body).toMatchObject({ type: 'urn:lianheti:proxies-full', most: 1 });
    // Who comes speaks for himself: the proxy that he gave is over.
    expect((await signIn(meeting, zhao)).status).toBe(204);
    expect(await quorum(meeting)).toMatchObject({ present: 2, byProxy: 0 });
    const attendance = `${meeting}/seats/${li.seatId}/attendance`;
    expect((await here.secretary.put(attendance, { isPresent: true })).status).toBe(204);
    const seat = (await here.secretary.get(meeting)).body.seats.find(({ seatId }: Pass) => seatId === li.seatId);
    expect(seat.attendance.map(({ how, to }: { how: string; to: unknown }) => [how, to === null])).toEqual([
      ['code', false],
      ['hand', true],
    ]);
    expect((await act(meeting, 'close')).status).toBe(200);
    expect((await signIn(meeting, wang)).body.type).toBe('urn:lianheti:action-not-possible');
    expect(await quorum(meeting)).toMatchObject({ present: 3 });
  });

  test('has one chair at a time: the second is told what has happened meanwhile', async () => {
    const meeting = await draft();
    const { version, agenda } = (await here.secretary.get(meeting)).body;
    const chairs = await Promise.all(
      [1, 2].map(() => here.secretary.post(`${meeting}/acts`, { action: 'call', version })),
    );
    expect(chairs.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(chairs.find(({ status }) => status === 409)?.body).toMatchObject({ type: 'urn:lianheti:stale', version: 2 });
    const stale = { kind: 'in-person', title: '改名', opensAt, agenda, version };
    expect((await here.secretary.put(meeting, stale)).body.type).toBe('urn:lianheti:stale');
    expect((await here.secretary.put(meeting, { ...stale, version: 2 })).body.type).toBe(
      'urn:lianheti:action-not-possible',
    );
    const moved = { ...stale, title: '虚构会议', place: '三号楼', version: 2 };
    expect((await here.secretary.put(meeting, moved)).body).toEqual({ version: 3 });
    const item = { itemId: agenda[0].id, version: 3 };
    expect((await here.secretary.put(`${meeting}/item`, item)).body.type).toBe('urn:lianheti:action-not-possible');
  });

  test('lets nobody in whose term has ended, nor be given a proxy', async () => {
    const elected = (await elect('短任院长')).body.id;
    const meeting = await draft();
    const passes = await call(meeting);
    const [short, wang] = [byName(passes, '短任院长'), byName(passes, '王院长')];
    await server.context.db.asOwner((tx) =>
      tx
        .updateTable('council_seat')
        .set({ ended_on: '2024-12-31', ended_by: '{"kind":"document","reference":"罢免（虚构）"}' })
        .where('id', '=', elected)
        .execute(),
    );
    expect((await signIn(meeting, short)).body).toMatchObject({
      type: 'urn:lianheti:term-ended',
      lastDay: '2024-12-31',
    });
    expect((await server.stranger.put(`${pathOf(wang)}/proxy`, { to: short.seatId })).body.type).toBe(
      'urn:lianheti:term-ended',
    );
    expect((await server.stranger.get(pathOf(wang))).text).not.toContain('短任院长');
    // Even if the program forgot.
    const came = (seatId: string) =>
      server.context.db.asOwner((tx) =>
        sql`insert into meeting_attendance (consortium_id, meeting_id, seat_id, how)
          select consortium_id, meeting_id, seat_id, 'hand' from meeting_seat
          where seat_id = ${seatId}::uuid and meeting_id = ${meeting.split('/').at(-1)}::uuid`.execute(tx),
      );
    await expect(came(short.seatId)).rejects.toThrow('within its term');
    expect(await quorum(meeting)).toMatchObject({ seats: 3 });
  });

  test('takes five hundred who sign in at once, each once, and tells everybody of it in a few words', async () => {
    const { consortiumId } = here;
    await server.context.db.asOwner(async (tx) => {
      await sql`insert into council_seat (consortium_id, party, role, organisation, name, from_day, to_day, elected_by, person_id)
        select ${consortiumId}::uuid, 'school', 'councillor', '虚构学校', '虚构理事' || n, '2024-01-01', '2099-12-31',
          '{"kind":"document","reference":"虚构"}', ${here.secretary.personId}::uuid from generate_series(1, 500) n`.execute(
        tx,
      );
      await sql`insert into council_contact (consortium_id, seat_id) select consortium_id, id from council_seat
        where organisation = '虚构学校'`.execute(tx);
    });
    const meeting = await draft();
    const passes = await call(meeting);
    const many = passes.filter(({ name }) => name.startsWith('虚构理事'));
    const watcher = await watch(`${pathOf(byName(passes, '李主任'))}/events`);
    await Promise.all(
      [...many, ...many.slice(0, 50)].map(async (pass) => expect((await signIn(meeting, pass)).status).toBe(204)),
    );
    const { rows } = await server.context.db.asOwner((tx) =>
      sql<{ n: number; seats: number }>`select count(*) as n, count(distinct seat_id) as seats from meeting_attendance
        where meeting_id = ${meeting.split('/').at(-1)}::uuid`.execute(tx),
    );
    expect(rows).toEqual([{ n: 500, seats: 500 }]);
    await vi.waitFor(() => expect(watcher.latest().quorum.present).toBe(500));
    expect(watcher.text()).not.toContain('虚构理事');
    // What is told is gathered: the screens are not told five hundred times.
    expect(watcher.text().match(/event: meeting/g)?.length).toBeLessThan(100);
    const resumed = await watch(`${pathOf(byName(passes, '李主任'))}/events`, watcher.id());
    await act(meeting, 'cancel');
    await vi.waitFor(() => expect(resumed.latest().state).toBe('cancelled'));
    expect(resumed.text().match(/event: meeting/g)).toHaveLength(1);
    watcher.stop();
    resumed.stop();
  });

  test('shows five hundred seats in as many queries as one, and a list of meetings in as many as its first', async () => {
    const large = (await here.secretary.get(meetings)).body.items[0].id;
    const small = await elsewhere.secretary.get(`/api/consortia/${elsewhere.consortiumId}/meetings`);
    expect(small.body.items).toEqual([]);
    expect(await queriesOf(here.secretary, meetings)).toBe(
      await queriesOf(elsewhere.secretary, `/api/consortia/${elsewhere.consortiumId}/meetings`),
    );
    const empty = await draft();
    expect(await queriesOf(here.secretary, `${meetings}/${large}`)).toBe(await queriesOf(here.secretary, empty));
  });

  test('shows a pass nothing but its own meeting, and lets it change its own seat alone', async () => {
    const [one, other] = [await draft(), await draft()];
    const passes = await call(one);
    await call(other);
    const passHash = hashToken(pathOf(byName(passes, '王院长')).split('/').at(-1) ?? '');
    const asPass = { personId: '', passHash };
    const { db } = server.context;
    const seen = await db.readAs(asPass, (tx) => tx.selectFrom('meeting').select('id').execute());
    expect(seen).toEqual([{ id: one.split('/').at(-1) }]);
    for (const table of ['council_contact', 'unit', 'person', 'ledger_entry'] as const) {
      const { rows } = await db.readAs(asPass, (tx) => sql`select 1 from ${sql.table(table)} limit 1`.execute(tx));
      expect([table, rows.length]).toEqual([table, 0]);
    }
    const { numAffectedRows } = await db.asActor(asPass, (tx) =>
      sql`update meeting_seat set reply = 'absent'`.execute(tx),
    );
    expect(numAffectedRows).toBe(1n);
    await expect(db.readAs(asPass, (tx) => sql`select pass_hash from meeting_seat`.execute(tx))).rejects.toThrow(
      'permission',
    );
  });
});

/** Follows an event stream; `latest` is what it said last. */
async function watch(path: string, lastEventId = '') {
  const stop = new AbortController();
  const answer = await fetch(server.address + path, {
    signal: stop.signal,
    headers: lastEventId ? { 'last-event-id': lastEventId } : {},
  });
  let text = '';
  const read = async () => {
    for await (const piece of answer.body ?? []) text += Buffer.from(piece).toString('utf8');
  };
  read().catch(() => {});
  const last = (field: string) =>
    text
      .match(new RegExp(`^${field}: (.*)$`, 'gm'))
      ?.at(-1)
      ?.slice(field.length + 2) ?? '';
  return {
    text: () => text,
    latest: () => JSON.parse(last('data') || '{}'),
    id: () => last('id'),
    stop: () => stop.abort(),
  };
}
