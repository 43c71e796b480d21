import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer } from '#test/test-client.ts';
import { testConsortium } from '#test/test-consortium.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testMember, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, other, url } = await testPartners(server));
});
afterAll(() => server.close());

const time = (ahead: number, from: string, to: string) => ({
  startsAt: `${day(ahead)}T${from}:00+08:00`,
  endsAt: `${day(ahead)}T${to}:00+08:00`,
});
let count = 0;
const share = async (by: TestMember, more: Record<string, unknown> = {}): Promise<string> => {
  const said = { kind: 'instrument', name: `三坐标测量机${++count}`, needsApproval: false };
  const shared = await by.reporter.post(`${url}/resources`, { memberId: by.id, ...said, ...more });
  expect([shared.status, shared.text]).toEqual([201, shared.text]);
  return shared.body.id;
};
const book = (
  by: TestMember,
  resourceId: string,
  span: { startsAt: string; endsAt: string },
  more: object = {},
): Promise<TestAnswer> =>
  by.reporter.post(`${url}/resources/${resourceId}/bookings`, {
    memberId: by.id,
    purpose: '零件检测',
    ...span,
    ...more,
  });
const bookingOf = async (by: TestMember, resourceId: string, bookingId: string): Promise<Body> =>
  (await by.reporter.get(`${url}/resources/${resourceId}`)).body.bookings.find(({ id }: Body) => id === bookingId);
const act = async (by: TestMember, bookingId: string, action: string, more: object = {}): Promise<TestAnswer> =>
  by.reporter.post(`${url}/bookings/${bookingId}/acts`, { version: 1, action, ...more });
/** As if it had been booked so many days earlier. */
const moveBack = (bookingId: string, days: number): Promise<void> =>
  server.context.db.asOwner(async (tx) => {
    const back = sql`make_interval(days => ${days})`;
    await sql`alter table resource_booking disable trigger resource_booking_kept`.execute(tx);
    await sql`update resource_booking set starts_at = starts_at - ${back}, ends_at = ends_at - ${back} where id = ${bookingId}`.execute(
      tx,
    );
    await sql`alter table resource_booking enable trigger resource_booking_kept`.execute(tx);
  });
const codeOf = ({ body }: TestAnswer): string => body.type?.replace('urn:lianheti:', '');

describe('what members share, and who has it when (A2-1-03, B-3.3)', () => {
  test('a member shares its own and changes it; others find it, and change nothing', async () => {
    const id = await share(firm, { name: '五轴加工中心', conditions: '须持操作证', price: '80.5', place: '二号车间' });
    const q = encodeURIComponent('机电 五轴');
    expect((await school.reporter.get(`${url}/resources?q=${q}`)).body).toMatchObject({
      total: 1,
      items: [{ id, price: '80.50', conditions: '须持操作证', member: { name: '示例机电' } }],
    });
    const said = { name: '五轴加工中心', version: 1 };
    expect((await school.reporter.put(`${url}/resources/${id}`, said)).status).toBe(403);
    expect((await firm.reporter.put(`${url}/resources/${id}`, { ...said, isWithdrawn: true })).body.version).toBe(2);
    expect((await firm.reporter.put(`${url}/resources/${id}`, said)).body.type).toBe('urn:lianheti:stale');
    expect((await school.reporter.get(`${url}/resources?q=${q}`)).body.total).toBe(0);
    expect(codeOf(await book(school, id, time(3, '09:00', '10:00')))).toBe('resource-withdrawn');
    const twin = { memberId: firm.id, kind: 'instrument', name: '五轴加工中心' };
    expect((await firm.reporter.post(`${url}/resources`, twin)).body).toMatchObject({ fields: ['name'] });
    expect((await school.reporter.post(`${url}/resources`, twin)).status).toBe(403);
  });

  test('is booked within its hours, at no closed time, and by nobody for another', async () => {
    const opening = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 480, to: 1080 }));
    const id = await share(firm, { opening });
    expect(codeOf(await book(school, id, time(3, '07:00', '09:00')))).toBe('slot-closed');
    const closed = { ...time(3, '12:00', '14:00'), reason: '检修' };
    expect((await school.reporter.post(`${url}/resources/${id}/closed-times`, closed)).status).toBe(403);
    const { body } = await firm.reporter.post(`${url}/resources/${id}/closed-times`, closed);
    expect(codeOf(await book(school, id, time(3, '13:00', '15:00')))).toBe('slot-closed');
    await firm.reporter.delete(`${url}/resources/${id}/closed-times/${body.id}`);
    expect((await book(school, id, time(3, '13:00', '15:00'))).body.booked).toMatchObject([{ state: 'approved' }]);
    expect(codeOf(await book(school, id, time(-1, '13:00', '15:00')))).toBe('invalid');
    expect((await book(school, id, time(4, '13:00', '15:00'), { memberId: other.id })).status).toBe(403);
  });

  test('of 300 who book one place at the same moment exactly one has it, and the others are told what to do', async () => {
    const id = await share(firm);
    const span = time(5, '09:00', '11:00');
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, at) => book(at % 2 === 0 ? school : other, id, span)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const lost = answers.filter(({ status }) => status !== 201);
    expect(new Set(lost.map(codeOf))).toEqual(new Set(['slot-taken']));
    expect(lost[0]?.body.title).toContain('等候递补');
    const held = await server.context.db.asOwner((tx) =>
      tx.selectFrom('resource_booking').select('id').where('resource_id', '=', id).execute(),
    );
    expect(held).toHaveLength(1);
  });

  test('the database alone holds to it: not even its owner writes a second booking over a first', async () => {
    const id = await share(firm);
    const [booking] = (await book(school, id, time(6, '09:00', '11:00'))).body.booked;
    const { db } = server.context;
    const again = async (isFree: boolean) =>
      db.asOwner(async (tx) => {
        if (isFree) await sql`alter table resource_booking disable trigger resource_booking_kept`.execute(tx);
        await sql`insert into resource_booking (consortium_id, resource_id, host_id, member_id, starts_at, ends_at, place, purpose, amount, state, person_id)
          select consortium_id, resource_id, host_id, member_id, starts_at + interval '1 hour', ends_at, place, purpose, amount, state, person_id
          from resource_booking where id = ${booking.id}`.execute(tx);
      });
    await expect(again(false)).rejects.toThrow('no place is free');
    await expect(again(true)).rejects.toThrow('resource_booking_once');
    const seen = db.asActor(other.reporter, (tx) =>
      tx.selectFrom('resource_booking').select('id').where('resource_id', '=', id).execute(),
    );
    expect(await seen).toEqual([]);
  });

  test('as many have it at once as it has places, and no more', async () => {
    const id = await share(firm, { capacity: 2 });
    expect((await book(school, id, time(7, '09:00', '11:00'))).status).toBe(201);
    expect((await book(other, id, time(7, '10:00', '12:00'))).status).toBe(201);
    expect(codeOf(await book(other, id, time(7, '09:30', '10:30')))).toBe('slot-taken');
    expect((await book(other, id, time(7, '11:00', '12:00'))).status).toBe(201);
  });

  test('is approved or declined by whose it is, with a reason; a free place goes to who waited longest', async () => {
    const id = await share(firm, { needsApproval: true });
    const [first] = (await book(school, id, time(8, '09:00', '11:00'))).body.booked;
    expect(first.state).toBe('asked');
    const [waiting] = (await book(other, id, time(8, '10:00', '11:00'), { waits: true })).body.booked;
    expect(waiting.state).toBe('waiting');
    expect(codeOf(await act(school, first.id, 'approve'))).toBe('action-not-possible');
    expect((await act(other, first.id, 'cancel')).status).toBe(404);
    expect((await act(firm, first.id, 'decline')).body).toMatchObject({ fields: ['remark'] });
    expect((await act(firm, first.id, 'decline', { remark: '教学占用' })).body).toEqual({ version: 2 });
    expect(await bookingOf(school, id, first.id)).toMatchObject({ state: 'declined', remark: '教学占用' });
    expect(await bookingOf(other, id, waiting.id)).toMatchObject({ state: 'asked', version: 2 });
    const { items } = (await other.reporter.get('/api/me/notices')).body;
    expect(JSON.stringify(items)).toContain('您单位的等候已递补');
    expect((await act(firm, waiting.id, 'approve', { version: 2 })).body).toEqual({ version: 3 });
  });

  test('repeated bookings are had all or none, unless the taken ones are to be skipped', async () => {
    const id = await share(firm);
    await book(other, id, time(16, '09:00', '10:00'));
    const weekly = { repeat: { every: 'week', times: 3 } };
    const refused = await book(school, id, time(9, '09:00', '10:00'), weekly);
    expect(refused.body).toMatchObject({ times: [new Date(time(16, '09:00', '10:00').startsAt).toISOString()] });
    const { body } = await book(school, id, time(9, '09:00', '10:00'), { ...weekly, skipsTaken: true });
    expect([body.booked.length, body.skipped.length]).toEqual([2, 1]);
  });

  test('a member holds no more hours of a month than its quota, also at the same moment; whose it is has none', async () => {
    const id = await share(firm, { quotaHours: 3, capacity: 20 });
    const sure = 32 - Number(day(0).slice(8)) + 5;
    const span = time(sure, '09:00', '11:00');
    const both = await Promise.all([book(school, id, span), book(school, id, span)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.map(codeOf)).toContain('quota-used');
    expect((await book(other, id, span)).status).toBe(201);
    expect((await book(firm, id, time(sure, '08:00', '18:00'))).status).toBe(201);
  });

  test('a joint base becomes an entry of its ledger and follows what is changed', async () => {
    const sizes = { area: '1200', workplaces: '40', equipmentValue: '300' };
    const details = { partners: '示例机电', openedOn: '2024-09-01', ...sizes };
    const id = await share(school, { kind: 'base', name: '智能制造实训基地', details });
    const entries = async () => (await here.secretary.get(`${url}/ledgers/training-base/entries`)).body.items;
    expect(await entries()).toMatchObject([{ values: { host: school.id, name: '智能制造实训基地', workplaces: 40 } }]);
    const wrong = { memberId: school.id, kind: 'base', name: '另一基地', details: { ...details, area: '很大' } };
    expect((await school.reporter.post(`${url}/resources`, wrong)).body.fields).toEqual(['area']);
    const changed = { name: '智能制造实训基地', details: { ...details, workplaces: '60' }, version: 1 };
    expect((await school.reporter.put(`${url}/resources/${id}`, changed)).status).toBe(200);
    expect(await entries()).toMatchObject([{ values: { workplaces: 60 } }]);
    await school.reporter.put(`${url}/resources/${id}`, { ...changed, details: null, version: 2 });
    expect((await entries()).filter(({ standing }: Body) => standing !== 'withdrawn')).toEqual([]);
  });

  test('what was used is confirmed by whose it is, settled between members, and counted against the open time', async () => {
    const opening = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 480, to: 1080 }));
    const id = await share(firm, { price: '80.50', opening, capacity: 2 });
    const [booking] = (await book(school, id, time(2, '09:00', '10:30'))).body.booked;
    expect(codeOf(await act(firm, booking.id, 'use'))).toBe('action-not-possible');
    await moveBack(booking.id, 5);
    expect((await act(firm, booking.id, 'use')).body).toEqual({ version: 2 });
    const period = `from=${day(-7)}&to=${day(-1)}`;
    const { body } = await firm.reporter.get(`${url}/resource-use?${period}`);
    expect(body.pairs).toMatchObject([
      { payer: { id: school.id }, host: { id: firm.id }, hours: '1.50', amount: '120.75' },
    ]);
    expect(body.members.map(({ net }: Body) => net)).toEqual(['-120.75', '120.75']);
    const row = body.resources.find((each: Body) => each.id === id);
    // Seven days of ten hours for each of two places.
    expect(row).toMatchObject({ usedHours: '1.50', openHours: '140.00', useRate: '1.07', idleRate: '98.93' });
    expect((await other.reporter.get(`${url}/resource-use?${period}`)).body.pairs).toEqual([]);
    const { status, headers } = await firm.reporter.get(`${url}/resource-use/settlement.xlsx?${period}`);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
  });

  test('a teacher of an enterprise who taught at a school is one entry of its ledger for all times booked as one', async () => {
    const id = await share(firm, { kind: 'teacher', name: '示例师傅' });
    const weekly = { repeat: { every: 'week', times: 2 }, purpose: '焊接实训' };
    const { booked } = (await book(school, id, time(1, '08:00', '10:00'), weekly)).body;
    for (const { id: bookingId } of booked) {
      await moveBack(bookingId, 30);
      expect((await act(firm, bookingId, 'use')).body).toEqual({ version: 2 });
    }
    const { items } = (await here.secretary.get(`${url}/ledgers/enterprise-teacher/entries`)).body;
    expect(items).toHaveLength(1);
    expect(items[0].values).toMatchObject({ school: school.id, enterprise: firm.id, course: '焊接实训' });
    expect(Number(items[0].values.hours)).toBe(4);
  });

  test('its calendar is read by an address that its owner makes and ends, and by nothing else', async () => {
    const id = await share(firm, { place: '二号车间' });
    await book(school, id, time(11, '09:00', '10:30'));
    expect((await school.reporter.put(`${url}/resources/${id}/calendar`)).status).toBe(403);
    const { path } = (await firm.reporter.put(`${url}/resources/${id}/calendar`)).body;
    const { text } = await server.stranger.get(path);
    expect(text).toContain(`DTSTART:${day(11).replaceAll('-', '')}T010000Z`);
    expect(text).toContain('SUMMARY:示例职院');
    expect(text).not.toContain('零件检测');
    await firm.reporter.delete(`${url}/resources/${id}/calendar`);
    expect((await server.stranger.get(path)).status).toBe(404);
  });

  test('its photos are added by whose it is and seen by all members; other evidence stays unseen', async () => {
    const id = await share(firm);
    const uploadId = await upload(firm.reporter, here.consortiumId, Buffer.from('机床照片'), '机床.txt');
    const made = { uploadId, memberId: firm.id, resources: [id] };
    expect((await firm.reporter.post(`${url}/evidence`, made)).status).toBe(201);
    const shown = await school.reporter.get(`/api/resources/${id}/evidence`);
    expect(shown.body.items).toMatchObject([{ id: uploadId, canChange: false }]);
    const own = await upload(school.reporter, here.consortiumId, Buffer.from('别的'), '别的.txt');
    const intruding = { uploadId: own, memberId: school.id, resources: [id] };
    expect((await school.reporter.post(`${url}/evidence`, intruding)).status).toBe(403);
    await firm.reporter.delete(`/api/evidence/${uploadId}/resources/${id}`);
    expect((await school.reporter.get(`/api/resources/${id}/evidence`)).body.items).toEqual([]);
  });

  test('nobody of another consortium sees, books or changes anything of it', async () => {
    const id = await share(firm);
    const [booking] = (await book(school, id, time(12, '09:00', '10:00'))).body.booked;
    const elsewhere = await testConsortium(server, {
      name: '他处联合体',
      province: '他省',
      ministryId: here.ministryId,
    });
    const stranger = await testMember(server, elsewhere.consortiumId, { name: '他处企业' });
    const paths = ['resources', `resources/${id}`, `resource-use?from=${day(-9)}&to=${day(0)}`];
    for (const who of [stranger.reporter, elsewhere.secretary]) {
      for (const path of paths) expect((await who.get(`${url}/${path}`)).status).toBe(404);
      expect((await who.get(`/api/resources/${id}/evidence`)).status).toBe(404);
      expect((await who.put(`${url}/resources/${id}/calendar`)).status).toBe(404);
      expect((await who.post(`${url}/bookings/${booking.id}/acts`, { version: 1, action: 'cancel' })).status).toBe(404);
    }
    expect((await book(stranger, id, time(12, '11:00', '12:00'))).status).toBe(404);
    const rows = await server.context.db.asActor(stranger.reporter, async (tx) => [
      await tx.selectFrom('resource').select('id').execute(),
      await tx.selectFrom('resource_booking').select('id').execute(),
      await tx.selectFrom('resource_blackout').select('id').execute(),
      await tx.selectFrom('resource_photo').select('evidence_id').execute(),
    ]);
    expect(rows).toEqual([[], [], [], []]);
  });

  test('costs as many queries with many resources and bookings as with few', async () => {
    const id = await share(other);
    const few = await queriesOf(school.reporter, `${url}/resources/${id}`);
    for (const from of ['09', '10', '11']) await book(school, id, time(10, `${from}:00`, `${from}:30`));
    expect(await queriesOf(school.reporter, `${url}/resources/${id}`)).toBe(few);
    const one = await queriesOf(school.reporter, `${url}/resources?q=${encodeURIComponent('智能制造')}`);
    expect(await queriesOf(school.reporter, `${url}/resources`)).toBe(one);
  });
});
