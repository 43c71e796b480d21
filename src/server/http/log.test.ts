import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testPassword, testServer } from '#test/test-server.ts';
import { createApp } from './app.ts';
import { openLog } from './log.ts';

let server: TestServer;
let here: TestConsortium;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
});
afterAll(() => server.close());

describe('the log', () => {
  test('tells every request by its route and nothing of any person, form or password', async () => {
    const lines: string[] = [];
    const log = openLog('trace', { write: (line) => lines.push(line) });
    const app = await createApp({ ...server.context, log });
    const send = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
      app.inject({ method, url, headers: { ...here.secretary.headers }, ...(payload ? { payload } : {}) });
    const { email } = here.secretary;
    await send('POST', '/api/auth/sign-in/email', { email, password: testPassword });
    await send('POST', '/api/auth/sign-in/email', { email, password: 'Wrong-Secret-1' });
    await send('POST', `/api/applications/${here.applicationId}/answers`, {
      changes: changesOf(await exampleForm('perfect')),
    });
    await send('GET', `/api/applications/${here.applicationId}`);
    await send('GET', `/api/search?q=${encodeURIComponent('赵甲一')}`);
    await app.close();
    log.error({
      err: Object.assign(new Error('broken'), { detail: `(email)=(${email})`, parameters: [testPassword] }),
    });
    const text = lines.join('');
    expect(lines.length).toBeGreaterThan(5);
    expect(text).toContain('/api/applications/:id/answers');
    for (const secret of [
      email,
      testPassword,
      'Wrong-Secret-1',
      '赵甲一',
      '云泽市',
      here.secretary.personId,
      encodeURIComponent('赵甲一'),
      here.secretary.headers.authorization ?? '',
    ])
      expect(text).not.toContain(secret);
  });
});
