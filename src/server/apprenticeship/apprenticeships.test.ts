import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer, TestClient } from '#test/test-client.ts';
import { testConsortium } from '#test/test-consortium.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

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

const born = (years: number) => `${Number(day(0).slice(0, 4)) - years}-01`;
const terms = {
  ...{
    post: '数控车工',
    place: '示例市',
    minutesPerDay: 480,
    daysPerWeek: 5,
    staff: 200,
    postStaff: 30,
    allowance: 2800,
  },
  ...{ insurance: { policy: '虚构-1', until: day(400) }, schoolMentor: '示例教师', enterpriseMentor: '示例师傅' },
};
const prepare = (more: Record<string, unknown> = {}, by = school): Promise<TestAnswer> =>
  by.reporter.post(`${url}/apprenticeships`, {
    ...{ kind: 'internship', schoolId: school.id, enterpriseId: firm.id, major: '460103' },
    ...{ startsOn: day(-60), endsOn: day(60), terms },
    ...more,
  });
const prepared = async (more: Record<string, unknown> = {}): Promise<string> => {
  const answer = await prepare(more);
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return `${url}/apprenticeships/${answer.body.id}`;
};
const read = async (at: string, who: TestClient = school.reporter): Promise<Body> => (await who.get(at)).body;
const act = async (at: string, who: TestMember, action: string): Promise<TestAnswer> =>
  who.reporter.post(`${at}/acts`, { action, version: (await read(at)).version });
const call = (at: string, students: { name: string; number: string; bornIn?: string }[]): Promise<TestAnswer> =>
  school.reporter.post(`${at}/students`, { students: students.map((one) => ({ bornIn: born(20), ...one })) });
const tokenOf = (link: string) => link.split('/').at(-1) ?? '';
const sign = (token: string, text = 1) => server.stranger.put(`/api/public/apprentice/${token}/signature`, { text });
const step = async (at: string, who: TestMember, name: string, body: Record<string, unknown>): Promise<TestAnswer> => {
  const student = (await read(at)).students.find((each: Body) => each.name === name);
  return who.reporter.post(`${at}/students/${student.id}/acts`, { version: student.version, ...body });
};
const entries = async (kind: string): Promise<Body[]> =>
  (await here.secretary.get(`${url}/ledgers/${kind}/entries`)).body.items
    .map(({ values, standing }: Body) => ({ ...values, standing }))
    .toSorted((one: Body, next: Body) => (one.startedOn < next.startedOn ? -1 : 1));
/** Agreed by both members, with these students trained; their tokens by name. */
async function agreed(at: string, students: { name: string; number: string; bornIn?: string }[]) {
  const { passes } = (await call(at, students)).body;
  await act(at, school, 'propose');
  await act(at, school, 'sign');
  await act(at, firm, 'sign');
  for (const { name, link, guardianLink } of passes) {
    expect((await sign(tokenOf(link))).status).toBe(204);
    if (guardianLink) expect((await sign(tokenOf(guardianLink))).status).toBe(204);
    expect((await step(at, firm, name, { action: 'train', day: day(-61) })).status).toBe(200);
  }
  return Object.fromEntries(passes.map(({ name, link }: Body) => [name, tokenOf(link)])) as Record<string, string>;
}

describe('an agreement of school, enterprise and student (A2-3-02, B-3.1, B-4.4)', () => {
  test('is prepared by the school, signed by each side for itself, and a minor’s guardian; nobody begins before', async () => {
    const at = await prepared();
    expect((await prepare({}, firm)).status).toBe(403);
    expect((await prepare({ enterpriseId: school.id })).body).toMatchObject({ fields: ['memberId'] });
    expect((await act(at, school, 'propose')).body.type).toBe('urn:lianheti:students-missing');
    const { passes } = (
      await call(at, [
        { name: '示例甲', number: '1' },
        { name: '示例乙', number: '2', bornIn: born(17) },
      ])
    ).body;
    expect(passes.map(({ guardianLink }: Body) => guardianLink !== null)).toEqual([false, true]);
    const [one, minor] = passes.map(({ link }: Body) => tokenOf(link));
    expect((await sign(one)).status).toBe(409);
    expect((await act(at, firm, 'propose')).status).toBe(403);
    expect((await act(at, school, 'propose')).status).toBe(200);
    expect((await sign(minor)).status).toBe(204);
    expect((await act(at, school, 'sign')).status).toBe(200);
    expect((await act(at, school, 'sign')).status).toBe(409);
    expect((await read(at, other.reporter)).type).toBe('urn:lianheti:not-found');
    const seen = await read(at, firm.reporter);
    expect(seen).toMatchObject({
      state: 'signing',
      side: 'enterprise',
      students: [{ awaited: ['student'] }, { awaited: ['guardian'] }],
    });
    await act(at, firm, 'sign');
    expect((await read(at)).state).toBe('agreed');
    const begin = { action: 'begin', day: day(-30) };
    expect((await step(at, firm, '示例乙', begin)).body.type).toBe('urn:lianheti:signatures-missing');
    expect((await sign(tokenOf(passes[1].guardianLink))).status).toBe(204);
    expect((await step(at, firm, '示例乙', begin)).body).toMatchObject({
      type: 'urn:lianheti:placement-barred',
      codes: ['training-missing'],
    });
    expect((await act(at, school, 'cancel')).status).toBe(409);
  });

  test('changed after it was proposed, it is another text with its reason, signed anew by all', async () => {
    const at = await prepared({ startsOn: day(-60), endsOn: day(60), enterpriseId: firm.id });
    const token = await agreed(at, [{ name: '示例丙', number: '3' }]);
    const change = async (reason: string) =>
      firm.reporter.put(`${at}/terms`, {
        terms: { ...terms, hasNightShift: true },
        reason,
        version: (await read(at)).version,
      });
    expect((await change('')).body).toMatchObject({ fields: ['reason'] });
    expect((await change('设备检修改为晚班')).status).toBe(200);
    const seen = await read(at);
    expect(seen).toMatchObject({ state: 'signing', text: 2, students: [{ awaited: ['student'] }] });
    expect(seen.alerts.map(({ code }: Body) => code)).toContain('night');
    expect((await sign(token.示例丙 ?? '', 1)).body.type).toBe('urn:lianheti:stale');
    expect((await sign(token.示例丙 ?? '', 2)).status).toBe(204);
    for (const who of [school, firm]) await act(at, who, 'sign');
    expect((await step(at, firm, '示例丙', { action: 'begin', day: day(-1) })).body).toMatchObject({
      codes: ['night'],
    });
    for (const document of ['agreement.docx', 'agreement.pdf'])
      expect((await school.reporter.get(`${at}/students/${seen.students[0].id}/${document}`)).status).toBe(200);
  });

  test('a student who is placed elsewhere on one of its days is refused, by the database alone, too', async () => {
    const at = await prepared({ enterpriseId: other.id, startsOn: day(60), endsOn: day(90) });
    const taken = await call(at, [{ name: '示例甲', number: ' 1 ' }]);
    expect([taken.status, taken.body.type]).toEqual([409, 'urn:lianheti:apprentice-taken']);
    const later = await prepared({ enterpriseId: other.id, startsOn: day(61), endsOn: day(90) });
    expect((await call(later, [{ name: '示例甲', number: '1' }])).status).toBe(201);
    const moved = server.context.db.asOwner((tx) =>
      tx
        .updateTable('apprenticeship_student')
        .set({ starts_on: day(60) })
        .where('starts_on', '=', day(61))
        .execute(),
    );
    await expect(moved).rejects.toThrow();
    const both = await Promise.all([1, 2].map(() => call(later, [{ name: '示例丁', number: '4' }])));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('no member signs for another, nor for a student', async () => {
    const at = await prepared();
    const { passes } = (await call(at, [{ name: '示例戊', number: '5' }])).body;
    await act(at, school, 'propose');
    const { db } = server.context;
    const signed = db.asActor(school.reporter, (tx) =>
      tx
        .updateTable('apprenticeship_student')
        .set({ signed_text: 1, signed_at: new Date() })
        .where('id', '=', passes[0].id)
        .execute(),
    );
    await expect(signed).rejects.toThrow('speaks for itself');
    const whose = { consortium_id: here.consortiumId, apprenticeship_id: at.split('/').at(-1) ?? '', text: 1 };
    const forged = db.asActor(school.reporter, (tx) =>
      tx
        .insertInto('apprenticeship_signature')
        .values({ ...whose, side: 'enterprise', person_id: school.reporter.personId })
        .execute(),
    );
    await expect(forged).rejects.toThrow('row-level security');
    const agreedAlone = db.asActor(school.reporter, (tx) =>
      tx
        .updateTable('apprenticeship')
        .set({ state: 'agreed', version: 3 })
        .where('id', '=', whose.apprenticeship_id)
        .execute(),
    );
    await expect(agreedAlone).rejects.toThrow('both members sign');
  });
});

describe('at the post, and what the ledgers are told of it (A2-3-02, B-3.5, B-4.4)', () => {
  let at: string;
  let token: Record<string, string>;
  const tell = (name: string, body: Record<string, unknown>) =>
    server.stranger.put(`/api/public/apprentice/${token[name]}/days`, { from: 480, to: 960, ...body });

  test('each who has begun counts in the ledger in the words of both members, from its first day on', async () => {
    at = await prepared({ major: '460104' });
    token = await agreed(at, [
      { name: '示例子', number: '11' },
      { name: '示例丑', number: '12' },
    ]);
    for (const name of ['示例子', '示例丑'])
      expect((await step(at, firm, name, { action: 'begin', day: day(-60) })).status).toBe(200);
    expect(await entries('internship')).toMatchObject([
      { headcount: 2, startedOn: day(-60), endedOn: day(60), standing: 'confirmed' },
    ]);
    const [{ id }] = (await here.secretary.get(`${url}/ledgers/internship/entries`)).body.items;
    const opened = (await here.secretary.get(`/api/entries/${id}`)).body;
    expect(opened.voices.map(({ side }: Body) => side?.id ?? side).sort()).toEqual([school.id, firm.id].sort());
    expect(opened.source.noun).toBe('apprenticeship');
  });

  test('a day is told on the phone and confirmed by the enterprise; what the rules forbid is an alert', async () => {
    expect((await tell('示例子', { day: day(-61) })).body).toMatchObject({ fields: ['day'] });
    expect((await tell('示例子', { day: day(1) })).status).toBe(422);
    expect((await tell('示例子', { day: day(-2), from: 1260, to: 1800, log: '换产调试' })).status).toBe(204);
    const seen = (await read(at, firm.reporter)).students[0];
    expect(seen).toMatchObject({ days: { told: 1, waiting: 1 } });
    expect(seen.alerts.map(({ code }: Body) => code)).toEqual(expect.arrayContaining(['day-too-long', 'night']));
    const confirm = (who: TestMember) => who.reporter.post(`${at}/students/${seen.id}/days`, { until: day(0) });
    expect((await confirm(school)).status).toBe(403);
    expect((await confirm(firm)).body).toEqual({ confirmed: 1 });
    expect((await tell('示例子', { day: day(-2) })).body.type).toBe('urn:lianheti:day-confirmed');
    const forged = server.context.db.asActor(firm.reporter, (tx) =>
      tx
        .insertInto('apprenticeship_day')
        .values({
          consortium_id: here.consortiumId,
          student_id: seen.id,
          day: day(-3),
          from_minute: 480,
          to_minute: 900,
        })
        .execute(),
    );
    await expect(forged).rejects.toThrow('row-level security');
    expect((await read(`${at}/students/${seen.id}/days`)).items).toMatchObject([
      { log: '换产调试', isConfirmed: true },
    ]);
    expect((await server.stranger.delete(`/api/public/apprentice/${token.示例子}`)).status).toBe(409);
  });

  test('who leaves earlier is counted to its last day: person-days are those of all, and complete is who both evaluated', async () => {
    expect((await step(at, firm, '示例子', { action: 'leave', day: day(-10) })).body).toMatchObject({
      fields: ['text'],
    });
    // It told of a day since.
    expect((await step(at, firm, '示例子', { action: 'leave', day: day(-10), text: '转学' })).body).toMatchObject({
      fields: ['day'],
    });
    expect((await step(at, firm, '示例子', { action: 'leave', day: day(-2), text: '转学' })).status).toBe(200);
    expect(await entries('internship')).toMatchObject([
      { headcount: 2, startedOn: day(-60), endedOn: day(-2) },
      { headcount: 1, startedOn: day(-1), endedOn: day(60), standing: 'confirmed' },
    ]);
    const evaluate = (who: TestMember) => step(at, who, '示例丑', { action: 'evaluate', mark: '优秀', text: '扎实' });
    const complete = () => step(at, school, '示例丑', { action: 'complete', day: day(0) });
    expect((await evaluate(school)).status).toBe(200);
    expect((await complete()).body.type).toBe('urn:lianheti:evaluations-missing');
    expect((await evaluate(firm)).status).toBe(200);
    expect((await complete()).status).toBe(200);
    expect((await entries('internship'))[1]).toMatchObject({ headcount: 1, endedOn: day(0) });
  });

  test('a student deletes its data on request: nobody reads its name or log any more, and the figures stay', async () => {
    expect((await server.stranger.delete(`/api/public/apprentice/${token.示例子}`)).status).toBe(204);
    expect((await server.stranger.get(`/api/public/apprentice/${token.示例子}`)).status).toBe(404);
    const [erased] = (await read(at)).students;
    expect(erased).toMatchObject({ name: '', isErased: true, days: { told: 0 } });
    expect(await entries('internship')).toHaveLength(2);
    const hidden = createHash('sha256')
      .update(token.示例丑 ?? '')
      .digest('hex');
    expect(JSON.stringify(await read(at))).not.toContain(hidden);
  });

  test('offices see how many there are and what is broken, and nobody’s name; a list costs as many queries however long', async () => {
    const seen = await read(at, here.secretary);
    expect(seen).toMatchObject({ side: null, students: [], counts: { completed: 1, left: 1 } });
    const list = await read(`${url}/apprenticeships`, here.secretary);
    expect(list.total).toBeGreaterThan(2);
    const empty = await testConsortium(server, { name: '另一联合体', province: '另一省' });
    expect(await queriesOf(here.secretary, `${url}/apprenticeships`)).toBe(
      await queriesOf(empty.secretary, `/api/consortia/${empty.consortiumId}/apprenticeships`),
    );
    const small = await prepared();
    expect(await queriesOf(school.reporter, small)).toBe(await queriesOf(school.reporter, at));
  });
});
