import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testPassword, testServer } from '#test/test-server.ts';
import { totpCode } from '#test/totp-code.ts';

let server: TestServer;
let here: TestConsortium;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
});
afterAll(() => server.close());

async function officer() {
  const client = await server.join('provincial-officer', here.provinceId);
  await server.context.db.accounts
    .updateTable('person')
    .set({ two_factor_enabled: false })
    .where('id', '=', client.personId)
    .execute();
  return client.email;
}

function secretOf(totpUri: string): string {
  return new URL(totpUri).searchParams.get('secret') ?? '';
}

function codeOf(totpUri: string): string {
  return totpCode(secretOf(totpUri));
}

async function enrol(email: string) {
  const session = await server.signIn(email);
  const { totpURI } = (await session.post('/api/auth/two-factor/enable', { password: testPassword })).body;
  const verified = await session.post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI) });
  expect(verified.status).toBe(200);
  return { totpURI, session: testClient(server.address, { cookie: verified.cookie }) };
}

describe('the second factor', () => {
  test('an officer without it can do nothing but set it up; with it, everything', async () => {
    const email = await officer();
    const session = await server.signIn(email);
    expect((await session.get('/api/me')).body.twoFactor).toEqual({ enabled: false, required: true });
    for (const path of ['/api/consortia', '/api/units', `/api/applications/${here.applicationId}`, '/api/search?q=a'])
      expect((await session.get(path)).body.type).toBe('urn:lianheti:second-factor-required');
    const enrolled = await enrol(email);
    await expect.poll(async () => (await enrolled.session.get('/api/consortia')).status).toBe(200);
    expect((await enrolled.session.get('/api/me')).body.twoFactor).toEqual({ enabled: true, required: true });
  });

  test('once set up, the password alone opens nothing; password and code do; a wrong code does not', async () => {
    const email = await officer();
    const { totpURI } = await enrol(email);
    const half = await server.stranger.post('/api/auth/sign-in/email', { email, password: testPassword });
    expect(half.body.twoFactorRedirect).toBe(true);
    const waiting = testClient(server.address, { cookie: half.cookie });
    expect((await waiting.get('/api/me')).status).toBe(401);
    const wrong = await waiting.post('/api/auth/two-factor/verify-totp', { code: '000000' });
    expect([wrong.status, wrong.body.type]).toEqual([401, 'urn:lianheti:code-wrong']);
    const right = await waiting.post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI) });
    expect(right.status).toBe(200);
    expect((await testClient(server.address, { cookie: right.cookie }).get('/api/consortia')).status).toBe(200);
  });

  test('codes cannot be tried without end', async () => {
    const email = await officer();
    const { totpURI } = await enrol(email);
    const half = await server.stranger.post('/api/auth/sign-in/email', { email, password: testPassword });
    const waiting = testClient(server.address, { cookie: half.cookie });
    for (let n = 0; n < 6; n++) await waiting.post('/api/auth/two-factor/verify-totp', { code: '000000' });
    expect((await waiting.post('/api/auth/two-factor/verify-totp', { code: codeOf(totpURI) })).status).toBe(401);
  });

  test('a code is kept from the database’s readers: the secret is stored encrypted', async () => {
    const { totpURI } = await enrol(await officer());
    const secret = secretOf(totpURI);
    const rows = await server.context.db.accounts.selectFrom('auth_two_factor').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('secretaries may do without', async () => {
    expect((await here.secretary.get('/api/consortia')).status).toBe(200);
  });
});
