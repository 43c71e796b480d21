import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testPassword, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let count = 0;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
});
afterAll(() => server.close());

async function invite(more: object = {}) {
  const made = await here.secretary.post('/api/invitations', {
    role: 'lead-school',
    unitId: here.consortiumId,
    ...more,
  });
  expect(made.status).toBe(201);
  return { ...made.body, token: String(made.body.link).split('/').at(-1) };
}

const newcomer = () => {
  count += 1;
  return { name: '新人', email: `new${count}@ceshi.example`, password: 'Xinren-2023!x' };
};

const accept = (token: string, body: object) =>
  server.stranger.post(`/api/public/invitations/${token}/acceptance`, body);

describe('an invitation by link', () => {
  test('makes an account with its role, once', async () => {
    const { token } = await invite();
    const shown = await server.stranger.get(`/api/public/invitations/${token}`);
    expect(shown.body).toMatchObject({ unit: '测试联合体', role: 'lead-school', roleLabel: '牵头学校' });
    const person = newcomer();
    expect((await accept(token, person)).status).toBe(201);
    const session = await server.signIn(person.email, person.password);
    expect((await session.get('/api/me')).body.roles).toMatchObject([
      { role: 'lead-school', unit: { id: here.consortiumId } },
    ]);
    expect((await accept(token, newcomer())).body.type).toBe('urn:lianheti:invitation-closed');
    expect((await server.stranger.get(`/api/public/invitations/${token}`)).status).toBe(404);
  });

  test('used by many at the same moment makes one account', async () => {
    const { token } = await invite();
    const tries = await Promise.all(Array.from({ length: 6 }, () => accept(token, newcomer())));
    expect(tries.filter(({ status }) => status === 201)).toHaveLength(1);
    const people = await server.context.db.accounts
      .selectFrom('person')
      .select('email')
      .where('email', 'like', 'new%')
      .execute();
    expect(people.filter(({ email }) => Number(/\d+/.exec(email)?.[0]) > count - 6)).toHaveLength(1);
  });

  test('expires, and a made-up one is answered in the same words', async () => {
    const { token } = await invite();
    await asSuperuser(server.superuser, (client) =>
      client.query("update invitation set expires_at = now() - interval '1 second'"),
    );
    const expired = await accept(token, newcomer());
    const madeUp = await accept('made-up', newcomer());
    expect([expired.status, expired.text]).toEqual([madeUp.status, madeUp.text]);
  });

  test('is kept as a hash: who reads the database cannot use it', async () => {
    const { token } = await invite();
    const rows = await asSuperuser(server.superuser, (client) => client.query('select * from invitation'));
    expect(JSON.stringify(rows.rows)).not.toContain(token);
  });

  test('needs an acceptable password, and one for an address is for that address', async () => {
    const { token } = await invite({ email: 'Named@ceshi.example' });
    expect((await accept(token, { ...newcomer(), password: 'password' })).status).toBe(422);
    expect((await accept(token, newcomer())).body.fields).toEqual(['email']);
    expect((await accept(token, { ...newcomer(), email: 'named@ceshi.example', password: 'password' })).body.type).toBe(
      'urn:lianheti:weak-password',
    );
    expect((await accept(token, { ...newcomer(), email: 'named@ceshi.example' })).status).toBe(201);
  });

  test('who has an account gains the role by its password, and nobody else can take the account over', async () => {
    const existing = await server.join('lead-enterprise', here.consortiumId);
    const { token } = await invite();
    const refused = await accept(token, { name: '冒名', email: existing.email, password: 'Maoming-2023!' });
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:lianheti:email-taken']);
    expect((await accept(token, { name: '本人', email: existing.email, password: testPassword })).status).toBe(201);
    await expect
      .poll(async () => (await existing.get('/api/me')).body.roles.map((one: { role: string }) => one.role))
      .toEqual(['lead-enterprise', 'lead-school']);
  });

  test('cannot give what the inviter may not give, nor elsewhere than in its unit', async () => {
    const other = await server.addUnit('consortium', '他联合体', here.provinceId);
    const cases: [object, number][] = [
      [{ role: 'provincial-officer', unitId: here.provinceId }, 403],
      [{ role: 'security-administrator', unitId: here.consortiumId }, 403],
      [{ role: 'lead-school', unitId: other }, 404],
      [{ role: 'lead-school', unitId: here.provinceId }, 422],
      [{ role: 'emperor', unitId: here.consortiumId }, 422],
      [{ role: 'member-reporter', unitId: here.consortiumId }, 422],
    ];
    for (const [body, status] of cases) {
      const answer = await here.secretary.post('/api/invitations', body);
      expect([body, answer.status]).toEqual([body, status]);
    }
  });
});
