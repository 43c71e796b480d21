import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { refusalStatuses } from './refusal-codes.ts';
import { refusalTexts } from './refusal-texts.ts';

let server: TestServer;
let here: TestConsortium;
beforeAll(async () => {
  server = await testServer({ config: { requestsPerMinute: { person: 60, address: 200 } } });
  here = await testConsortium(server);
});
afterAll(() => server.close());

describe('the interface', () => {
  test('describes itself as OpenAPI 3.1, every route with a summary in Chinese and a page to read', async () => {
    const { body } = await server.stranger.get('/api/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    const operations = Object.entries<Record<string, { summary?: string }>>(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => [method, path, summary]),
    );
    expect(operations.length).toBeGreaterThan(35);
    for (const operation of operations)
      expect(operation).toEqual([operation[0], operation[1], expect.stringMatching(/\p{Script=Han}|SSE|Prometheus/u)]);
    const page = await server.stranger.get('/api/docs/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });

  test('answers every refusal as a problem document with a Chinese title', async () => {
    for (const code of Object.keys(refusalStatuses))
      expect(refusalTexts).toHaveProperty(code, expect.stringMatching(/\p{Script=Han}.*。$/u));
    const answers = [
      await server.stranger.get('/api/consortia'),
      await here.secretary.get('/api/nowhere'),
      await here.secretary.get('/api/applications/not-an-id'),
      await here.secretary.request('PUT', `/api/applications/${here.applicationId}/answers/park`, {
        body: '{"value":',
        headers: { 'content-type': 'application/json' },
      }),
      await here.secretary.request('PUT', `/api/applications/${here.applicationId}/answers/park`, {
        body: '<a/>',
        headers: { 'content-type': 'text/xml' },
      }),
      await here.secretary.put(`/api/applications/${here.applicationId}/answers/park`, {
        value: 'x',
        baseVersion: 'one',
      }),
      await here.secretary.put(`/api/applications/${here.applicationId}/answers/park`, {
        value: 'x'.repeat(300_000),
        baseVersion: 0,
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 404, 400, 415, 422, 413]);
    for (const { headers, body, status } of answers) {
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body).toMatchObject({
        type: expect.stringMatching(/^urn:lianheti:/),
        title: expect.stringMatching(/\p{Script=Han}/u),
        status,
      });
    }
    expect(answers[5]?.body.fields).toEqual(['baseVersion']);
  });

  test('sends security headers that let no foreign script run', async () => {
    const { headers } = await server.stranger.get('/api/public/sign-in');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('tells a monitor that it lives, is ready, and how it fares, without a person in it', async () => {
    expect((await server.stranger.get('/health/live')).body).toEqual({ status: 'live' });
    expect((await server.stranger.get('/health/ready')).body).toEqual({ status: 'ready' });
    const metrics = (await server.stranger.get('/metrics')).text;
    expect(metrics).toContain('lianheti_http_request_seconds_bucket');
    expect(metrics).not.toContain(here.applicationId);
    expect(metrics).not.toContain('ceshi.example');
  });

  test('names of things that JavaScript itself knows are fields like any other', async () => {
    for (const body of [
      '{"__proto__":{"value":1},"baseVersion":0}',
      '{"constructor":{"prototype":{}},"value":1,"baseVersion":0}',
    ]) {
      const answer = await here.secretary.request('PUT', `/api/applications/${here.applicationId}/answers/park`, {
        body,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
  });

  test('SQL and HTML in every text field of every form are kept or refused as text, and never run', async () => {
    const hostile = `'); drop table person; --<img src=x onerror=alert(1)>"\u0000\u202e`;
    const system = await server.join('system-administrator', here.ministryId);
    const unit = await system.post('/api/units', { name: hostile, kind: 'province', parentId: here.ministryId });
    expect(unit.status).toBe(201);
    const units = (await system.get('/api/units')).body.items;
    expect(units.find((one: { id: string }) => one.id === unit.body.id).name).toBe(hostile.replace('\u0000', ''));
    const asked = [
      await here.secretary.get(`/api/search?q=${encodeURIComponent(hostile)}`),
      await here.secretary.put(`/api/applications/${here.applicationId}/presence`, { cell: hostile }),
      await here.secretary.get(`/api/applications/${here.applicationId}/history/${encodeURIComponent(hostile)}`),
      await here.secretary.post(
        `/api/applications/${here.applicationId}/submission`,
        { reasons: { [hostile]: hostile }, sequence: 0 },
        { 'idempotency-key': 'x' },
      ),
      await server.stranger.post('/api/auth/sign-in/email', { email: hostile, password: hostile }),
      await server.stranger.get(`/api/public/invitations/${encodeURIComponent(hostile)}`),
      await system.post('/api/invitations', { role: hostile, unitId: here.provinceId }),
      await here.secretary.post(`/api/applications/${here.applicationId}/return`, {
        text: hostile,
        remarks: [{ cell: hostile, text: hostile }],
      }),
      await here.secretary.get(`/api/audit?cursor=${encodeURIComponent(hostile)}`),
      await here.secretary.get(`/api/packs/${encodeURIComponent(hostile)}`),
    ];
    expect(asked.map(({ status }) => status < 500)).toEqual(asked.map(() => true));
    for (const { headers } of asked) expect(headers.get('content-type') ?? 'json').toContain('json');
  });
});

describe('too many requests', () => {
  test('of one person are held back in words, and other people go on', async () => {
    const busy = await server.join('secretariat', here.consortiumId);
    const answers = [];
    for (let n = 0; n < 62; n++) answers.push(await busy.get('/api/me'));
    expect(answers.at(-1)).toMatchObject({
      status: 429,
      body: { type: 'urn:lianheti:too-many-requests', detail: expect.stringContaining('后重试') },
    });
    const calm = await server.join('secretariat', here.consortiumId);
    expect((await calm.get('/api/me')).status).toBe(200);
  });
});
