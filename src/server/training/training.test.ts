import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer, TestClient } from '#test/test-client.ts';
import { testConsortium } from '#test/test-consortium.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { signInCode } from './sign-in-code.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;
const [siteId, courseId, roomId, teacherId, needId] = Array.from({ length: 5 }, () => crypto.randomUUID());

const keep = (kind: string, id: string | undefined, who: TestClient, body: Record<string, unknown>) =>
  who.put(`${url}/training/${kind}/${id}`, { version: 0, ...body });
const need = (more: Record<string, unknown> = {}) => ({
  ...{ memberId: firm.id, audience: null, kind: '岗位培训', courseId, siteId, people: 60 },
  ...{ fromOn: day(0), untilOn: day(300), shifts: [0, 2], ...more },
});

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, other, url } = await testPartners(server));
  const site = { name: '示例园区', longitude: 120.1, latitude: 30.2 };
  expect((await keep('sites', siteId, here.secretary, site)).status).toBe(200);
  const course = { memberId: school.id, name: '数控车削（中级）', people: 30, weeks: 1, equipment: ['数控车床'] };
  expect((await keep('courses', courseId, school.reporter, course)).status).toBe(200);
  const room = { memberId: school.id, siteId, name: '实训楼101', seats: 40, equipment: ['数控车床'] };
  expect((await keep('rooms', roomId, school.reporter, room)).status).toBe(200);
  const teacher = { memberId: school.id, siteId, name: '示例教师', courseIds: [courseId], mostWeeks: 20 };
  expect((await keep('teachers', teacherId, school.reporter, teacher)).status).toBe(200);
  expect((await keep('needs', needId, firm.reporter, need())).status).toBe(200);
});
afterAll(() => server.close());

const open = (more: Record<string, unknown> = {}, by = school): Promise<TestAnswer> =>
  by.reporter.post(`${url}/training/classes`, {
    ...{ memberId: by.id, courseId, needId, name: '数控车削第1期', kind: '岗位培训', roomId, teacherId },
    ...{ seats: 30, days: [day(-2), day(-1), day(0)], shift: 0, attendance: 60, passMark: 60, ...more },
  });
const opened = async (more: Record<string, unknown> = {}): Promise<string> => {
  const answer = await open(more);
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return `${url}/training/classes/${answer.body.id}`;
};
const read = async (at: string, who: TestClient = school.reporter): Promise<Body> => (await who.get(at)).body;
const enrol = (at: string, names: string[], who = firm.reporter, whose: Record<string, unknown> = {}) =>
  who.post(`${at}/trainees`, { enterpriseId: firm.id, names, ...whose });
const tokenOf = (link: string) => link.split('/').at(-1) ?? '';
const codeNow = (at: string, ago = 0) =>
  signInCode(server.context.config.secret, at.split('/').at(-1) ?? '', Date.now() - ago);
const signIn = (token: string, code: string) => server.stranger.put(`/api/public/training/${token}/sign-in`, { code });
const act = async (at: string, action: string): Promise<TestAnswer> =>
  school.reporter.post(`${at}/acts`, { action, version: (await read(at)).version });
const trainee = async (at: string, name: string): Promise<Body> =>
  (await read(at)).trainees.find((each: Body) => each.name === name);
const mark = async (at: string, on: string, names: string[], isThere = true): Promise<TestAnswer> => {
  const traineeIds = await Promise.all(names.map(async (name) => (await trainee(at, name)).id));
  return school.reporter.put(`${at}/attendance`, { day: on, traineeIds, isThere });
};
const score = async (at: string, name: string, given: number | null, more: Record<string, unknown> = {}) => {
  const { id, version } = await trainee(at, name);
  return school.reporter.put(`${at}/trainees/${id}`, { version, score: given, ...more });
};
const entries = async (kind: string): Promise<Body[]> =>
  (await here.secretary.get(`${url}/ledgers/${kind}/entries`)).body.items;

describe('what training is planned from (B-5.3)', () => {
  test('is kept by each member for itself, and by the secretariat for all; a stale change is refused', async () => {
    const view = await read(`${url}/training`, firm.reporter);
    expect(view).toMatchObject({
      courses: [{ name: '数控车削（中级）', mayChange: false }],
      rooms: [{ seats: 40 }],
      needs: [{ people: 60, mayChange: true }],
      audiences: ['农民工', '退役军人', '下岗职工', '其他'],
    });
    expect((await keep('needs', needId, firm.reporter, need({ version: 5 }))).body.type).toBe('urn:lianheti:stale');
    expect((await keep('needs', crypto.randomUUID(), other.reporter, need())).status).toBe(403);
    expect((await keep('sites', crypto.randomUUID(), firm.reporter, view.sites[0])).status).toBe(403);
    const both = need({ audience: '农民工' });
    expect((await keep('needs', crypto.randomUUID(), firm.reporter, both)).body).toMatchObject({
      fields: ['audience'],
    });
    const nobody = need({ audience: '虚构群体', kind: null });
    expect((await keep('needs', crypto.randomUUID(), firm.reporter, nobody)).body).toMatchObject({
      fields: ['audience'],
    });
    expect((await keep('needs', needId, here.secretary, need({ version: 1, people: 58 }))).body).toEqual({
      version: 2,
    });
  });
});

describe('a class and who comes to it (A2-4-02, B-5.3)', () => {
  let at: string;
  let token: Record<string, string>;

  test('a member enrols its own staff, within the seats; nobody enrols another’s', async () => {
    at = await opened();
    expect((await open()).body).toMatchObject({ fields: ['name'] });
    expect((await open({}, other)).status).toBe(201);
    const enrolled = await enrol(at, ['示例甲', '示例乙', '示例丙']);
    expect(enrolled.body.passes.map(({ number }: Body) => number)).toEqual([1, 2, 3]);
    token = Object.fromEntries(enrolled.body.passes.map(({ name, link }: Body) => [name, tokenOf(link)]));
    expect((await enrol(at, ['示例丁'], other.reporter)).status).toBe(403);
    const small = await opened({ name: '小班', seats: 2 });
    expect((await enrol(small, ['一', '二', '三'])).body.type).toBe('urn:lianheti:class-full');
    const races = await Promise.all(['一', '二', '三', '四'].map((name) => enrol(small, [name])));
    expect(races.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    expect((await act(small, 'cancel')).status).toBe(200);
  });

  test('one signs in by its own link and the code on the screen; a late code and a false one are refused', async () => {
    const shown = await school.reporter.get(`${at}/sign-in-code`);
    expect(shown.body.code).toMatch(/^\d{6}$/);
    expect((await firm.reporter.get(`${at}/sign-in-code`)).status).toBe(404);
    const late = codeNow(at, 150_000);
    for (const false_ of [late, late === '000000' ? '000001' : '000000'])
      expect((await signIn(token.示例甲 ?? '', false_)).body.type).toBe('urn:lianheti:sign-in-refused');
    expect((await signIn(token.示例甲 ?? '', codeNow(at))).status).toBe(204);
    expect((await signIn(token.示例甲 ?? '', codeNow(at))).status).toBe(204);
    expect((await signIn('x'.repeat(43), codeNow(at))).status).toBe(404);
    const elsewhere = await opened({ name: '明天的班', days: [day(1)] });
    const [{ link }] = (await enrol(elsewhere, ['示例甲'])).body.passes;
    expect((await signIn(tokenOf(link), codeNow(elsewhere))).body.type).toBe('urn:lianheti:not-a-class-day');
    expect(await read(at)).toMatchObject({ personDays: 1 });
    const pass = (await server.stranger.get(`/api/public/training/${token.示例甲}`)).body;
    expect(pass).toMatchObject({ name: '示例甲', signedIn: [day(0)], place: '示例园区 实训楼101' });
  });

  test('who holds the class marks by hand, on its days alone; nobody signs in for another, not even by the database', async () => {
    expect((await mark(at, day(-3), ['示例乙'])).body.type).toBe('urn:lianheti:not-a-class-day');
    for (const on of [day(-2), day(-1)]) expect((await mark(at, on, ['示例甲', '示例乙'])).body).toEqual({ marked: 2 });
    expect((await mark(at, day(-2), ['示例丙'])).body).toEqual({ marked: 1 });
    expect((await mark(at, day(-2), ['示例丙'], false)).body).toEqual({ marked: 1 });
    expect((await mark(at, day(-1), ['示例丙'])).body).toEqual({ marked: 1 });
    const { id } = await trainee(at, '示例丙');
    const forged = server.context.db.asActor(firm.reporter, (tx) =>
      tx
        .insertInto('training_sign_in')
        .values({ consortium_id: here.consortiumId, trainee_id: id, day: day(0), person_id: firm.reporter.personId })
        .execute(),
    );
    await expect(forged).rejects.toThrow('row-level security');
    expect((await score(at, '示例丙', null, { withdraws: true })).status).toBe(409);
  });

  test('who came often enough and has the mark passes; the ledger has exactly the days of those who came, then in the words of both', async () => {
    expect((await score(at, '示例甲', 88.5)).status).toBe(200);
    expect((await score(at, '示例乙', 59)).status).toBe(200);
    const opinion = { satisfaction: 5, opinion: '老师讲得清楚' };
    expect((await server.stranger.put(`/api/public/training/${token.示例甲}/opinion`, opinion)).status).toBe(204);
    const before = await read(at);
    expect(before).toMatchObject({ personDays: 6, satisfaction: 5, actions: [{ id: 'complete' }] });
    expect((await act(at, 'complete')).status).toBe(200);
    const seen = await read(at);
    expect(seen.trainees.map(({ stateLabel, lacks }: Body) => [stateLabel, lacks])).toEqual([
      ['合格', null],
      ['不合格', '考核59分，不足60分'],
      ['不合格', '出勤1天，不足2天'],
    ]);
    expect((await mark(at, day(0), ['示例乙'])).body.type).toBe('urn:lianheti:not-a-class-day');
    const kept = await entries('employee-training');
    const days = kept.map(({ values }) => values.trainees * Number(values.days)).reduce((sum, each) => sum + each, 0);
    expect(days).toBe(6);
    expect(kept.every(({ standing }) => standing !== 'confirmed')).toBe(true);
    expect((await other.reporter.post(`${at}/confirmation`, { memberId: other.id })).status).toBe(409);
    expect((await firm.reporter.post(`${at}/confirmation`, { memberId: firm.id })).status).toBe(204);
    expect((await firm.reporter.post(`${at}/confirmation`, { memberId: firm.id })).status).toBe(409);
    const both = await entries('employee-training');
    expect(both.map(({ standing }) => standing)).toEqual(both.map(() => 'confirmed'));
    const entry = (await here.secretary.get(`/api/entries/${both[0]?.id}`)).body;
    expect(entry.voices.map(({ side }: Body) => side?.id ?? side).sort()).toEqual([school.id, firm.id].sort());
    expect(entry.source.noun).toBe('training-class');
  });

  test('anybody verifies a certificate by its serial; one that was forged by a digit is none, and one that was revoked says so', async () => {
    const { certificate } = await trainee(at, '示例甲');
    const verify = (serial: string) => server.stranger.get(`/api/public/training-certificates/${serial}`);
    expect((await verify(certificate.serial)).body).toMatchObject({
      title: '培训证书',
      holder: '示例甲',
      issuer: '示例职院',
      revokedAt: null,
    });
    const forged = certificate.serial.replace(/.$/, (last: string) => String((Number(last) + 1) % 10));
    expect((await verify(forged)).body.type).toBe('urn:lianheti:serial-wrong');
    expect((await trainee(at, '示例乙')).certificate).toBeNull();
    const papers = `${url}/training/certificates/${certificate.id}`;
    for (const document of ['certificate.docx', 'certificate.pdf'])
      expect((await school.reporter.get(`${papers}/${document}`)).status).toBe(200);
    expect((await firm.reporter.get(`${papers}/certificate.pdf`)).status).toBe(404);
    expect((await school.reporter.post(`${papers}/revocation`, { reason: '信息有误' })).status).toBe(204);
    expect((await verify(certificate.serial)).body.revokedAt).toMatch(/^2/);
  });

  test('people of a group enrol by the class’s own link, and their days stand in the ledger of the group', async () => {
    const own = await opened({ name: '农民工电工班', audience: '农民工', passMark: null });
    const { link } = (await school.reporter.post(`${own}/enrolment-link`, {})).body;
    const enrolment = `/api/public/training-enrolments/${tokenOf(link)}`;
    expect((await server.stranger.get(enrolment)).body).toMatchObject({ audience: '农民工', seatsLeft: 30 });
    const made = await server.stranger.post(enrolment, { name: '示例师傅' });
    expect((await signIn(tokenOf(made.body.link), codeNow(own))).status).toBe(204);
    expect((await act(own, 'complete')).status).toBe(200);
    expect((await server.stranger.get(enrolment)).status).toBe(404);
    expect((await entries('social-training')).map(({ values }) => values)).toMatchObject([
      { audience: '农民工', topic: '农民工电工班', trainees: 1, startedOn: day(0) },
    ]);
  });

  test('offices see how many there are, and nobody’s name; lists cost as many queries however long', async () => {
    const seen = await here.secretary.get(at);
    expect(seen.body).toMatchObject({ trainees: [], enrolled: 3, passed: 1, personDays: 6 });
    expect(seen.text).not.toContain('示例甲');
    expect((await read(at, other.reporter)).trainees).toEqual([]);
    const empty = await testConsortium(server, { name: '另一联合体', province: '另一省' });
    for (const list of ['training', 'training/classes'])
      expect(await queriesOf(here.secretary, `${url}/${list}`)).toBe(
        await queriesOf(empty.secretary, `/api/consortia/${empty.consortiumId}/${list}`),
      );
    expect((await empty.secretary.get(at)).status).toBe(404);
  });
});

describe('the plan of a year (A2-4-02, B-5.3)', () => {
  const year = Number(day(0).slice(0, 4)) + 1;
  let at: string;
  const until = async () => {
    const { jobId } = await read(at, here.secretary);
    for (;;) {
      const job = (await here.secretary.get(`/api/jobs/${jobId}`)).body;
      if (job.state === 'done') return;
      if (job.state === 'failed') throw new Error(job.message);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const solve = async () => {
    const { version } = await read(at, here.secretary);
    const begun = await here.secretary.post(`${at}/solution`, { version, kmPerPerson: 20, mostKm: 50 });
    expect(begun.status).toBe(202);
    await until();
    return read(at, here.secretary);
  };
  const pin = async (id: string, choice: Record<string, unknown> | null) => {
    const { version } = await read(at, here.secretary);
    return here.secretary.put(`${at}/classes/${id}`, { version, choice });
  };

  test('holds the classes of its needs, where, when and by whom; what cannot be held says why', async () => {
    const far = crypto.randomUUID();
    await keep('sites', far, here.secretary, { name: '示例远乡', longitude: 119, latitude: 29 });
    const span = { fromOn: `${year}-03-01`, untilOn: `${year}-06-30` };
    expect((await keep('needs', needId, firm.reporter, need({ ...span, version: 2, people: 50 }))).status).toBe(200);
    const away = need({ ...span, siteId: far, audience: '农民工', kind: null, people: 20 });
    expect((await keep('needs', crypto.randomUUID(), other.reporter, { ...away, memberId: other.id })).status).toBe(
      200,
    );
    expect((await school.reporter.post(`${url}/training/plans`, { year })).status).toBe(403);
    const made = await here.secretary.post(`${url}/training/plans`, { year });
    expect(made.status).toBe(201);
    expect((await here.secretary.post(`${url}/training/plans`, { year })).body).toMatchObject({ fields: ['year'] });
    at = `${url}/training/plans/${made.body.id}`;
    const plan = await solve();
    expect(plan.people).toEqual({ wanted: 70, served: 50 });
    expect(plan.value).toBeLessThanOrEqual(plan.bound);
    const reasons = plan.classes.map(({ people, reason }: Body) => [people, reason]);
    expect(reasons.sort()).toEqual([
      [20, 'no-room'],
      [25, null],
      [25, null],
    ]);
    expect(plan.classes.flatMap(({ clashes }: Body) => clashes)).toEqual([]);
  });

  test('a class put by hand stays where it is when the rest is solved again; what it would hit is told', async () => {
    const [one, next] = (await read(at, here.secretary)).classes.filter(({ choice }: Body) => choice !== null);
    const moved = { ...one.choice, week: 15, shift: 2 };
    expect((await pin(one.id, moved)).status).toBe(200);
    const clash = await pin(next.id, moved);
    expect(clash.body.type).toBe('urn:lianheti:plan-clash');
    expect(clash.body.detail).toContain(one.name);
    expect((await pin(next.id, { ...moved, week: 40 })).body.detail).toContain('不在需求的时间');
    const plan = await solve();
    const after = plan.classes.find(({ id }: Body) => id === one.id);
    expect(after).toMatchObject({ isPinned: true, choice: moved });
    expect(plan.people.served).toBe(50);
    expect(plan.classes.flatMap(({ clashes }: Body) => clashes)).toEqual([]);
  });

  test('is exported, and adopted it becomes classes of who teaches', async () => {
    for (const document of ['plan.xlsx', 'plan.pdf'])
      expect((await school.reporter.get(`${at}/${document}`)).status).toBe(200);
    const { version } = await read(at, here.secretary);
    expect((await here.secretary.post(`${at}/adoption`, { version })).body).toEqual({ opened: 2 });
    expect((await here.secretary.post(`${at}/adoption`, { version: version + 1 })).status).toBe(409);
    const plan = await read(at, school.reporter);
    const held = await read(`${url}/training/classes/${plan.classes.find((one: Body) => one.isPinned).classId}`);
    expect(held).toMatchObject({ isProvider: true, seats: 25, shiftLabel: '周末', days: { length: 2 } });
    expect((await read(`${url}/training`)).needs.find(({ id }: Body) => id === needId).arranged).toBeGreaterThan(50);
  });
});

describe('a session in which skills are certified (B-5.3)', () => {
  test('candidates are marked in theory and practice; who came stands in the ledger, who passed has a certificate', async () => {
    const sessions = `${url}/training/sessions`;
    const said = { memberId: school.id, occupation: '6-18-01-01', level: '四级', heldOn: day(-1), place: '实训楼' };
    expect((await firm.reporter.post(sessions, said)).status).toBe(403);
    expect((await school.reporter.post(sessions, { ...said, level: '九级' })).body).toMatchObject({
      fields: ['level'],
    });
    const made = await school.reporter.post(sessions, said);
    expect([made.status, made.text]).toEqual([201, made.text]);
    expect((await school.reporter.post(sessions, said)).body).toMatchObject({ fields: ['heldOn'] });
    const at = `${sessions}/${made.body.id}`;
    const candidates = ['示例子', '示例丑', '示例寅'].map((name) => ({ name, origin: '示例机电' }));
    expect((await school.reporter.post(`${at}/candidates`, { candidates })).body).toEqual({ added: 3 });
    const give = async (name: string, marks: Record<string, unknown>) => {
      const { id, version } = (await read(at)).rows.find((each: Body) => each.name === name);
      const none = { isAbsent: false, theory: null, practice: null };
      return school.reporter.put(`${at}/candidates/${id}`, { version, ...none, ...marks });
    };
    const close = async (action = 'close') => {
      const { version } = await read(at);
      return school.reporter.post(`${at}/acts`, { action, version });
    };
    expect((await give('示例子', { theory: 80, practice: 91.5 })).status).toBe(200);
    expect((await give('示例丑', { theory: 80, practice: 59 })).status).toBe(200);
    expect((await close()).body.type).toBe('urn:lianheti:marks-missing');
    expect((await give('示例寅', { isAbsent: true, theory: 1 })).status).toBe(422);
    expect((await give('示例寅', { isAbsent: true })).status).toBe(200);
    expect((await close()).status).toBe(200);
    expect((await close('cancel')).status).toBe(409);
    const seen = await read(at);
    expect(seen.rows.map(({ resultLabel }: Body) => resultLabel)).toEqual(['合格', '不合格', '缺考']);
    const { serial } = seen.rows[0].certificate;
    expect((await server.stranger.get(`/api/public/training-certificates/${serial}`)).body).toMatchObject({
      title: '技能等级证书',
      holder: '示例子',
    });
    expect((await entries('skill-certification')).map(({ values }) => values)).toMatchObject([
      { candidates: 2, certified: 1, level: '四级', heldOn: day(-1) },
    ]);
    const office = await here.secretary.get(at);
    expect(office.body).toMatchObject({ candidates: 3, absent: 1, passed: 1, rows: [] });
  });
});
