import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testPassword, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
});
afterAll(() => server.close());

const signIn = (email: string, password: string) =>
  server.stranger.post('/api/auth/sign-in/email', { email, password });

/** A person without a second factor, as secretaries are. */
async function person() {
  const client = await server.join('secretariat', here.consortiumId);
  await server.context.db.accounts
    .updateTable('person')
    .set({ two_factor_enabled: false })
    .where('id', '=', client.personId)
    .execute();
  return client;
}

const events = (action: string) =>
  asSuperuser(server.superuser, async (client) => {
    const found = await client.query('select subject from audit_event where action = $1', [action]);
    return found.rows.map((row) => row.subject);
  });

describe('signing in', () => {
  test('gives a session in a cookie that scripts and other sites cannot use', async () => {
    const { email, personId } = await person();
    const answer = await signIn(email, testPassword);
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().join()).toMatch(/HttpOnly; SameSite=Lax/);
    const me = await testClient(server.address, { cookie: answer.cookie }).get('/api/me');
    expect(me.body).toMatchObject({ id: personId, email, roles: [{ role: 'secretariat', label: '秘书处' }] });
    expect(await events('signed-in')).toContain(personId);
  });

  test('a wrong password, an unknown account and a locked account are answered in the same words', async () => {
    const { email } = await person();
    const wrong = await signIn(email, 'wrong');
    const unknown = await signIn('nobody@ceshi.example', 'wrong');
    for (let n = 0; n < 5; n++) await signIn(email, 'wrong');
    const locked = await signIn(email, testPassword);
    expect([wrong.status, unknown.status, locked.status]).toEqual([401, 401, 401]);
    expect(new Set([wrong.text, unknown.text, locked.text]).size).toBe(1);
  });

  test('five failures lock the account with a security event; the security administrator unlocks it', async () => {
    const { email, personId } = await person();
    for (let n = 0; n < 5; n++) await signIn(email.toUpperCase(), `wrong ${n}`);
    expect((await signIn(email, testPassword)).status).toBe(401);
    expect((await events('account.locked')).filter((subject) => subject === personId)).toHaveLength(1);

    const security = await server.join('security-administrator', here.ministryId);
    const listed = (await security.get('/api/people')).body.items.find((one: { id: string }) => one.id === personId);
    expect(listed.lockedUntil).toEqual(expect.any(String));
    expect(listed.email).toMatch(/^p\*\*\*@/);
    expect((await security.post(`/api/people/${personId}/unlock`)).status).toBe(204);
    expect((await signIn(email, testPassword)).status).toBe(200);
  });

  test('failures at the same moment are all counted', async () => {
    const { email } = await person();
    await Promise.all(Array.from({ length: 8 }, () => signIn(email, 'wrong')));
    expect((await signIn(email, testPassword)).status).toBe(401);
  });

  test('the lock ends by itself after a quarter of an hour', async () => {
    const { email } = await person();
    for (let n = 0; n < 5; n++) await signIn(email, 'wrong');
    await asSuperuser(server.superuser, (client) =>
      client.query("update sign_in_failure set at = at - interval '16 minutes' where email = $1", [email]),
    );
    expect((await signIn(email, testPassword)).status).toBe(200);
  });

  test('nobody signs up, and of the account library only what is meant to be open is open', async () => {
    const paths = [
      'sign-up/email',
      'update-user',
      'delete-user',
      'change-email',
      'list-sessions',
      'two-factor/disable',
      'two-factor/send-otp',
      'reset-password',
      'set-password',
      'link-social',
      'unlink-account',
    ];
    for (const path of paths) {
      const answer = await here.secretary.post(`/api/auth/${path}`, {
        email: 'x@ceshi.example',
        name: 'x',
        password: testPassword,
      });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect((await here.secretary.get('/api/auth/get-session')).status).toBe(404);
  });
});

describe('sessions', () => {
  test('are listed, can be ended, and are dead the moment they are', async () => {
    const { email } = await person();
    const [one, two] = await Promise.all([server.signIn(email), server.signIn(email)]);
    const { items } = (await one.get('/api/me/sessions')).body;
    expect(items.length).toBeGreaterThanOrEqual(2);
    expect((await two.get('/api/me')).status).toBe(200);
    const other = (await two.get('/api/me/sessions')).body.items.find((item: { current: boolean }) => item.current);
    expect((await one.delete(`/api/me/sessions/${other.id}`)).status).toBe(204);
    await expect.poll(async () => (await two.get('/api/me')).status, { timeout: 2000, interval: 20 }).toBe(401);
    expect((await one.get('/api/me')).status).toBe(200);
  });

  test('of somebody else cannot be ended, except by the security administrator over that person', async () => {
    const victim = await person();
    const session = (await victim.get('/api/me/sessions')).body.items[0];
    expect((await here.secretary.delete(`/api/me/sessions/${session.id}`)).status).toBe(404);
    const security = await server.join('security-administrator', here.provinceId);
    expect((await security.delete(`/api/people/${victim.personId}/sessions`)).status).toBe(204);
    await expect.poll(async () => (await victim.get('/api/me')).status, { timeout: 2000, interval: 20 }).toBe(401);
  });

  test('a save with a session that has just ended is refused, even before any process has heard of the end', async () => {
    const victim = await person();
    const path = `/api/applications/${here.applicationId}/answers/park`;
    await victim.get('/api/me');
    await asSuperuser(server.superuser, (client) =>
      client.query(
        "alter table auth_session disable trigger user; delete from auth_session where user_id = '" +
          victim.personId +
          "'; alter table auth_session enable trigger user",
      ),
    );
    expect((await victim.put(path, { value: '晚到', baseVersion: 0 })).status).toBe(401);
  });

  test('a role that is taken away is gone at once', async () => {
    const victim = await person();
    const form = `/api/applications/${here.applicationId}`;
    expect((await victim.get(form)).status).toBe(200);
    await server.context.db.asOwner((tx) =>
      tx.deleteFrom('role_assignment').where('person_id', '=', victim.personId).execute(),
    );
    expect((await victim.get(form)).status).toBe(404);
    expect((await victim.put(`${form}/answers/park`, { value: '晚到', baseVersion: 0 })).status).toBe(404);
    await expect
      .poll(async () => (await victim.get('/api/me')).body.roles, { timeout: 2000, interval: 20 })
      .toEqual([]);
  });

  test('end everywhere else when the password changes, and a weak new password is refused', async () => {
    const { email } = await person();
    const [one, two] = await Promise.all([server.signIn(email), server.signIn(email)]);
    for (const newPassword of ['short1!A', 'alllowercase123', 'Password123!', 'Aaaaaaaaaa11!!']) {
      const refused = await one.post('/api/auth/change-password', { currentPassword: testPassword, newPassword });
      expect([newPassword, refused.status, refused.body.type]).toEqual([
        newPassword,
        422,
        'urn:lianheti:weak-password',
      ]);
    }
    const newPassword = 'Xin-Mima-4711';
    expect((await one.post('/api/auth/change-password', { currentPassword: 'wrong', newPassword })).body.type).toBe(
      'urn:lianheti:password-wrong',
    );
    expect((await one.post('/api/auth/change-password', { currentPassword: testPassword, newPassword })).status).toBe(
      200,
    );
    await expect.poll(async () => (await two.get('/api/me')).status, { timeout: 2000, interval: 20 }).toBe(401);
    expect((await signIn(email, newPassword)).status).toBe(200);
  });
});
