import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Body, TestAnswer, TestClient } from '#test/test-client.ts';
import { dayFromNow as day, type TestMember, type TestPartners, testPartners } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { signInCode } from './sign-in-code.ts';

let server: TestServer;
let here: TestPartners['here'];
let school: TestMember;
let firm: TestMember;
let url: string;
const courseId = crypto.randomUUID();
const name = '欧阳示例甲';
const words = '老师讲得特别清楚';

beforeAll(async () => {
  server = await testServer();
  ({ here, school, firm, url } = await testPartners(server));
  const course = { version: 0, memberId: school.id, name: '数控车削', people: 30, weeks: 1, skills: '会车削' };
  expect((await school.reporter.put(`${url}/training/courses/${courseId}`, course)).status).toBe(200);
});
afterAll(() => server.close());

let count = 0;
const opened = async (more: object = {}): Promise<string> => {
  const terms = {
    name: `第${++count}期`,
    kind: '岗位培训',
    seats: 3,
    days: [day(-1), day(0)],
    shift: 0,
    attendance: 50,
  };
  const body = { memberId: school.id, courseId, ...terms, ...more };
  return `${url}/training/classes/${(await school.reporter.post(`${url}/training/classes`, body)).body.id}`;
};
const read = async (at: string, who: TestClient = school.reporter): Promise<Body> => (await who.get(at)).body;
/** Their own addresses, by name. */
const enrol = async (at: string, names: string[]): Promise<Record<string, string>> => {
  const { body } = await firm.reporter.post(`${at}/trainees`, { enterpriseId: firm.id, names });
  return Object.fromEntries(
    body.passes.map((pass: Body) => [pass.name, `/api/public/training/${pass.link.split('/').at(-1)}`]),
  );
};
const act = async (at: string, action: string): Promise<TestAnswer> =>
  school.reporter.post(`${at}/acts`, { action, version: (await read(at)).version });
const come = async (at: string, own: string) => {
  const code = signInCode(server.context.config.secret, at.split('/').at(-1) ?? '', Date.now());
  expect((await server.stranger.put(`${own}/sign-in`, { code })).status).toBe(204);
};
/** The tables in which a text stands anywhere. */
const whereIs = (text: string): Promise<string[]> =>
  server.context.db.asOwner(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
        and has_table_privilege(c.oid, 'select')`.execute(tx);
    const found: string[] = [];
    for (const { name: table } of tables) {
      const { rows } = await sql`select from ${sql.raw(table)} t where t::text like ${`%${text}%`} limit 1`.execute(tx);
      if (rows.length > 0) found.push(table);
    }
    return found.sort();
  });

describe('a trainee deletes its own data (B-5.3)', () => {
  test('nothing of it is found in any table; days, results, satisfaction and ledger stay, and its serial holds without a name', async () => {
    const at = await opened();
    const own = await enrol(at, [name, '示例乙']);
    await come(at, own[name] ?? '');
    await come(at, own.示例乙 ?? '');
    expect((await server.stranger.put(`${own[name]}/opinion`, { satisfaction: 4, opinion: words })).status).toBe(204);
    expect((await act(at, 'complete')).status).toBe(200);
    expect((await firm.reporter.post(`${at}/confirmation`, { memberId: firm.id })).status).toBe(204);
    const before = await read(at);
    const certificate = before.trainees.find((one: Body) => one.name === name).certificate;
    const verify = async () =>
      (await server.stranger.get(`/api/public/training-certificates/${certificate.serial}`)).body;
    const verified = await verify();
    expect(verified).toMatchObject({ holder: name, isErased: false });
    const entries = async () => (await here.secretary.get(`${url}/ledgers/employee-training/entries`)).body.items;
    const kept = await entries();
    // The search finds what there is.
    expect(await whereIs(name)).toEqual(['public.training_certificate', 'public.training_trainee']);
    expect(await whereIs(words)).toEqual(['public.training_trainee']);

    expect((await server.stranger.delete(own[name] ?? '')).status).toBe(204);
    expect([await whereIs(name), await whereIs(words)]).toEqual([[], []]);
    expect((await server.stranger.get(own[name] ?? '')).status).toBe(404);
    expect((await server.stranger.delete(own[name] ?? '')).status).toBe(404);
    const after = await read(at);
    const { enrolled, passed, personDays, satisfaction, rated } = before;
    expect(after).toMatchObject({ enrolled, passed, personDays, satisfaction, rated });
    expect([personDays, satisfaction]).toEqual([2, 4]);
    expect(after.trainees[0]).toMatchObject({ name: '', isErased: true, days: [day(0)], opinion: '', state: 'passed' });
    expect(await entries()).toEqual(kept);
    const left = await verify();
    expect(left).toMatchObject({ ...verified, holder: '', isErased: true, lines: [], digest: expect.any(String) });
    expect(left.digest).not.toBe(verified.digest);
    const papers = `${url}/training/certificates/${certificate.id}`;
    expect((await school.reporter.get(`${papers}/certificate.pdf`)).status).toBe(409);
    expect((await school.reporter.post(`${papers}/revocation`, { reason: '信息有误' })).status).toBe(204);
    expect((await server.stranger.get(own.示例乙 ?? '')).body.name).toBe('示例乙');
  });

  test('before it came it gives up its seat; once it came it is counted on, and gets neither marks, link nor certificate', async () => {
    const at = await opened({ seats: 2, passMark: 60 });
    const own = await enrol(at, [name, '示例乙']);
    expect((await server.stranger.delete(own.示例乙 ?? '')).status).toBe(204);
    expect(await read(at)).toMatchObject({ enrolled: 1 });
    await enrol(at, ['示例丙']);
    const first = (await read(at)).trainees[0];
    const score = (version: number) => school.reporter.put(`${at}/trainees/${first.id}`, { version, score: 80 });
    expect((await score(first.version)).status).toBe(200);
    await come(at, own[name] ?? '');
    expect((await server.stranger.delete(own[name] ?? '')).status).toBe(204);
    const { version } = (await read(at)).trainees[0];
    expect((await score(version)).status).toBe(409);
    expect((await school.reporter.post(`${at}/trainees/${first.id}/pass`)).status).toBe(409);
    const unmark = { day: day(0), traineeIds: [first.id], isThere: false };
    expect((await school.reporter.put(`${at}/attendance`, unmark)).body).toEqual({ marked: 0 });
    expect((await act(at, 'complete')).status).toBe(200);
    expect(await read(at)).toMatchObject({ enrolled: 2, passed: 1, personDays: 1 });
    expect((await read(at)).trainees[0]).toMatchObject({ state: 'passed', certificate: null });
    expect(await whereIs(name)).toEqual([]);
  });

  test('nobody else deletes it, and nobody brings it back, not even by the database', async () => {
    const at = await opened();
    const own = await enrol(at, [name, '示例乙']);
    const ids: string[] = (await read(at)).trainees.map(({ id }: Body) => id);
    const set = (id: string | undefined, change: object) =>
      server.context.db.asActor(school.reporter, (tx) =>
        tx
          .updateTable('training_trainee')
          .set(change)
          .where('id', '=', id ?? '')
          .execute(),
      );
    const gone = { name: '', opinion: '', erased_at: new Date() };
    await expect(set(ids[0], { ...gone, pass_hash: null })).rejects.toThrow('deleted by oneself');
    await expect(set(ids[0], { name: '改名' })).rejects.toThrow('each side speaks for itself');
    await server.stranger.delete(own[name] ?? '');
    await expect(set(ids[0], { name: '改名', erased_at: null })).rejects.toThrow('does not come back');
  });
});
