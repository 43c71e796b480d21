import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { beijingToday } from '#server/member/member-row.ts';
import { recordStanding } from '#server/standing/record-standing.ts';
import { aPng } from '#test/evidence-files.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

type Person = TestClient & { personId: string };

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let officer: Person;
let province: Person;
let otherProvince: Person;
const script = '<script>alert(1)</script>套取补助（虚构）';
const today = beijingToday();

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  officer = await server.join('ministry-officer', here.ministryId);
  province = await server.join('provincial-officer', here.provinceId);
  otherProvince = await server.join('provincial-officer', elsewhere.provinceId);
  await server.context.db.asActor(officer, (tx) =>
    recordStanding(tx, officer, {
      consortiumId: here.consortiumId,
      standing: 'cultivated',
      fromDay: '2024-01-01',
      reason: '列入培育名单。',
      cause: { kind: 'list', id: here.batchId },
    }),
  );
});
afterAll(() => server.close());

type File = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** Sends the public form as a browser does. */
function report(fields: Record<string, string>, files: readonly File[] = [], headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ consortium: here.consortiumId, text: script, ...fields }))
    body.set(name, value);
  for (const { name, bytes } of files) body.append('files', new Blob([bytes]), name);
  return server.stranger.request('POST', '/public/reports', { body, headers });
}
const strongs = (text: string) => [...text.matchAll(/class="number"><strong>([^<]*)</g)].map(([, told]) => told ?? '');
const ask = (number: string, secret: string) =>
  server.stranger.request('POST', '/public/reports/answer', {
    body: new URLSearchParams({ number, secret }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const casesOf = async (client: TestClient) => (await client.get('/api/violations')).body.items;
const view = async (client: TestClient, id: string) => (await client.get(`/api/violations/${id}`)).body;
const decision = (more: Record<string, unknown> = {}) => ({
  outcome: 'revocation',
  fromDay: today,
  reason: '经查属实（虚构）。',
  answer: '反映的问题经查属实，已作处理（虚构）。',
  document: '示教函〔2026〕31号',
  ...more,
});

/** A case of the province, investigated and heard: the consortium has answered. */
async function heardCase(): Promise<string> {
  const url = `/api/consortia/${here.consortiumId}/violations`;
  const { id } = (await province.post(url, { origin: 'province', text: '虚构的线索' })).body;
  await province.post(`/api/violations/${id}/notes`, { text: '已现场核查（虚构）' });
  const { version } = await view(province, id);
  await province.post(`/api/violations/${id}/hearings`, { version, question: '请说明补助的使用（虚构）。' });
  const { hearings } = await view(here.secretary, id);
  await here.secretary.post(`/api/violations/${id}/hearings/${hearings[0].id}/answer`, { text: '情况说明（虚构）' });
  return id;
}
const decide = async (client: TestClient, id: string, more: Record<string, unknown> = {}) =>
  client.post(`/api/violations/${id}/decision`, { version: (await view(officer, id)).version, ...decision(more) });
const onDay = async (day: string) => {
  const { items } = (await server.stranger.get(`/api/public/consortia?on=${day}`)).body;
  return items.find(({ consortiumId }: { consortiumId: string }) => consortiumId === here.consortiumId)?.standing;
};

describe('a report of the public (A3-3-07)', () => {
  let number: string;
  let secret: string;

  test('is taken without a name, with its evidence, and keeps nothing of whoever sent it', async () => {
    const form = await server.stranger.get(`/public/reports/new?consortium=${here.consortiumId}`);
    expect(form.text).toContain(`value="${here.consortiumId}" selected`);
    const taken = await report({}, [{ name: '现场.txt', bytes: new Uint8Array(aPng(4, 4)) }]);
    expect([taken.status, taken.headers.get('cache-control')]).toEqual([201, 'no-store']);
    [number = '', secret = ''] = strongs(taken.text);
    expect(number).toMatch(/^WG\d{4}-\d{6}$/);
    const [found] = await casesOf(province);
    expect(found).toMatchObject({ number, origin: 'public', state: 'open' });
    const seen = await view(province, found.id);
    expect(seen.report).toEqual({ text: script, name: '', contact: '', by: null });
    // By its content, not by the name that it came with.
    expect(seen.files).toMatchObject([{ side: 'reporter', name: '现场.png', mediaType: 'image/png' }]);
    const file = await province.get(`/api/violations/${found.id}/files/${seen.files[0].digest}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png']);
    const stored = await server.context.db.asOwner((tx) =>
      sql<{
        all: string;
      }>`select string_agg(r::text || c::text || f::text, ' ') as all from violation_report r, violation_case c,
        violation_file f where c.origin = 'public'`.execute(tx),
    );
    for (const kept of ['127.0.0.1', secret, secret.replaceAll('-', '')])
      expect(stored.rows[0]?.all).not.toContain(kept);
    expect((await province.get('/api/me/notices')).text).toContain(found.id);
    expect((await here.secretary.get('/api/me/notices')).text).not.toContain(found.id);
  });

  test('is read by its number and secret together, and by nobody who has but one of them or guesses', async () => {
    const right = await ask(number.toLowerCase(), ` ${secret.toUpperCase()} `);
    expect([right.status, right.text.includes('待核查')]).toEqual([200, true]);
    for (const [one, other] of [
      [number, ''],
      [number, 'a'.repeat(32)],
      ['WG2026-999999', secret],
      ['', secret],
      [script, script],
    ] as const) {
      const answer = await ask(one, other);
      expect([one, other, answer.status]).toEqual([one, other, 404]);
      expect(answer.text).not.toContain('<script>');
    }
  });

  test('with something missing, too long, false in type or too large is told so, and nothing is kept', async () => {
    const before = (await casesOf(officer)).length;
    const program = new Uint8Array(Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04', 'latin1'));
    const wrong: readonly [Record<string, string>, readonly File[], string][] = [
      [{ text: ' ' }, [], 'text-fault'],
      [{ text: '长'.repeat(5001) }, [], 'text-fault'],
      [{ consortium: 'x' }, [], 'consortium-fault'],
      [{ consortium: elsewhere.consortiumId }, [], 'consortium-fault'],
      [{ name: '长'.repeat(101) }, [], 'name-fault'],
      [{ homepage: 'http://spam.example' }, [], '不用填写'],
      [{}, [{ name: '照片.png', bytes: program }], 'files-fault'],
      [{}, [{ name: '<img src=x>.pdf', bytes: new Uint8Array(Buffer.from('not a pdf\x00')) }], 'files-fault'],
      [{}, [{ name: '大.txt', bytes: new Uint8Array(10 * 2 ** 20 + 1).fill(97) }], '超过10MB'],
    ];
    for (const [fields, files, told] of wrong) {
      const { status, text } = await report(fields, files);
      expect([told, status, text.includes(told)]).toEqual([told, 422, true]);
      expect(text).not.toMatch(/<script>|<img/);
    }
    const six = Array.from({ length: 6 }, (_, at) => ({ name: `${at}.txt`, bytes: new Uint8Array([97 + at]) }));
    expect((await report({}, six)).status).toBe(413);
    expect((await report({}, [], { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await casesOf(officer)).length).toBe(before);
  });

  test('is not a stranger’s to read: another province, the consortium, a member, or no session', async () => {
    const [{ id }] = await casesOf(province);
    const { files } = await view(province, id);
    for (const client of [otherProvince, here.secretary, elsewhere.secretary]) {
      expect(await casesOf(client)).toEqual([]);
      for (const path of ['', `/files/${files[0].digest}`, '/letters/decision.pdf'])
        expect((await client.get(`/api/violations/${id}${path}`)).status).toBe(404);
      expect((await client.post(`/api/violations/${id}/notes`, { text: '侵入' })).status).toBe(404);
      expect((await client.post(`/api/violations/${id}/decision`, { version: 1, ...decision() })).status).toBe(404);
    }
    expect((await server.stranger.get(`/api/violations/${id}`)).status).toBe(401);
  });

  test('is answered where nothing is found: the reporter reads why, the consortium never hears of it', async () => {
    const [{ id }] = await casesOf(province);
    await province.post(`/api/violations/${id}/notes`, { text: '未发现问题（虚构）' });
    const dismissed = await decide(province, id, { outcome: 'dismissed', answer: '经查不属实（虚构）。' });
    expect(dismissed.status).toBe(204);
    expect((await ask(number, secret)).text).toContain('经查不属实（虚构）。');
    expect((await here.secretary.get(`/api/violations/${id}`)).status).toBe(404);
    expect(await onDay(today)).toBe('cultivated');
  });
});

describe('a case (A3-3-07)', () => {
  test('is decided only after the consortium was heard, which sees the question and neither the report nor the notes', async () => {
    const url = `/api/consortia/${here.consortiumId}/violations`;
    expect((await otherProvince.post(url, { origin: 'audit', text: '侵入' })).status).toBe(404);
    expect((await here.secretary.post(url, { origin: 'audit', text: '侵入' })).status).toBe(403);
    const { id } = (await province.post(url, { origin: 'audit', text: '审计发现（虚构）' })).body;
    expect((await decide(officer, id)).status).toBe(409);
    await province.post(`/api/violations/${id}/notes`, { text: '内部核查记录（虚构）' });
    const { version } = await view(province, id);
    const question = { version, question: '请说明（虚构）。' };
    expect((await province.post(`/api/violations/${id}/hearings`, { ...question, dueOn: today })).status).toBe(422);
    expect((await province.post(`/api/violations/${id}/hearings`, { ...question, version: 99 })).status).toBe(409);
    expect((await province.post(`/api/violations/${id}/hearings`, question)).status).toBe(204);
    expect((await decide(officer, id)).body.type).toBe('urn:lianheti:not-heard');
    const seen = await view(here.secretary, id);
    expect(seen).toMatchObject({ report: null, notes: [], answer: null, can: { answer: true, sanction: false } });
    expect(JSON.stringify(seen)).not.toContain('内部核查');
    const answerUrl = `/api/violations/${id}/hearings/${seen.hearings[0].id}/answer`;
    expect((await province.post(answerUrl, { text: '代答' })).status).toBe(403);
    expect((await here.secretary.post(answerUrl, { text: '情况说明（虚构）' })).status).toBe(204);
    expect((await here.secretary.post(answerUrl, { text: '改口' })).status).toBe(409);
    // A standing is the ministry's to decide.
    expect((await decide(province, id, { outcome: 'rectification', until: '2099-01-01' })).status).toBe(403);
    expect((await decide(officer, id, { outcome: 'rectification' })).body.fields).toEqual(['until']);
    expect((await decide(officer, id, { outcome: 'suspension', until: today })).status).toBe(422);
    expect((await decide(officer, id, { outcome: 'nothing' })).status).toBe(422);
    const suspended = {
      outcome: 'suspension',
      fromDay: '2025-03-01',
      until: '2025-04-01',
      reason: `${script}，暂停。`,
    };
    expect((await decide(officer, id, suspended)).status).toBe(204);
    await vi.waitFor(async () => expect(await onDay('2025-03-31')).toBe('suspended'));
    expect([await onDay('2025-02-28'), await onDay('2025-04-01')]).toEqual(['cultivated', 'cultivated']);
    const history = (await server.stranger.get(`/public/register/${here.consortiumId}`)).text;
    expect(history).toContain('套取补助');
    expect(history).not.toContain('<script>alert');
  });

  test('is decided once, by two at once too, with whom it was told to and what was withdrawn on record, and a letter', async () => {
    const id = await heardCase();
    const { version } = await view(officer, id);
    const both = await Promise.all(
      [officer, officer].map((client) => client.post(`/api/violations/${id}/decision`, { version, ...decision() })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await decide(officer, id, { outcome: 'dismissed' })).body.type).toBe('urn:lianheti:action-not-possible');
    expect((await province.post(`/api/violations/${id}/notes`, { text: '补记' })).status).toBe(409);
    const seen = await view(here.secretary, id);
    expect(seen.decision).toMatchObject({ label: '取消资格', standing: 'revoked', fromDay: today });
    expect(seen.decision.withdrawn.map(({ text }: { text: string }) => text)).toEqual(['培育单位资格', '相关政策支持']);
    expect(seen.decision.told).toContainEqual({ role: 'secretariat', unit: '测试联合体', people: 1 });
    expect(seen.decision.appealUntil > today).toBe(true);
    expect((await here.secretary.get('/api/me/notices')).text).toContain('取消资格');
    const letter = await fetch(`${server.address}/api/violations/${id}/letters/decision.docx`, {
      headers: officer.headers,
    });
    const text = strFromU8(
      unzipSync(new Uint8Array(await letter.arrayBuffer()))['word/document.xml'] ?? new Uint8Array(),
    );
    for (const told of ['作出取消资格处理的决定', '示教函〔2026〕31号', '相关政策支持', '提出申诉', '测试部'])
      expect(text).toContain(told);
    const pdf = await here.secretary.get(`/api/violations/${id}/letters/decision.pdf`);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    await vi.waitFor(async () => expect(await onDay(today)).toBe('revoked'));
  });

  test('revokes nobody twice', async () => {
    const id = await heardCase();
    expect((await decide(officer, id)).body.type).toBe('urn:lianheti:standing-ended');
    expect((await view(officer, id)).state).toBe('hearing');
    expect((await decide(province, id, { outcome: 'dismissed' })).status).toBe(204);
  });

  test('is appealed against once, within its days; upheld, what stood before stands again from the same day', async () => {
    const revoked = (await casesOf(here.secretary)).map(({ id }: { id: string }) => view(here.secretary, id));
    const { id } = (await Promise.all(revoked)).find(({ decision: made }) => made?.standing === 'revoked');
    const appeal = (client: TestClient) => client.post(`/api/violations/${id}/appeal`, { text: '请求复核（虚构）' });
    const settle = (client: TestClient) =>
      client.post(`/api/violations/${id}/appeal/decision`, { outcome: 'upheld', reason: '原决定依据不足（虚构）。' });
    expect((await settle(officer)).status).toBe(409);
    expect((await appeal(province)).status).toBe(403);
    expect((await appeal(here.secretary)).status).toBe(204);
    expect((await appeal(here.secretary)).status).toBe(409);
    expect((await settle(province)).status).toBe(403);
    expect((await settle(officer)).status).toBe(204);
    expect((await settle(officer)).status).toBe(409);
    await vi.waitFor(async () => expect(await onDay(today)).toBe('cultivated'));
    const { events } = (await here.secretary.get(`/api/consortia/${here.consortiumId}/standing`)).body;
    expect(events.at(-2)).toMatchObject({ standing: 'revoked' });
    expect(events.at(-1)).toMatchObject({ standing: 'cultivated', from: today, cause: { kind: 'appeal', id } });
  });

  test('whose days for an appeal are over takes none', async () => {
    const id = await heardCase();
    await decide(officer, id, { outcome: 'rectification', until: '2099-01-01' });
    // Whatever the program does a decision is never changed; what moves here is the day on which it was made.
    await server.context.db.asOwner(async (tx) => {
      await sql`alter table violation_decision disable trigger violation_decision_kept`.execute(tx);
      await sql`update violation_decision set appeal_until = '2020-01-01' where case_id = ${id}::uuid`.execute(tx);
      await sql`alter table violation_decision enable trigger violation_decision_kept`.execute(tx);
    });
    const late = await here.secretary.post(`/api/violations/${id}/appeal`, { text: '迟到的申诉' });
    expect(late.body).toMatchObject({ type: 'urn:lianheti:appeal-over', until: '2020-01-01' });
    expect((await view(here.secretary, id)).can.appeal).toBe(false);
  });

  test('takes evidence of either side by its content, each its own', async () => {
    const id = await heardCase();
    const send = (client: TestClient, bytes: Uint8Array<ArrayBuffer>) => {
      const body = new FormData();
      body.set('file', new Blob([bytes]), '证据.pdf');
      return client.request('POST', `/api/violations/${id}/files`, { body });
    };
    const [own, theirs] = [new Uint8Array(aPng(3, 3, 10)), new Uint8Array(aPng(3, 3, 20))];
    expect((await send(here.secretary, own)).status).toBe(201);
    expect((await send(province, theirs)).status).toBe(201);
    expect((await send(here.secretary, new Uint8Array(Buffer.from('MZ\x00')))).status).toBe(422);
    expect((await send(otherProvince, own)).status).toBe(404);
    expect((await view(province, id)).files.map(({ side }: { side: string }) => side)).toEqual([
      'consortium',
      'office',
    ]);
    const seen = (await view(here.secretary, id)).files;
    expect(seen.map(({ side }: { side: string }) => side)).toEqual(['consortium']);
  });
});

test('one address may send and ask only so much an hour, and is told when to come again', async () => {
  const limited = await testServer({ config: { requestsPerMinute: { person: 1000, address: 1000 } } });
  try {
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1) {
      const body = new FormData();
      body.set('text', `第${n}件`);
      statuses.push((await limited.stranger.request('POST', '/public/reports', { body })).status);
    }
    expect(statuses.slice(9)).toEqual([422, 429]);
    const guess = () =>
      limited.stranger.request('POST', '/public/reports/answer', {
        body: new URLSearchParams({ number: 'WG2026-000001', secret: crypto.randomUUID() }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    for (let n = 0; n < 60; n += 1) await guess();
    expect(await guess()).toMatchObject({ status: 429, text: expect.stringMatching(/请在\d+分钟后重试/) });
  } finally {
    await limited.close();
  }
});
