import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestClient, testClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let enterprise: TestMember;
let entries: string;
let form: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
  entries = `/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries`;
  form = `/api/applications/${here.applicationId}`;
});
afterAll(() => server.close());

type Made = { id: string; token: string };
async function make(who: TestClient, unitId: string, scopes = ['ledger:read', 'ledger:write']): Promise<Made> {
  const made = await who.post('/api/me/tokens', { name: '教务系统', unitId, scopes });
  expect(made.status).toBe(201);
  return made.body;
}

/** A client as another system is one: nothing but the token, not even the header of the web app. */
function system({ token }: Made) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const send = async (method: string, path: string, body?: unknown, more: Record<string, string> = {}) => {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const used = body === undefined ? { authorization: headers.authorization } : headers;
    const answer = await fetch(server.address + path, { method, headers: { ...used, ...more }, ...content });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    get: (path: string) => send('GET', path),
    put: (path: string, body: unknown) => send('PUT', path, body),
    post: (path: string, body: unknown, more?: Record<string, string>) => send('POST', path, body, more),
  };
}

const report = (major: string, more: object = {}) => ({
  values: { school: '示例职院', enterprise: '示例机电', major, headcount: 30, startedOn: '2022-09-01', ...more },
});
const storedIds = () =>
  server.context.db.asOwner((tx) => tx.selectFrom('ledger_entry').select('id').execute()).then((rows) => rows.length);

describe('a token for a unit’s own system', () => {
  test('reports and reads entries of that unit, and its use is seen in the list, which never shows it', async () => {
    const made = await make(school.reporter, school.id);
    expect(made.token).toMatch(/^lht_/);
    const answer = await system(made).post(entries, report('460101'));
    expect([answer.status, answer.body.outcome]).toEqual([201, 'added']);
    expect((await system(made).get(entries)).body.total).toBe(1);
    const listed = await school.reporter.get('/api/me/tokens');
    expect(listed.body.items[0]).toMatchObject({
      name: '教务系统',
      unit: { name: '示例职院' },
      lastUsedAt: expect.any(String),
    });
    expect(listed.text).not.toContain(made.token);
    expect((await enterprise.reporter.get('/api/me/tokens')).body.items).toEqual([]);
  });

  test('reaches no route outside its scopes', async () => {
    const reading = system(await make(school.reporter, school.id, ['ledger:read']));
    expect((await reading.post(entries, report('460102'))).body.type).toBe('urn:lianheti:token-scope');
    for (const path of ['/api/me/tokens', '/api/me/sessions', '/api/consortia', form, '/api/units', '/api/search?q=x'])
      expect([path, (await reading.get(path)).status]).toEqual([path, 403]);
    const writing = system(await make(school.reporter, school.id, ['ledger:write']));
    expect((await writing.get(entries)).status).toBe(403);
    expect(
      (await writing.post('/api/me/tokens', { name: '再来', unitId: school.id, scopes: ['ledger:read'] })).status,
    ).toBe(403);
  });

  test('has the roles at its unit alone, though its person reports for two', async () => {
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('role_assignment')
        .values({ person_id: school.reporter.personId, unit_id: enterprise.id, role: 'member-reporter' })
        .execute(),
    );
    const other = await enterprise.reporter.post(
      `/api/consortia/${here.consortiumId}/ledgers/talent-demand-report/entries`,
      {
        values: { title: '企业的报告', publisher: '示例机电', publishedOn: '2022-05-01' },
      },
    );
    expect(other.status).toBe(201);
    expect((await school.reporter.get(`/api/entries/${other.body.id}`)).status).toBe(200);
    const token = await make(school.reporter, school.id);
    expect((await system(token).get(`/api/entries/${other.body.id}`)).status).toBe(404);
    expect((await system(token).post(entries, { ...report('460103'), side: enterprise.id })).status).toBe(422);
    await server.context.db.asOwner((tx) =>
      tx
        .deleteFrom('role_assignment')
        .where('person_id', '=', school.reporter.personId)
        .where('unit_id', '=', enterprise.id)
        .execute(),
    );
  });

  test('cannot be made for a unit in which the person has no role, and is another’s to neither see nor revoke', async () => {
    const stranger = { name: '侵入', unitId: enterprise.id, scopes: ['ledger:read'] };
    expect((await school.reporter.post('/api/me/tokens', stranger)).status).toBe(404);
    const { id } = await make(school.reporter, school.id);
    expect((await enterprise.reporter.delete(`/api/me/tokens/${id}`)).status).toBe(404);
    const officer = await server.join('provincial-officer', here.provinceId);
    expect((await officer.post('/api/me/tokens', { ...stranger, unitId: here.provinceId })).status).toBe(403);
  });

  test('revoked, expired or without its person’s role it answers 401 at once', async () => {
    const revoked = await make(school.reporter, school.id);
    expect((await system(revoked).get(entries)).status).toBe(200);
    expect((await school.reporter.delete(`/api/me/tokens/${revoked.id}`)).status).toBe(204);
    expect((await system(revoked).get(entries)).status).toBe(401);
    expect((await school.reporter.delete(`/api/me/tokens/${revoked.id}`)).status).toBe(404);

    const expired = await make(school.reporter, school.id);
    await server.context.db.asOwner((tx) =>
      tx
        .updateTable('api_token')
        .set({ expires_at: new Date(Date.now() - 1) })
        .where('id', '=', expired.id)
        .execute(),
    );
    expect((await system(expired).post(entries, report('460104'))).status).toBe(401);

    const leaver = await server.join('member-reporter', school.id);
    const left = await make(leaver, school.id);
    await server.context.db.asOwner((tx) =>
      tx.deleteFrom('role_assignment').where('person_id', '=', leaver.personId).execute(),
    );
    expect((await system(left).get(entries)).status).toBe(401);
    expect((await testClient(server.address, { authorization: 'Bearer lht_made-up' }).get(entries)).status).toBe(401);
  });

  test('ends with its person’s sessions when the security administrator ends those', async () => {
    const person = await server.join('member-reporter', school.id);
    const made = await make(person, school.id);
    const security = await server.join('security-administrator', here.ministryId);
    expect((await security.delete(`/api/people/${person.personId}/sessions`)).status).toBe(204);
    expect((await system(made).get(entries)).status).toBe(401);
  });
});

/** Even if the application forgot every check of its own. */
describe('the database alone', () => {
  const call = (text: string, values: readonly unknown[]) => server.context.db.app.query(text, [...values]);

  test('takes a token for a session when entries are written, within its unit and scope, and nowhere else', async () => {
    const { id } = await make(school.reporter, school.id);
    const reading = await make(school.reporter, school.id, ['ledger:read']);
    const speaks = async (session: string, side: string) => {
      const row = {
        id: crypto.randomUUID(),
        base: 1,
        by: school.reporter.personId,
        session,
        side,
        kind: 'x',
        identity: '00',
      };
      const rows = JSON.stringify([row]);
      const { rows: answer } = await call('select write_entries($1, $2, false, $3, null) as missed', [
        here.consortiumId,
        rows,
        'typed',
      ]);
      return answer[0].missed[0].outcome;
    };
    expect(await speaks(id, school.id)).toBe('stale');
    expect(await speaks(id, enterprise.id)).toBe('no-session');
    expect(await speaks(id, 'secretariat')).toBe('no-session');
    expect(await speaks(reading.id, school.id)).toBe('no-session');
  });

  test('never takes a token for a session when a form is answered, a year closed or members reminded', async () => {
    const { id } = await make(here.secretary, here.consortiumId);
    const who = here.secretary.personId;
    const changes = JSON.stringify([{ cell: 'park', value: '侵入', baseVersion: 0 }]);
    const saved = await call('select outcome from save_answers($1, $2, $3, $4, $5)', [
      who,
      id,
      here.applicationId,
      changes,
      'typed',
    ]);
    expect(saved.rows[0].outcome).toBe('no-session');
    const closed = await call('select close_year($1, $2, $3, 2022::smallint, 0, $4, $5) as outcome', [
      who,
      id,
      here.consortiumId,
      '{}',
      'x',
    ]);
    expect(closed.rows[0].outcome).toBe('no-session');
    const reminded = await call('select outcome from send_reminders($1, $2, $3, $4, $5, current_date)', [
      who,
      id,
      here.consortiumId,
      '[]',
      ['app'],
    ]);
    expect(reminded.rows[0].outcome).toBe('no-session');
    const session = (await here.secretary.get('/api/me/sessions')).body.items[0].id;
    const typed = await call('select outcome from save_answers($1, $2, $3, $4, $5)', [
      who,
      session,
      here.applicationId,
      changes,
      'typed',
    ]);
    expect(typed.rows[0].outcome).toBe('saved');
  });

  test('shows nobody the hash of a token', async () => {
    await expect(
      server.context.db.asActor(school.reporter, (tx) => tx.selectFrom('api_token').select('token_hash').execute()),
    ).rejects.toThrow('permission denied');
  });
});

describe('a request with an Idempotency-Key', () => {
  test('sent again, at once or later, is done once and answered alike', async () => {
    const client = system(await make(school.reporter, school.id));
    const key = { 'idempotency-key': crypto.randomUUID() };
    const before = await storedIds();
    const all = await Promise.all(Array.from({ length: 6 }, () => client.post(entries, report('510201'), key)));
    const [first] = all.filter(({ status }) => status === 201);
    expect(all.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const again = await client.post(entries, report('510201'), key);
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([201, first?.body, 'true']);
    expect(await storedIds()).toBe(before + 1);
  });

  test('with another content under the same key is refused', async () => {
    const client = system(await make(school.reporter, school.id));
    const key = { 'idempotency-key': crypto.randomUUID() };
    const reports = entries.replace('entries', 'reports');
    expect((await client.post(reports, { reports: [report('510202')] }, key)).status).toBe(200);
    expect((await client.post(reports, { reports: [report('510203')] }, key)).body.type).toBe(
      'urn:lianheti:key-reused',
    );
    expect((await client.post(entries, report('510202'), key)).status).toBe(422);
    const replayed = await client.post(reports, { reports: [report('510202')] }, key);
    expect([replayed.status, replayed.body.results[0].outcome]).toEqual([200, 'added']);
  });

  test('that was refused may be corrected under the same key; the key of one person says nothing to another', async () => {
    const client = system(await make(school.reporter, school.id));
    const key = { 'idempotency-key': crypto.randomUUID() };
    expect((await client.post(entries, { values: { school: '示例职院' } }, key)).status).toBe(422);
    expect((await client.post(entries, report('510204'), key)).status).toBe(201);
    expect((await enterprise.reporter.post(entries, report('510205'), key)).status).toBe(201);
  });
});
