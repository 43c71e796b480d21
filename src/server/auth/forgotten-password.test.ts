import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestMailbox, testMailbox } from '#test/test-receivers.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let mailbox: TestMailbox;

beforeAll(async () => {
  mailbox = await testMailbox();
  const mail = { url: mailbox.url, from: 'lianheti@ceshi.example' };
  server = await testServer({ config: { mail, publicUrl: 'http://ceshi.example' } });
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
});
afterAll(async () => {
  await server.close();
  await mailbox.close();
});

const ask = (email: string) => server.stranger.post('/api/auth/request-password-reset', { email });
const reset = (token: string, newPassword: string) =>
  server.stranger.post('/api/auth/reset-password', { token, newPassword });
const mailsTo = (email: string) => mailbox.mails.filter(({ to }) => to.includes(email));
async function linkTo(email: string): Promise<string> {
  await expect.poll(() => mailsTo(email).length, { timeout: 5000 }).toBeGreaterThan(0);
  return /reset-password\?token=([\w-]+)/.exec(mailsTo(email).at(-1)?.text ?? '')?.[1] ?? '';
}

describe('a forgotten password', () => {
  test('is set anew by a link that is mailed, works once and ends every session and token', async () => {
    const person = await server.join('member-reporter', school.id);
    await server.context.db.accounts
      .updateTable('person')
      .set({ two_factor_enabled: false })
      .where('id', '=', person.personId)
      .execute();
    const order = { name: '教务系统', unitId: school.id, scopes: ['ledger:read'] };
    const { token: kept } = (await person.post('/api/me/tokens', order)).body;
    expect((await ask(person.email.toUpperCase())).status).toBe(200);
    const token = await linkTo(person.email);
    expect((await reset(token, 'weak')).body.type).toBe('urn:lianheti:weak-password');
    expect((await reset(token, 'Xin-Mima-4711')).status).toBe(200);
    expect((await reset(token, 'Xin-Mima-4712')).body.type).toBe('urn:lianheti:link-closed');
    await expect.poll(async () => (await person.get('/api/me')).status, { timeout: 2000 }).toBe(401);
    expect((await testClient(server.address, { authorization: `Bearer ${kept}` }).get('/api/me')).status).toBe(401);
    expect((await (await server.signIn(person.email, 'Xin-Mima-4711')).get('/api/me')).status).toBe(200);
    const events = await server.context.db.asOwner((tx) =>
      tx.selectFrom('audit_event').select('subject').where('action', '=', 'password.reset').execute(),
    );
    expect(events).toEqual([{ subject: person.personId }]);
  });

  test('asked for under an address that nobody has is answered alike, and nobody is flooded with links', async () => {
    const person = await server.join('member-reporter', school.id);
    const known = await ask(person.email);
    const unknown = await ask('nobody@ceshi.example');
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    for (let n = 0; n < 6; n++) await ask(person.email);
    await linkTo(person.email);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(mailsTo(person.email).length).toBeLessThanOrEqual(3);
    expect(mailsTo('nobody@ceshi.example')).toEqual([]);
  });

  test('is the administrator’s matter where no mail is configured, and the sign-in page is told so', async () => {
    expect((await server.stranger.get('/api/public/sign-in')).body.mail).toBe(true);
    const plain = await testServer();
    expect((await plain.stranger.get('/api/public/sign-in')).body.mail).toBe(false);
    expect((await plain.stranger.post('/api/auth/request-password-reset', { email: 'x@ceshi.example' })).status).toBe(
      404,
    );
    await plain.close();
  });
});

describe('an invitation', () => {
  test('is mailed to its address, and the inviter is told whether it was', async () => {
    const order = { email: 'xinren@ceshi.example', role: 'member-reporter', unitId: school.id };
    const made = (await here.secretary.post('/api/invitations', order)).body;
    expect(made.mailed).toBe(true);
    expect(mailsTo('xinren@ceshi.example')[0]?.text).toContain(made.link);
    expect((await here.secretary.post('/api/invitations', { ...order, email: undefined })).body.mailed).toBe(false);
  });
});
