import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { anItem, closeStage, publish } from '#test/published-lists.ts';
import type { TestAnswer } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let draft: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  const items = [anItem(1, { consortiumId: here.consortiumId }), anItem(2)];
  draft = await publish(server.context.db, here.batchId, { kind: 'publicity', items });
  await vi.waitFor(async () => expect((await server.stranger.get(`/public/objections/${draft}`)).status).toBe(200));
});
afterAll(() => server.close());

const right = { text: '园区产值与公报不符（虚构）', name: '虚构提出人', contact: '虚构电话' };

const send = (fields: Record<string, string>, headers: Record<string, string> = {}, to = draft): Promise<TestAnswer> =>
  server.stranger.request('POST', `/public/objections/${to}`, {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

const kept = () => server.context.db.asOwner((tx) => tx.selectFrom('objection').selectAll().orderBy('at').execute());

describe('an objection', () => {
  test('is taken from anybody as it was typed, answered with its number, and the same once more is the one taken', async () => {
    const script = '一、<script>alert(1)</script>\r\n二、=1+1"\'&';
    const fields = { ...right, text: script, consortium: here.consortiumId };
    const taken = await send(fields);
    expect([taken.status, taken.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const [objection, ...others] = await kept();
    expect(others).toEqual([]);
    expect(objection).toMatchObject({
      consortium_id: here.consortiumId,
      text: script.replace('\r\n', '\n'),
      name: right.name,
      contact: right.contact,
    });
    expect(taken.text).toContain(objection?.id);
    for (const told of [right.name, right.contact, '<script>']) expect(taken.text).not.toContain(told);
    expect((await send(fields)).text).toContain(objection?.id);
    expect(await kept()).toHaveLength(1);
  });

  test('with something missing or too long is told so, nothing is kept, and what was typed is still there', async () => {
    const before = (await kept()).length;
    const wrong: readonly [Record<string, string>, string][] = [
      [{ ...right, text: '' }, 'text-fault'],
      [{ ...right, text: '　\t ' }, 'text-fault'],
      [{ ...right, text: '长'.repeat(5001) }, '现为5001字'],
      [{ ...right, name: '' }, 'name-fault'],
      [{ ...right, contact: '长'.repeat(201) }, 'contact-fault'],
      [{ ...right, consortium: crypto.randomUUID() }, 'consortium-fault'],
      [{ ...right, consortium: '<script>' }, 'consortium-fault'],
      [{}, 'text-fault'],
      [{ ...right, homepage: 'http://spam.example' }, '不用填写'],
    ];
    for (const [fields, told] of wrong) {
      const { status, text } = await send(fields);
      expect([told, status]).toEqual([told, 422]);
      expect(text).toContain(told);
      expect(text).not.toContain('<script>');
      if (fields.contact === right.contact) expect(text).toContain(`value="${right.contact}"`);
    }
    expect(await kept()).toHaveLength(before);
  });

  test('of more than a form can hold is refused in words, and so is what is no form', async () => {
    const huge = await send({ ...right, text: '长'.repeat(30_000) });
    expect([huge.status, huge.headers.get('content-type')]).toEqual([413, 'text/html; charset=utf-8']);
    expect(huge.text).toContain('过大');
    const xml = await send(right, { 'content-type': 'text/xml' });
    expect([xml.status, xml.headers.get('content-type')]).toEqual([415, 'text/html; charset=utf-8']);
  });

  test('that another site sends through a visitor’s browser is refused', async () => {
    const before = (await kept()).length;
    const host = new URL(server.address).host;
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: server.address },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ] as Record<string, string>[])
      expect([headers, (await send(right, headers)).status]).toEqual([headers, 403]);
    expect(await kept()).toHaveLength(before);
    expect((await send(right, { origin: `http://${host}` })).status).toBe(201);
    expect((await send(right, { 'sec-fetch-site': 'same-origin', origin: `http://${host}` })).status).toBe(201);
  });

  test('to nothing that may be objected to finds nothing: a notice, an unknown id', async () => {
    const notice = await publish(server.context.db, here.batchId, { kind: 'notice' });
    for (const to of [notice, crypto.randomUUID(), 'x']) {
      expect((await send(right, {}, to)).status).toBe(404);
      expect((await server.stranger.get(`/public/objections/${to}`)).status).toBe(404);
    }
  });

  test('after the close is refused by the database, and page and form say that its days are over', async () => {
    await closeStage(server.context.db, here.batchId, 'publicity', new Date(Date.now() - 1000));
    const late = await send({ ...right, text: '迟到的异议' });
    expect([late.status, late.headers.get('content-type')]).toEqual([409, 'text/html; charset=utf-8']);
    expect(late.text).toContain('不再受理异议');
    const page = await vi.waitFor(async () => {
      const { text } = await server.stranger.get(`/public/objections/${draft}`);
      expect(text).not.toContain('<form');
      return text;
    });
    expect(page).toContain('公示期已经结束');
    expect((await kept()).map(({ text }) => text)).not.toContain('迟到的异议');
  });
});

test('one address may send only so many an hour, and is told in words when to come again', async () => {
  const limited = await testServer({ config: { requestsPerMinute: { person: 1000, address: 1000 } } });
  try {
    const one = await testConsortium(limited);
    const list = await publish(limited.context.db, one.batchId, { kind: 'publicity', items: [anItem(1)] });
    const answers: TestAnswer[] = [];
    for (let n = 0; n < 21; n++)
      answers.push(
        await limited.stranger.request('POST', `/public/objections/${list}`, {
          body: new URLSearchParams({ ...right, text: `第${n}件` }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      );
    expect(answers[19]?.status).toBe(201);
    expect(answers[20]).toMatchObject({ status: 429, text: expect.stringMatching(/请在\d+分钟后重试/) });
    for (let n = 0; n < 30; n++) expect((await limited.stranger.get('/public')).status).toBe(200);
  } finally {
    await limited.close();
  }
});
