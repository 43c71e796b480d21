import { sql } from 'kysely';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { officialDay } from '#documents/official/official-document.ts';
import { queriesOf } from '#test/count-queries.ts';
import type { Body, TestAnswer } from '#test/test-client.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let other: TestMember;
let url: string;
/** An agreement that runs: one student and one minor at the post. */
let at: string;
let token: Record<string, string>;

const year = Number(day(0).slice(0, 4));
const insurance = { policy: '虚构-1', until: day(400) };
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
  ...{ insurance, schoolMentor: '示例教师', enterpriseMentor: '示例师傅' },
};
const read = async (where = at, who = school): Promise<Body> => (await who.reporter.get(where)).body;
const step = async (where: string, who: TestMember, name: string, body: object): Promise<TestAnswer> => {
  const student = (await read(where)).students.find((each: Body) => each.name === name);
  return who.reporter.post(`${where}/students/${student.id}/acts`, { version: student.version, ...body });
};
async function running(
  students: readonly { name: string; number: string; bornIn?: string }[],
  more: { startsOn: string; endsOn: string; enterpriseId: string },
): Promise<string> {
  const said = { kind: 'internship', schoolId: school.id, major: '460103', terms, ...more };
  const where = `${url}/apprenticeships/${(await school.reporter.post(`${url}/apprenticeships`, said)).body.id}`;
  const whose = students.map((each) => ({ bornIn: `${year - 20}-01`, ...each }));
  const { passes } = (await school.reporter.post(`${where}/students`, { students: whose })).body;
  const enterprise = more.enterpriseId === firm.id ? firm : other;
  for (const [who, action] of [
    [school, 'propose'],
    [school, 'sign'],
    [enterprise, 'sign'],
  ] as const)
    await who.reporter.post(`${where}/acts`, { action, version: (await read(where)).version });
  for (const { name, link, guardianLink } of passes) {
    token[name] = link.split('/').at(-1);
    if (guardianLink) token[`${name}监护人`] = guardianLink.split('/').at(-1);
    for (const each of [name, `${name}监护人`])
      if (token[each]) await server.stranger.put(`/api/public/apprentice/${token[each]}/signature`, { text: 1 });
    await step(where, enterprise, name, { action: 'train', day: more.startsOn });
  }
  return where;
}
const amended = { ...terms, allowance: 3200, enterpriseMentor: '示例新师傅' };
const propose = async (who: TestMember, more: object = {}, where = at): Promise<TestAnswer> =>
  who.reporter.post(`${where}/amendments`, {
    ...{ endsOn: day(120), terms: amended, reason: '项目延期', version: (await read(where)).version },
    ...more,
  });
const answer = async (who: TestMember, number: number, action: string, where = at): Promise<TestAnswer> =>
  who.reporter.post(`${where}/amendments/${number}/acts`, { action, version: (await read(where)).version });
const sign = (name: string, number: number) =>
  server.stranger.put(`/api/public/apprentice/${token[name]}/amendment`, { number });
const phone = async (name: string): Promise<Body> =>
  (await server.stranger.get(`/api/public/apprentice/${token[name]}`)).body;
const entries = async (): Promise<Body[]> =>
  (await here.secretary.get(`${url}/ledgers/internship/entries`)).body.items
    .map(({ values, standing }: Body) => ({ ...values, standing }))
    .filter(({ enterprise }: Body) => enterprise === firm.id)
    .toSorted((one: Body, next: Body) => (one.startedOn < next.startedOn ? -1 : 1));

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, other, url } = await testPartners(server));
  token = {};
  const young = { name: '示例乙', number: '2', bornIn: `${year - 17}-01` };
  const span = { startsOn: day(-60), endsOn: day(60), enterpriseId: firm.id };
  at = await running([{ name: '示例甲', number: '1' }, young], span);
});
afterAll(() => server.close());

describe('a running agreement is extended and changed by all who signed it (A2-3-02, B-3.1, B-4.4)', () => {
  test('only while it runs, by a member, within the rules, and never twice at once', async () => {
    expect((await propose(school)).body.type).toBe('urn:lianheti:action-not-possible');
    for (const name of ['示例甲', '示例乙'])
      expect((await step(at, firm, name, { action: 'begin', day: day(-60) })).status).toBe(200);
    const refused = async (more: object) => (await propose(school, more)).body;
    expect(await refused({ endsOn: day(59) })).toMatchObject({ fields: ['endsOn'] });
    expect(await refused({ endsOn: `${year + 11}-01-01` })).toMatchObject({ fields: ['endsOn'] });
    expect(await refused({ endsOn: '2026-02-30' })).toMatchObject({ status: 422 });
    expect(await refused({ endsOn: day(60), terms })).toMatchObject({ fields: ['endsOn'] });
    // At night, filed with the authority: not with a minor at the post.
    const night = { ...terms, hasNightShift: true, filing: '虚构备案' };
    expect(await refused({ terms: night })).toMatchObject({ codes: ['minor-at-night'] });
    const rewritten = { terms: { ...terms, place: '别处' }, reason: '换厂区', version: (await read()).version };
    expect((await school.reporter.put(`${at}/terms`, rewritten)).body.type).toBe('urn:lianheti:action-not-possible');
    expect(await refused({ terms: { ...amended, insurance: { policy: '虚构-1', until: day(119) } } })).toMatchObject({
      type: 'urn:lianheti:placement-barred',
      codes: ['insurance-missing'],
    });
    expect(await refused({ reason: '' })).toMatchObject({ status: 422 });
    expect(await refused({ version: 1 })).toMatchObject({ type: 'urn:lianheti:stale' });
    expect((await propose(other, { version: 1 })).status).toBe(404);
    expect(
      (await here.secretary.post(`${at}/amendments`, { terms, endsOn: day(90), reason: '代办', version: 1 })).status,
    ).toBe(403);
    const both = await Promise.all([propose(school), propose(firm)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [proposed] = (await read()).amendments;
    expect(proposed).toMatchObject({ number: 1, state: 'proposed', reason: '项目延期' });
    const by = proposed.side === 'school' ? school : firm;
    expect((await propose(by)).body.type).toBe('urn:lianheti:action-not-possible');
    expect((await answer(by, 1, 'withdraw')).status).toBe(200);
    expect((await sign('示例甲', 1)).body.type).toBe('urn:lianheti:stale');
    expect((await read()).amendments).toMatchObject([{ state: 'withdrawn', actions: [] }]);
  });

  test('until all have signed nothing changes; guardian and students before the other member, each for itself', async () => {
    expect((await propose(school)).body).toMatchObject({ number: 2 });
    const before = await entries();
    expect((await read(at, firm)).amendments[1]).toMatchObject({
      changes: [
        { label: '结束日期', from: day(60), to: day(120) },
        { label: '报酬', from: '2800元/月', to: '3200元/月' },
        { label: '企业导师', from: '示例师傅', to: '示例新师傅' },
      ],
      awaited: [
        { student: '示例甲', isGuardian: false },
        { student: '示例乙', isGuardian: false },
        { student: '示例乙', isGuardian: true },
      ],
      actions: [{ id: 'decline' }],
    });
    // Who is no side sees how it stands, and nobody's name.
    const seen = (await here.secretary.get(at)).body;
    expect(seen.amendments[1]).toMatchObject({ state: 'proposed', awaited: [], actions: [] });
    expect(JSON.stringify(seen)).not.toContain('示例甲');
    expect((await answer(firm, 2, 'sign')).body.type).toBe('urn:lianheti:signatures-missing');
    expect((await answer(school, 2, 'sign')).status).toBe(403);
    expect((await answer(firm, 2, 'withdraw')).status).toBe(403);
    expect((await answer(firm, 9, 'sign')).status).toBe(404);
    expect((await phone('示例乙')).amendment).toMatchObject({ number: 2, isSigned: false, awaitsGuardian: true });
    for (const name of ['示例甲', '示例乙', '示例乙']) expect((await sign(name, 2)).status).toBe(204);
    expect((await sign('示例甲', 1)).body.type).toBe('urn:lianheti:stale');
    expect((await phone('示例乙')).amendment).toMatchObject({ isSigned: true, awaitsGuardian: true });
    expect((await answer(firm, 2, 'sign')).body).toMatchObject({ awaited: ['guardian'] });
    const { version } = await read();
    const changed = { terms: { ...terms, allowance: 1 }, reason: '另改', version };
    expect((await school.reporter.put(`${at}/terms`, changed)).body.type).toBe('urn:lianheti:action-not-possible');
    expect(await read()).toMatchObject({ text: 1, endsOn: day(60), terms: { allowance: 2800 } });
    expect(await entries()).toEqual(before);
  });

  test('nor does the database let anybody sign for another, or bring it into force before, or write another text past it', async () => {
    const whose = { consortium_id: here.consortiumId, apprenticeship_id: at.split('/').at(-1) ?? '', number: 2 };
    const minor = (await read()).students[1];
    const { db } = server.context;
    const rewritten = db.asActor(school.reporter, (tx) =>
      tx
        .updateTable('apprenticeship')
        .set((set) => ({ text: 2, state: 'signing', version: set('version', '+', 1) }))
        .where('id', '=', whose.apprenticeship_id)
        .execute(),
    );
    await expect(rewritten).rejects.toThrow('changed by an amendment');
    const forged = db.asActor(school.reporter, (tx) =>
      tx
        .insertInto('apprenticeship_amendment_signature')
        .values({ ...whose, student_id: minor.id, is_guardian: true })
        .execute(),
    );
    await expect(forged).rejects.toThrow('row-level security');
    for (const who of [firm, school]) {
      const hasty = db.asActor(who.reporter, (tx) =>
        tx.updateTable('apprenticeship_amendment').set({ state: 'in-force' }).where('number', '=', 2).execute(),
      );
      await expect(hasty).rejects.toThrow(/once all have signed|speaks for itself/);
    }
    const longer = db.asActor(school.reporter, (tx) =>
      sql`update apprenticeship set ends_on = ends_on + 1, version = version + 1 where id = ${whose.apprenticeship_id}`.execute(
        tx,
      ),
    );
    await expect(longer).rejects.toThrow('its days and sides stay');
    const later = db.asActor(school.reporter, (tx) =>
      sql`update apprenticeship_student set ends_on = ends_on + 1 where id = ${minor.id}`.execute(tx),
    );
    await expect(later).rejects.toThrow('within the days');
  });

  test('in force, text, days, alerts, paper and ledger are of the amendment, to the day', async () => {
    expect((await sign('示例乙监护人', 2)).status).toBe(204);
    expect((await read(at, firm)).amendments[1].actions).toMatchObject([{ id: 'sign' }, { id: 'decline' }]);
    const both = await Promise.all([answer(firm, 2, 'sign'), answer(firm, 2, 'sign')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const now = await read();
    expect(now).toMatchObject({
      ...{ state: 'agreed', text: 2, endsOn: day(120), terms: { allowance: 3200, enterpriseMentor: '示例新师傅' } },
      students: [
        { state: 'begun', endsOn: day(120), awaited: [] },
        { state: 'begun', endsOn: day(120), awaited: [] },
      ],
      texts: [
        { number: 1 },
        { number: 2, reason: '项目延期', signatures: [{ side: 'school' }, { side: 'enterprise' }] },
      ],
      amendments: [{ state: 'withdrawn' }, { state: 'in-force', awaited: [], actions: [] }],
    });
    expect(now.version).toBe(both.find(({ status }) => status === 200)?.body.version);
    expect(await entries()).toMatchObject([
      { headcount: 2, startedOn: day(-60), endedOn: day(120), standing: 'confirmed' },
    ]);
    expect(await phone('示例甲')).toMatchObject({
      text: 2,
      amendment: null,
      student: { awaited: [], endsOn: day(120) },
    });
    const paper = await fetch(`${server.address}${at}/students/${now.students[1].id}/agreement.docx`, {
      headers: school.reporter.headers,
    });
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await paper.arrayBuffer()) });
    for (const told of ['补充协议第2号', `结束日期由${officialDay(new Date(day(60)))}改为`, '项目延期', '每月3200元'])
      expect(value).toContain(told);
    expect(value).not.toContain('（未签署）');
  });

  test('who leaves is asked no more, and is counted to its last day; the others are longer', async () => {
    expect((await propose(firm, { endsOn: day(150) })).body).toMatchObject({ number: 3 });
    await sign('示例甲', 3);
    expect((await step(at, firm, '示例乙', { action: 'leave', day: day(-1), text: '转学' })).status).toBe(200);
    expect((await read()).amendments[2]).toMatchObject({ awaited: [], actions: [{ id: 'sign' }, { id: 'decline' }] });
    expect((await answer(school, 3, 'sign')).status).toBe(200);
    expect(await entries()).toMatchObject([
      { headcount: 2, startedOn: day(-60), endedOn: day(-1) },
      { headcount: 1, startedOn: day(0), endedOn: day(150) },
    ]);
    expect((await read()).students.map(({ endsOn }: Body) => endsOn)).toEqual([day(150), day(-1)]);
  });

  test('nobody is placed twice by it: refused when it is proposed, and when it would come into force', async () => {
    const later = await running([{ name: '示例甲', number: '1' }], {
      ...{ startsOn: day(170), endsOn: day(200), enterpriseId: other.id },
    });
    expect((await propose(firm, { endsOn: day(170) })).body).toMatchObject({
      type: 'urn:lianheti:apprentice-taken',
      fields: ['endsOn'],
    });
    expect((await propose(firm, { endsOn: day(160) })).body).toMatchObject({ number: 4 });
    // Called elsewhere meanwhile.
    await running([{ name: '示例甲', number: '1' }], {
      ...{ startsOn: day(155), endsOn: day(159), enterpriseId: other.id },
    });
    const own = (await server.stranger.get(`/api/public/apprentice/${token.示例甲}`)).body;
    expect(own.amendment).toBeNull();
    const [begun] = (await read()).students;
    const { passes } = (await school.reporter.post(`${at}/students/${begun.id}/pass`)).body;
    token.示例甲 = passes[0].link.split('/').at(-1);
    expect((await sign('示例甲', 4)).status).toBe(204);
    expect((await answer(school, 4, 'sign')).body.type).toBe('urn:lianheti:apprentice-taken');
    expect(await read()).toMatchObject({ endsOn: day(150), text: 3, amendments: [{}, {}, {}, { state: 'proposed' }] });
    expect((await answer(school, 4, 'decline')).status).toBe(200);
    expect((await read(later)).state).toBe('agreed');
  });

  test('after all have completed it is refused, and costs as many queries however many there were', async () => {
    for (const who of [school, firm]) await step(at, who, '示例甲', { action: 'evaluate', mark: '优秀', text: '' });
    expect((await step(at, school, '示例甲', { action: 'complete', day: day(0) })).status).toBe(200);
    expect((await propose(school, { endsOn: day(155) })).body.type).toBe('urn:lianheti:action-not-possible');
    expect((await read()).canAmend).toBe(false);
    const fresh = await running([{ name: '示例丙', number: '3' }], {
      ...{ startsOn: day(-5), endsOn: day(60), enterpriseId: firm.id },
    });
    expect(await queriesOf(school.reporter, fresh)).toBe(await queriesOf(school.reporter, at));
  });
});
