import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let identity: Server;
let issuer: string;

/** A real OpenID provider in which any account exists: its id is the address that is typed there. */
beforeAll(async () => {
  identity = createServer();
  await new Promise<void>((resolve) => identity.listen(0, '127.0.0.1', resolve));
  const address = identity.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  startIdentity();
  server = await testServer({
    config: {
      publicUrl: 'http://lianheti.test',
      oidc: {
        id: 'school',
        label: '校园统一认证',
        discoveryUrl: `${issuer}/.well-known/openid-configuration`,
        clientId: 'lianheti',
        clientSecret: 'a-secret-for-tests',
        hasSecondFactor: false,
      },
    },
  });
  here = await testConsortium(server);
});
afterAll(async () => {
  await server.close();
  identity.close();
});

function startIdentity(): void {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'lianheti',
        client_secret: 'a-secret-for-tests',
        redirect_uris: ['http://lianheti.test/api/auth/callback/school'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unverified'), name: '统一认证的人' }),
    }),
    pkce: { required: () => true },
  });
  identity.on('request', provider.callback());
}

/** Goes through the provider's own sign-in and consent pages as a browser would, and comes back. */
async function signInThere(login: string) {
  const started = await server.stranger.post('/api/auth/sign-in/oauth2', { providerId: 'school', callbackURL: '/' });
  expect(started.status).toBe(200);
  const cookies = new Map<string, string>();
  let at = String(started.body.url);
  for (let step = 0; step < 12 && at.startsWith(issuer); step++) {
    const page = await visit(at, cookies);
    at = page.location ?? (await submitPage(page.text, at, login, cookies));
  }
  const back = new URL(at);
  return server.stranger.get(back.pathname + back.search, undefined, { cookie: started.cookie });
}

async function submitPage(html: string, from: string, login: string, cookies: Map<string, string>): Promise<string> {
  const action = /action="([^"]+)"/.exec(html)?.[1] ?? '';
  const prompt = /name="prompt" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const page = await visit(
    new URL(action, from).href,
    cookies,
    new URLSearchParams({ prompt, login, password: 'any' }),
  );
  return page.location ?? '';
}

async function visit(url: string, cookies: Map<string, string>, form?: URLSearchParams) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(form ? { method: 'POST', body: form } : {}),
  });
  for (const line of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
    cookies.set(name, value);
  }
  const location = response.headers.get('location');
  return { text: await response.text(), location: location === null ? undefined : new URL(location, url).href };
}

describe('single sign-on by OpenID Connect', () => {
  test('is offered on the sign-in page by its configured name', async () => {
    const { body } = await server.stranger.get('/api/public/sign-in');
    expect(body.oidc).toEqual([{ id: 'school', label: '校园统一认证' }]);
    expect(body.accounts).toEqual([]);
  });

  test('signs in who was invited under the same verified address', async () => {
    const answer = await signInThere(here.secretary.email);
    expect(answer.status).toBe(302);
    const me = await testClient(server.address, { cookie: answer.cookie }).get('/api/me');
    expect(me.body).toMatchObject({ id: here.secretary.personId, email: here.secretary.email });
  });

  test('does not sign in, nor make an account for, who was never invited', async () => {
    const answer = await signInThere('stranger@elsewhere.example');
    expect(answer.cookie).not.toMatch(/session_token=./);
    const person = await server.context.db.accounts
      .selectFrom('person')
      .select('id')
      .where('email', '=', 'stranger@elsewhere.example')
      .executeTakeFirst();
    expect(person).toBeUndefined();
  });

  test('does not sign in an address that the provider has not verified', async () => {
    const email = 'unverified@ceshi.example';
    const { personId } = await server.join('secretariat', here.consortiumId);
    await server.context.db.accounts.updateTable('person').set({ email }).where('id', '=', personId).execute();
    expect((await signInThere(email)).cookie).not.toMatch(/session_token=./);
  });

  test('does not let an officer round the second factor', async () => {
    const officer = await server.join('provincial-officer', here.provinceId);
    const answer = await signInThere(officer.email);
    expect(answer.headers.get('location')).toBe('/sign-in?failed=second-factor');
    expect(answer.cookie).not.toMatch(/session_token=./);
  });

  test('a callback that nobody asked for opens nothing', async () => {
    const answer = await server.stranger.get('/api/auth/callback/school?code=x&state=y');
    expect(answer.cookie).not.toMatch(/session_token=./);
  });
});
