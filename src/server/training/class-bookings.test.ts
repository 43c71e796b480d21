import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mondayOf } from '#core/training/plan-calendar.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer, TestClient } from '#test/test-client.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;
const [siteId, courseId, teacherId, needId] = Array.from({ length: 4 }, () => crypto.randomUUID());

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, other, url } = await testPartners(server));
  const keep = async (kind: string, id: string | undefined, who: TestClient, body: object) =>
    expect((await who.put(`${url}/training/${kind}/${id}`, { version: 0, ...body })).status).toBe(200);
  await keep('sites', siteId, here.secretary, { name: '示例园区', longitude: 120.1, latitude: 30.2 });
  const course = { memberId: school.id, name: '数控车削', people: 30, weeks: 1, equipment: ['五轴'] };
  await keep('courses', courseId, school.reporter, course);
  const teacher = { memberId: school.id, siteId, name: '示例教师', courseIds: [courseId], mostWeeks: 40 };
  await keep('teachers', teacherId, school.reporter, teacher);
});
afterAll(() => server.close());

let count = 0;
const share = async (more: object = {}, by = firm): Promise<string> => {
  const said = {
    memberId: by.id,
    kind: 'base',
    name: `实训基地${++count}`,
    needsApproval: true,
    capacity: 3,
    price: '10',
  };
  const shared = await by.reporter.post(`${url}/resources`, { ...said, ...more });
  expect([shared.status, shared.text]).toEqual([201, shared.text]);
  return shared.body.id;
};
const roomBody = (resourceId: string | null, more: object = {}) => ({
  ...{ version: 0, memberId: firm.id, siteId, name: `车间${count}`, seats: 40, resourceId, ...more },
});
const keepRoom = (roomId: string, body: object, who = firm.reporter) =>
  who.put(`${url}/training/rooms/${roomId}`, body);
const room = async (resourceId: string | null, more: object = {}): Promise<string> => {
  const roomId = crypto.randomUUID();
  expect((await keepRoom(roomId, roomBody(resourceId, more))).status).toBe(200);
  return roomId;
};
const terms = (roomId: string, more: object = {}) => ({
  ...{
    name: `数控车削第${++count}期`,
    kind: '岗位培训',
    roomId,
    teacherId,
    seats: 30,
    days: [day(3), day(4)],
    shift: 0,
  },
  ...more,
});
const open = (body: object): Promise<TestAnswer> =>
  school.reporter.post(`${url}/training/classes`, { memberId: school.id, courseId, ...body });
const time = (on: string, from: string, to: string) => ({
  startsAt: `${on}T${from}:00+08:00`,
  endsAt: `${on}T${to}:00+08:00`,
});
const book = (by: TestMember, resourceId: string, span: object, more: object = {}): Promise<TestAnswer> =>
  by.reporter.post(`${url}/resources/${resourceId}/bookings`, {
    ...{ memberId: by.id, purpose: '零件检测', ...span, ...more },
  });
const resource = async (id: string, who: TestClient = firm.reporter, from = ''): Promise<Body> =>
  (await who.get(`${url}/resources/${id}${from && `?from=${from}`}`)).body;
const bookings = async (id: string): Promise<unknown[]> =>
  (await resource(id, here.secretary)).bookings.map((one: Body) => [one.startsAt.slice(0, 10), one.state]);
const codeOf = ({ body }: TestAnswer): string => body.type?.replace('urn:lianheti:', '');

describe('a class holds the shared resource that its room is (B-5.3, B-3.3)', () => {
  test('the whole of it, in each session, asking its owner where that is wanted; the page says for what', async () => {
    const id = await share();
    const roomId = await room(id);
    const made = await open(terms(roomId, { name: '数控车削首期' }));
    expect([made.status, made.text]).toEqual([201, made.text]);
    const seen = await resource(id, here.secretary);
    expect(seen.bookings).toMatchObject([
      // Eight hours and a half, of three places at ten yuan an hour.
      {
        member: { id: school.id },
        purpose: '培训：数控车削首期',
        state: 'asked',
        amount: '255.00',
        classId: made.body.id,
      },
      { state: 'asked' },
    ]);
    const week = await resource(id, other.reporter, day(3));
    expect(week.week.held[0]).toMatchObject({ places: 3, training: '数控车削首期' });
    expect(codeOf(await book(other, id, time(day(3), '16:00', '18:00')))).toBe('slot-taken');
    expect((await book(other, id, time(day(3), '17:00', '18:00'))).status).toBe(201);
    const at = `${url}/training/classes/${made.body.id}`;
    expect((await school.reporter.get(at)).body.roomBooking).toMatchObject({ asked: 2, approved: 0, missing: [] });
    const [first, second] = seen.bookings;
    expect(first.actions.map(({ id: action }: Body) => action)).toContain('approve');
    expect((await resource(id, school.reporter)).bookings[0].actions).toEqual([]);
    const act = (one: Body, action: string, remark = '') =>
      firm.reporter.post(`${url}/bookings/${one.id}/acts`, { version: 1, action, remark });
    expect((await act(first, 'approve')).status).toBe(200);
    expect((await act(second, 'decline', '当天检修')).status).toBe(200);
    expect((await school.reporter.get(at)).body.roomBooking).toMatchObject({
      ...{ asked: 0, approved: 1, missing: [{ day: day(4), because: '未同意：当天检修' }] },
    });
  });

  test('changed, it moves; cancelled, it is free again, and who waited has it', async () => {
    const id = await share({ needsApproval: false });
    const roomId = await room(id);
    const said = terms(roomId);
    const made = await open(said);
    const at = `${url}/training/classes/${made.body.id}`;
    expect(await bookings(id)).toEqual([
      [day(3), 'approved'],
      [day(4), 'approved'],
    ]);
    expect((await book(other, id, time(day(3), '09:00', '10:00'), { waits: true })).body.booked).toMatchObject([
      { state: 'waiting' },
    ]);
    const moved = await school.reporter.put(at, { ...said, days: [day(4), day(5)], version: 1 });
    expect([moved.status, moved.text]).toEqual([200, moved.text]);
    expect(await bookings(id)).toEqual([
      [day(3), 'cancelled'],
      [day(3), 'approved'],
      [day(4), 'approved'],
      [day(5), 'approved'],
    ]);
    await book(other, id, time(day(6), '09:00', '10:00'));
    const clash = await school.reporter.put(at, { ...said, days: [day(4), day(6)], version: 2 });
    expect(codeOf(clash)).toBe('slot-taken');
    expect(clash.body.detail).toContain(`${day(6)} 08:30`);
    expect((await school.reporter.post(`${at}/acts`, { action: 'cancel', version: 2 })).status).toBe(200);
    expect((await bookings(id)).filter((one) => String(one).includes('approved'))).toHaveLength(2);
    expect((await book(other, id, time(day(5), '09:00', '10:00'))).status).toBe(201);
  });

  test('is refused at closed hours; quotas of members are not touched by it', async () => {
    const opening = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }));
    const id = await share({ opening, quotaHours: 1, needsApproval: false });
    const roomId = await room(id);
    expect(codeOf(await open(terms(roomId, { shift: 1 })))).toBe('slot-closed');
    expect((await open(terms(roomId))).status).toBe(201);
    expect((await book(school, id, time(day(6), '09:00', '10:00'))).status).toBe(201);
    const closed = { ...time(day(7), '12:00', '14:00'), reason: '检修' };
    expect((await firm.reporter.post(`${url}/resources/${id}/closed-times`, closed)).status).toBe(201);
    expect(codeOf(await open(terms(roomId, { days: [day(7)] })))).toBe('slot-closed');
  });

  test('a room becomes a resource of its own member alone, and then its classes hold it; parted, they give it up', async () => {
    const id = await share();
    const roomId = await room(null);
    await open(terms(roomId));
    expect((await keepRoom(roomId, roomBody(id, { version: 1 }))).status).toBe(200);
    expect(await bookings(id)).toEqual([
      [day(3), 'approved'],
      [day(4), 'approved'],
    ]);
    const twin = await keepRoom(crypto.randomUUID(), roomBody(id, { name: '另一间' }));
    expect(twin.body).toMatchObject({ fields: ['resourceId'] });
    const foreign = roomBody(await share({}, other), { version: 2 });
    expect((await keepRoom(roomId, foreign)).body).toMatchObject({ fields: ['resourceId'] });
    expect((await keepRoom(roomId, roomBody(null, { version: 2 }), other.reporter)).status).toBe(403);
    expect((await keepRoom(roomId, roomBody(null, { version: 2 }))).status).toBe(200);
    expect(new Set((await bookings(id)).map((one) => String(one).split(',')[1]))).toEqual(new Set(['cancelled']));
  });

  test('nobody books in the name of a class but who holds it, who lends, and the secretariat', async () => {
    const id = await share();
    const made = await open(terms(await room(await share())));
    const forged = server.context.db.asActor(other.reporter, (tx) =>
      tx
        .insertInto('resource_booking')
        .values({
          ...{ consortium_id: here.consortiumId, resource_id: id, member_id: school.id, class_id: made.body.id },
          ...{ starts_at: `${day(9)}T09:00:00+08:00`, ends_at: `${day(9)}T10:00:00+08:00`, purpose: '冒名' },
          ...{ amount: '0', state: 'asked', person_id: other.reporter.personId },
        })
        .execute(),
    );
    await expect(forged).rejects.toThrow('row-level security');
  });
});

describe('the plan of a year and what is booked (A2-4-02, B-5.3)', () => {
  const year = Number(day(0).slice(0, 4)) + 1;
  const monday = mondayOf(year, 20);
  let id: string;
  let at: string;
  const plan = async (): Promise<Body> => (await here.secretary.get(at)).body;
  const solve = async () => {
    const { version } = await plan();
    expect((await here.secretary.post(`${at}/solution`, { version, kmPerPerson: 20, mostKm: 50 })).status).toBe(202);
    const { jobId } = await plan();
    for (let state = ''; state !== 'done'; state = (await here.secretary.get(`/api/jobs/${jobId}`)).body.state)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return plan();
  };
  const adopt = async () => here.secretary.post(`${at}/adoption`, { version: (await plan()).version });
  const placed = ({ classes }: Body): Body[] => classes.filter(({ choice }: Body) => choice !== null);

  test('keeps off what is booked, closed, or outside the hours', async () => {
    const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 18 * 60 }));
    id = await share({ opening: days });
    await room(id, { equipment: ['五轴'] });
    // Two weeks of the spring: the first has a booking on its Wednesday, so that one is left.
    const need = { memberId: other.id, audience: null, kind: '岗位培训', courseId, siteId, people: 30 };
    const span = { fromOn: monday, untilOn: mondayOf(year, 22), shifts: [0, 1, 2] };
    const body = { version: 0, ...need, ...span };
    expect((await other.reporter.put(`${url}/training/needs/${needId}`, body)).status).toBe(200);
    const wednesday = new Date(Date.parse(`${monday}T00:00:00Z`) + 2 * 86_400_000).toISOString().slice(0, 10);
    expect((await book(school, id, time(wednesday, '16:00', '18:00'))).status).toBe(201);
    const made = await here.secretary.post(`${url}/training/plans`, { year });
    at = `${url}/training/plans/${made.body.id}`;
    const solved = placed(await solve());
    expect(solved.map(({ choice }) => [choice.week, choice.shift])).toEqual([[21, 0]]);
    expect((await other.reporter.get(at)).body.classes[0].clashes).toEqual([]);
  });

  test('adopted while a member books: exactly one has it, and the other is told', async () => {
    const other21 = mondayOf(year, 21);
    const [adopted, booked] = await Promise.all([adopt(), book(school, id, time(other21, '09:00', '10:00'))]);
    expect([adopted.status, booked.status].toSorted()).toEqual(adopted.status === 200 ? [200, 409] : [201, 409]);
    if (adopted.status === 200) expect(codeOf(booked)).toBe('slot-taken');
    else expect(codeOf(adopted)).toBe('plan-clash');
    const held = await server.context.db.asOwner((tx) =>
      sql<{
        both: number;
      }>`select count(*)::integer as both from resource_booking a join resource_booking b on a.resource_id = b.resource_id and a.id < b.id
        and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at) and (a.class_id is not null or b.class_id is not null)
        where a.resource_id = ${id} and a.state in ('asked', 'approved') and b.state in ('asked', 'approved')`.execute(
        tx,
      ),
    );
    expect(held.rows).toEqual([{ both: 0 }]);
  });

  test('adoption tells which classes something is in the way of by now; solved anew it is adopted, and holds each session as approved', async () => {
    const next = year + 1;
    const prepared = await here.secretary.post(`${url}/training/plans`, { year: next });
    at = `${url}/training/plans/${prepared.body.id}`;
    const from = mondayOf(next, 3);
    const need = { memberId: other.id, audience: '农民工', kind: null, courseId, siteId, people: 30 };
    const span = { fromOn: from, untilOn: mondayOf(next, 5), shifts: [0] };
    const body = { version: 0, ...need, ...span };
    expect((await other.reporter.put(`${url}/training/needs/${crypto.randomUUID()}`, body)).status).toBe(200);
    const [one] = placed(await solve());
    const taken = await book(school, id, time(mondayOf(next, one?.choice.week), '08:00', '09:00'));
    expect([taken.status, taken.text]).toEqual([201, taken.text]);
    const refused = await adopt();
    expect(refused.body).toMatchObject({ type: 'urn:lianheti:plan-clash', classes: 1 });
    expect(refused.body.detail).toContain(one?.name);
    expect(refused.body.detail).toContain('重新编排');
    expect((await plan()).classes[0].clashes).toHaveLength(1);
    expect(placed(await solve())[0]?.choice.week).not.toBe(one?.choice.week);
    expect((await adopt()).body).toEqual({ opened: 1 });
    const [{ classId }] = placed(await plan());
    const held = (await resource(id, here.secretary)).bookings.filter((each: Body) => each.classId === classId);
    expect(held.map(({ state }: Body) => state)).toEqual(Array(5).fill('approved'));
  });

  test('costs as many queries however many rooms are shared', async () => {
    const before = await queriesOf(here.secretary, at);
    for (let more = 0; more < 2; more++) await room(await share());
    expect(await queriesOf(here.secretary, at)).toBe(before);
  });
});
