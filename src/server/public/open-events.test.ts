import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Body, TestAnswer } from '#test/test-client.ts';
import { dayFromNow as day, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { needBody, type TechnologyWork, technologyWork } from '#test/test-technology.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestPartners['school'];
let firm: TestPartners['firm'];
let url: string;
let calendar: string;
let home: string;
let work: TechnologyWork;
const courseId = crypto.randomUUID();
const secret = '不公开的事项甲乙丙';

beforeAll(async () => {
  server = await testServer();
  const partners = await testPartners(server);
  ({ here, school, firm, url } = partners);
  work = technologyWork(server, partners);
  calendar = `/public/consortia/${here.consortiumId}/events.ics`;
  home = `/public/consortia/${here.consortiumId}/home`;
  const course = { version: 0, memberId: school.id, name: '电工基础', people: 30, weeks: 1 };
  await school.reporter.put(`${url}/training/courses/${courseId}`, course);
});
afterAll(() => server.close());

const publish = async (sections: string[]): Promise<void> => {
  const { version } = (await here.secretary.get(`${url}/front-page`)).body;
  const saved = await here.secretary.put(`${url}/front-page`, {
    introduction: '示例联合体（虚构）。',
    sections,
    version,
  });
  expect((await here.secretary.post(`${url}/front-page/editions`, saved.body)).status).toBe(201);
};
const seen = (path: string, told: (answer: TestAnswer) => void): Promise<void> =>
  vi.waitFor(async () => told(await server.stranger.get(path)), { timeout: 5000 });
/** The events by their names, unfolded. */
const events = async (): Promise<Record<string, string>> => {
  const file = (await server.stranger.get(calendar)).text.replaceAll('\r\n ', '');
  return Object.fromEntries(
    file
      .split('BEGIN:VEVENT')
      .slice(1)
      .map((each) => [/UID:(.*)@lianheti/.exec(each)?.[1] ?? '', each]),
  );
};
const terms = { kind: '岗位培训', seats: 30, days: [day(5), day(6)], shift: 0, audience: '农民工' };
const open = async (more: object): Promise<string> => {
  const body = { memberId: school.id, courseId, ...terms, ...more };
  const made = await school.reporter.post(`${url}/training/classes`, body);
  expect([made.status, made.text]).toEqual([201, made.text]);
  return made.body.id;
};

describe('what happens next in a consortium, for anybody (A2-1-03, A2-4-02)', () => {
  let classId: string;
  let fairId: string;
  let callId: string;
  let needId: string;

  test('is told once the secretariat shows it on its front page, and only what is public', async () => {
    classId = await open({ name: '农民工电工班，第1期', isPublic: true });
    await open({ name: `${secret}班` });
    const inner = { ...terms, audience: null, isPublic: true, name: '内部', memberId: school.id, courseId };
    expect((await school.reporter.post(`${url}/training/classes`, inner)).body).toMatchObject({ fields: ['isPublic'] });
    const position = { memberId: firm.id, kind: 'job', title: '钳工', level: '中职', headcount: 1 };
    const offered = await firm.reporter.post(`${url}/positions`, { ...position, place: '示例市', expiresOn: day(90) });
    const times = { wishesUntil: `${day(10)}T18:00:00+08:00`, rankingsUntil: `${day(20)}T18:00:00+08:00` };
    const fair = async (title: string) =>
      here.secretary.post(`${url}/fairs`, { title, ...times, positionIds: [offered.body.id] });
    fairId = (await fair('春季双选会')).body.id;
    await fair(`${secret}会`);
    await here.secretary.post(`${url}/fairs/${fairId}/acts`, { version: 1, action: 'open' });
    needId = await work.post({ openness: 'public', title: '公开的异响' });
    const hidden = await work.post({ openness: 'consortium', title: `${secret}需求` });
    const call = (need: string) =>
      firm.reporter.post(`${url}/technology-calls`, {
        ...{ needId: need, requirements: secret, closesAt: `${day(9)}T10:00:00+08:00` },
      });
    callId = (await call(needId)).body.id;
    await call(hidden);

    await publish(['members']);
    await seen(home, ({ status }) => expect(status).toBe(200));
    expect((await server.stranger.get(calendar)).status).toBe(404);
    await publish(['events']);
    await seen(home, ({ text }) => expect(text).toContain('近期活动'));
    const file = await server.stranger.get(calendar);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(Object.keys(await events()).sort()).toEqual(
      [
        `call-${callId}`,
        `class-${classId}-${day(5)}`,
        `class-${classId}-${day(6)}`,
        `fair-${fairId}-rankings`,
        `fair-${fairId}-wishes`,
      ].sort(),
    );
    const page = (await server.stranger.get(home)).text;
    for (const told of ['春季双选会', '农民工电工班，第1期', '公开的异响', calendar]) expect(page).toContain(told);
    for (const text of [page, file.text]) expect(text).not.toContain(secret);
    expect((await events())[`call-${callId}`]).toContain(`DTSTART:${day(9).replaceAll('-', '')}T020000Z`);
  });

  test('moved, it keeps its name and tells the new day; cancelled, it says so, and leaves the page', async () => {
    const at = `${url}/training/classes/${classId}`;
    const { version } = (await school.reporter.get(at)).body;
    const moved = { ...terms, name: '农民工电工班，第1期', isPublic: true, days: [day(6), day(7)], version };
    expect((await school.reporter.put(at, moved)).status).toBe(200);
    await vi.waitFor(async () =>
      expect(Object.keys(await events()).filter((uid) => uid.startsWith('class'))).toEqual([
        `class-${classId}-${day(6)}`,
        `class-${classId}-${day(7)}`,
      ]),
    );
    expect((await events())[`class-${classId}-${day(6)}`]).toContain(`SEQUENCE:${version + 1}`);
    expect((await school.reporter.post(`${at}/acts`, { action: 'cancel', version: version + 1 })).status).toBe(200);
    await vi.waitFor(async () => expect((await events())[`class-${classId}-${day(6)}`]).toContain('STATUS:CANCELLED'));
    expect((await server.stranger.get(home)).text).not.toContain('农民工电工班');
  });

  test('what is public no more is gone, and nothing of another consortium stands in it', async () => {
    await firm.reporter.put(`${url}/technology-needs/${needId}`, {
      ...needBody(),
      ...{ title: '公开的异响', openness: 'consortium', version: 1 },
    });
    const left = (uid: string) => uid.startsWith('call');
    await vi.waitFor(async () => expect(Object.keys(await events()).filter(left)).toEqual([]), { timeout: 5000 });
    const { rows } = await server.context.db.asOwner((tx) =>
      sql<{ told: Body[] }>`select open_events(${firm.id}) as told`.execute(tx),
    );
    expect(rows).toEqual([{ told: [] }]);
    const latest = (await here.secretary.get(`${url}/front-page`)).body.published;
    await here.secretary.post(`${url}/front-page/withdrawal`, { number: latest });
    await vi.waitFor(async () => expect((await server.stranger.get(calendar)).status).toBe(404), { timeout: 5000 });
  });
});
