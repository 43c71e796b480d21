import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { canonicalJson } from '#core/form/canonical-json.ts';
import { publicKeysOf, wrongSignatures } from '#documents/disc/disc-keys.ts';
import { openDiscKeys } from '#server/package/disc-key.ts';
import { acceptedYear, approvedReturn, endRectification, listedConsortia } from '#test/test-acceptance.ts';
import type { TestClient } from '#test/test-client.ts';
import { assignReader, type TestReading, testExpert } from '#test/test-reading.ts';
import { closePublicity, giveReading } from '#test/test-selection.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let all: readonly TestReading[];
let kept: TestReading;
let short: TestReading;
let empty: TestReading;
let officer: TestClient;
let colleague: TestClient;
let provincial: TestClient;
let id: string;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const texts = { summary: '建设进展（虚构）', shortfalls: '两项未达到，已采取措施（虚构）', next: '继续建设（虚构）' };
const order = () => ({
  batchId: kept.batchId,
  title: '首批验收（虚构）',
  year: acceptedYear,
  deadline: inDays(10),
  readers: 1,
  thresholds: { quality: 0 },
});
const own = (one: TestReading, path = '') => `/api/consortia/${one.consortiumId}/acceptance${path}`;
const view = async (one: TestReading, client: TestClient = officer) => (await client.get(own(one))).body.acceptance;
const seen = async (one: TestReading) => ({ batchId: id, version: (await view(one)).version });
const board = async (client: TestClient = officer) => (await client.get(`/api/acceptances/${id}`)).body;
const decide = (one: TestReading, seenVersion: number, outcome: string, reason = '理由（虚构）', more: object = {}) =>
  officer.post(own(one, '/outcomes'), { batchId: id, seen: seenVersion, act: 'decision', outcome, reason, ...more });
const publicity = () =>
  officer.post(`/api/acceptances/${id}/publicity`, { title: '验收公示（虚构）', text: '现予公示。' });
const list = () =>
  officer.post(`/api/acceptances/${id}/list`, {
    title: '验收结果（虚构）',
    number: '示教函〔2024〕1号',
    text: '现予公布。',
    publishedOn: '2024-03-01',
  });
const report = async (one: TestReading) => {
  const saved = await one.secretary.put(own(one, '/texts'), { ...(await seen(one)), texts });
  return one.secretary.post(own(one, '/report'), { batchId: id, version: saved.body.version });
};

/** Statements that a person's board sends; the least of four, since timers ask as well. */
async function countQueries(client: TestClient): Promise<number> {
  const counts: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    await board(client);
    counts.push(spy.mock.calls.filter((call) => !JSON.stringify(call).includes('pg_notify')).length);
    spy.mockRestore();
  }
  return Math.min(...counts);
}

/** The visit before the second look: set, told to the consortium, written on and closed; the outcome waits for it. */
async function visitAgain(): Promise<void> {
  const visit = { batchId: id, seen: 0, day: '2024-05-06', place: '示例市', people: '部级甲', reason: '看整改' };
  const keep = (more: object, client: TestClient = officer) => client.put(own(short, '/look'), { ...visit, ...more });
  const end = (seenEdit: number) => officer.post(own(short, '/look/end'), { batchId: id, seen: seenEdit });
  for (const client of [provincial, short.secretary]) expect((await keep({}, client)).status).toBe(403);
  expect((await keep({})).body).toEqual({ edit: 1 });
  expect(await keep({}, colleague)).toMatchObject({ status: 409, body: { type: 'urn:lianheti:stale', version: 1 } });
  expect((await short.secretary.get('/api/me/notices')).text).toContain('2024-05-06');
  expect((await view(short, short.secretary)).looks).toEqual([]);
  expect((await end(1)).body.type).toBe('urn:lianheti:items-open');
  const body = { batchId: id, seen: 1, act: 'second-look', outcome: 'pass', reason: '已整改（虚构）' };
  expect((await officer.post(own(short, '/outcomes'), body)).body.type).toBe('urn:lianheti:items-open');
  const [look] = (await view(short)).looks;
  const points = look.points.map((point: { id: string }) => ({ id: point.id, outcome: 'settled', note: '到位' }));
  expect((await keep({ seen: 1, points, conclusion: '整改到位（虚构）。' })).body).toEqual({ edit: 2 });
  expect((await end(2)).body).toEqual({ edit: 3 });
  expect((await keep({ seen: 3 })).status).toBe(409);
  expect((await view(short, short.secretary)).looks).toMatchObject([{ conclusion: '整改到位（虚构）。' }]);
}

beforeAll(async () => {
  server = await testServer();
  all = await listedConsortia(server);
  const [first, second, third] = all;
  if (!first || !second || !third) throw new Error('three consortia are listed');
  [kept, short, empty] = [first, second, third];
  ({ officer, provincial } = first);
  colleague = await server.join('ministry-officer', kept.ministryId);
  await approvedReturn(server.context.db, kept, { share: 1 });
  await approvedReturn(server.context.db, short, { share: 0.5, daysLate: 3 });
});
afterAll(() => server.close());

describe('opening an acceptance and reporting (A3-3-05)', () => {
  test('only who runs the batch opens its acceptance, once a year, with its stages in order', async () => {
    expect((await provincial.post('/api/acceptances', order())).status).toBe(403);
    expect((await officer.post('/api/acceptances', { ...order(), closings: { reading: inDays(1) } })).status).toBe(422);
    expect((await officer.post('/api/acceptances', { ...order(), thresholds: { nothing: 1 } })).status).toBe(422);
    const opened = await officer.post('/api/acceptances', order());
    expect(opened.status).toBe(201);
    id = opened.body.id;
    expect(await officer.post('/api/acceptances', order())).toMatchObject({ status: 409 });
    expect((await board()).items.map(({ consortium }: { consortium: string }) => consortium)).toEqual(
      all.map((_, at) => `第${at + 1}联合体（虚构）`),
    );
    expect((await kept.secretary.get('/api/me/notices')).text).toContain('首批验收（虚构）');
  });

  test('an acceptance is no batch to apply in: no list of batches has it, and nobody begins an application there', async () => {
    expect((await officer.get('/api/batches')).text).not.toContain(id);
    const begun = await kept.secretary.post(`/api/batches/${id}/applications`, { consortiumId: kept.consortiumId });
    expect(begun.status).toBe(404);
    expect((await officer.get(`/api/batches/${id}/selection`)).status).toBe(404);
  });

  test('the self-report is filled from approved returns and judged by the thresholds of this acceptance', async () => {
    const one = await view(kept, kept.secretary);
    expect(one.record.commitments.length).toBeGreaterThan(10);
    expect(one.record.commitments.every(({ basis }: { basis: string }) => basis === 'approved')).toBe(true);
    const verdicts = (found: typeof one) =>
      Object.fromEntries(
        found.judgements.map(({ id: each, verdict }: { id: string; verdict: string }) => [each, verdict]),
      );
    expect(verdicts(one)).toMatchObject({ commitments: 'met', returns: 'met', standing: 'met' });
    const other = await view(short);
    expect(verdicts(other)).toMatchObject({ commitments: 'not-met', returns: 'not-met' });
    expect(other.judgements.find(({ id: each }: { id: string }) => each === 'returns').because).toContain('共迟3天');
    expect((await view(empty)).record.returns).toMatchObject([{ sentAt: null, daysLate: null }]);
  });

  test('texts are kept while nobody else was faster; a report without them, or by another, is refused', async () => {
    const at = await seen(kept);
    expect((await kept.secretary.post(own(kept, '/report'), at)).status).toBe(422);
    expect((await provincial.put(own(kept, '/texts'), { ...at, texts })).status).toBe(403);
    expect((await kept.secretary.put(own(kept, '/texts'), { ...at, texts: { other: 'x' } })).status).toBe(422);
    const saved = await kept.secretary.put(own(kept, '/texts'), { ...at, texts });
    expect(saved.status).toBe(200);
    const late = await kept.secretary.put(own(kept, '/texts'), { ...at, texts: { summary: '另一人' } });
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:lianheti:stale', texts } });
  });

  test('a report is sent once, and is what the province and the experts then read', async () => {
    expect((await report(kept)).status).toBe(200);
    expect((await report(short)).status).toBe(200);
    expect((await kept.secretary.post(own(kept, '/report'), await seen(kept))).status).toBe(409);
    const sent = await view(kept, provincial);
    expect(sent).toMatchObject({ state: 'opinion', report: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    const expert = await testExpert(server, kept.ministryId);
    const read = { ...kept, batchId: id, applicationId: sent.applicationId };
    await assignReader(server, read, expert);
    const reading = await expert.get(`/api/applications/${sent.applicationId}/reading`);
    expect(reading.body).toMatchObject({ batch: { id, isAcceptance: true }, revision: 1 });
    expect((await expert.get(own(kept))).body.acceptance.texts[0].text).toBe(texts.summary);
    expect((await expert.get(own(short))).status).toBe(404);
  });

  test('the province says what it thinks once, of its own consortia and of reports that are in', async () => {
    const stranger = await server.join('provincial-officer', await server.addUnit('province', '他省', kept.ministryId));
    const opinion = { supports: true, text: '建议通过（虚构）' };
    expect((await stranger.get(`/api/acceptances/${id}`)).status).toBe(404);
    expect((await stranger.post(own(kept, '/opinion'), { ...(await seen(kept)), ...opinion })).status).toBe(404);
    expect((await provincial.post(own(empty, '/opinion'), { ...(await seen(empty)), ...opinion })).status).toBe(409);
    const at = await seen(kept);
    expect((await provincial.post(own(kept, '/opinion'), { ...at, ...opinion })).status).toBe(200);
    expect((await provincial.post(own(kept, '/opinion'), { ...(await seen(kept)), ...opinion })).status).toBe(409);
    await provincial.post(own(short, '/opinion'), {
      ...(await seen(short)),
      supports: false,
      text: '应当整改（虚构）',
    });
  });

  test('experts’ scores stand on the board of the office and of nobody else', async () => {
    const { applicationId } = await view(short);
    const { expertId } = await testExpert(server, kept.ministryId, '专家乙（虚构）');
    const { personId: assignedBy } = kept.officer;
    const { consortiumId } = short;
    await giveReading(server.context.db, { batchId: id, consortiumId, applicationId, expertId, assignedBy, score: 71 });
    expect((await board()).items[1]).toMatchObject({ score: 71, finished: 1 });
    expect((await board(provincial)).items[1]).toMatchObject({ score: null, readers: 0 });
    expect((await board(short.secretary)).items).toHaveLength(1);
  });

  test('the board asks the database as often for three consortia as for one', async () => {
    expect((await board(provincial)).items).toHaveLength(3);
    expect(await countQueries(provincial)).toBe(await countQueries(short.secretary));
  });
});

describe('outcomes, their publication and what follows', () => {
  test('an outcome without a reason is refused, and of two officers at once one is told what the other decided', async () => {
    expect((await decide(kept, 0, 'pass', ' ')).status).toBe(422);
    expect(
      (
        await provincial.post(own(kept, '/outcomes'), {
          batchId: id,
          seen: 0,
          act: 'decision',
          outcome: 'pass',
          reason: '侵入',
        })
      ).status,
    ).toBe(403);
    const answers = await Promise.all([
      decide(kept, 0, 'pass', '承诺全部完成（虚构）'),
      colleague.post(own(kept, '/outcomes'), {
        batchId: id,
        seen: 0,
        act: 'decision',
        outcome: 'fail',
        reason: '同时的另一结论',
      }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      type: 'urn:lianheti:stale',
      version: 1,
    });
    expect((await decide(kept, 1, 'pass', '承诺全部完成（虚构）')).body).toEqual({ version: 2 });
    expect((await view(kept, kept.secretary)).outcomes).toEqual([]);
  });

  test('nothing is published while one is undecided, and no rectification ends in the past', async () => {
    expect(await publicity()).toMatchObject({
      status: 422,
      body: { type: 'urn:lianheti:outcomes-missing', names: ['第2联合体（虚构）', '第3联合体（虚构）'] },
    });
    expect((await decide(short, 0, 'rectify', '承诺未完成', { dueOn: '2024-01-01' })).status).toBe(422);
    expect((await decide(short, 0, 'rectify', '三项承诺未完成（虚构）')).status).toBe(200);
    expect((await decide(empty, 0, 'fail', '没有报送自评报告（虚构）')).status).toBe(200);
    expect((await list()).status).toBe(409);
  });

  test('the draft is public with its reasons; the list follows its days and the answers to objections', async () => {
    expect((await publicity()).status).toBe(204);
    expect((await publicity()).status).toBe(409);
    const { publicity: draft } = await board();
    const page = await server.stranger.get(`/public/lists/${draft.id}`);
    expect(page.text).toContain('三项承诺未完成（虚构）');
    expect(await list()).toMatchObject({ status: 409, body: { type: 'urn:lianheti:publicity-open' } });
    const objection = { consortiumId: empty.consortiumId, text: '未收到通知', name: '甲', contact: '电话' };
    const { body } = await officer.post(`/api/batches/${id}/objections`, {
      ...objection,
      receivedOn: draft.publishedOn,
    });
    await closePublicity(server.context.db, id);
    expect(await list()).toMatchObject({ status: 409, body: { type: 'urn:lianheti:objections-open' } });
    const answer = { answer: '已通知两次', decision: 'dismissed', shown: true };
    expect((await officer.post(`/api/batches/${id}/objections/${body.id}/answer`, answer)).status).toBe(204);
  });

  test('the outcomes are in force from their day on, in the public register too; the list changes no more', async () => {
    expect((await list()).status).toBe(204);
    expect((await list()).status).toBe(409);
    expect(await decide(kept, 2, 'fail')).toMatchObject({ status: 409 });
    expect((await board()).items.map(({ state }: { state: string }) => state)).toEqual([
      'passed',
      'rectifying',
      'failed',
    ]);
    expect(await standings()).toEqual(['accepted', 'rectifying', 'failed']);
    expect(await closings()).toEqual([1, 0, 1]);
    expect((await view(short, short.secretary)).outcomes).toMatchObject([{ outcome: 'rectify', isPublished: true }]);
    const file = await officer.get(`/api/batches/${id}/publications/list.pdf`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const listed = (await server.stranger.get('/public/consortia')).text;
    expect(listed.match(/第1联合体（虚构）/g)).toHaveLength(1);
    expect((await server.stranger.get(`/public/consortia/${kept.consortiumId}`)).text).toContain(
      '承诺全部完成（虚构）',
    );
  });

  test('a second look waits for the rectification report, which wants evidence and is sent once', async () => {
    const look = (outcome: string) =>
      officer.post(own(short, '/outcomes'), {
        batchId: id,
        seen: 1,
        act: 'second-look',
        outcome,
        reason: '已整改（虚构）',
      });
    expect(await look('pass')).toMatchObject({ status: 409, body: { type: 'urn:lianheti:rectification-open' } });
    const send = async (evidence: readonly string[], client: TestClient = short.secretary) =>
      client.post(own(short, '/rectification'), { ...(await seen(short)), text: '逐项整改（虚构）', evidence });
    expect((await send([])).status).toBe(422);
    expect((await send([crypto.randomUUID()])).status).toBe(422);
    const file = await upload(short.secretary, short.consortiumId, Buffer.from('整改材料（虚构）'), '整改.txt');
    const made = await short.secretary.post(`/api/consortia/${short.consortiumId}/evidence`, { uploadId: file });
    expect((await send([made.body.id], provincial)).status).toBe(403);
    expect((await send([made.body.id])).status).toBe(200);
    expect((await send([made.body.id])).status).toBe(409);
    await visitAgain();
    expect((await look('rectify')).status).toBe(409);
    expect((await look('pass')).body).toEqual({ version: 2 });
    for (const [version, file, mark] of [
      [1, 'look.docx', 'PK'],
      [1, 'letter.pdf', '%PDF'],
      [2, 'letter.docx', 'PK'],
    ]) {
      const url = `${server.address}${own(short, `/acts/${version}/${file}?batch=${id}`)}`;
      const paper = await fetch(url, { headers: short.secretary.headers });
      expect([paper.status, (await paper.text()).startsWith(String(mark))]).toEqual([200, true]);
    }
    expect((await empty.secretary.get(own(short, `/acts/1/look.docx?batch=${id}`))).status).toBe(404);
    expect(await standings()).toEqual(['accepted', 'accepted', 'failed']);
    expect(await closings()).toEqual([1, 1, 1]);
    expect((await view(short, short.secretary)).rectifications).toMatchObject([
      { version: 1, evidence: [{ title: '整改' }] },
    ]);
    expect((await server.stranger.get('/public/lists')).text).toContain('整改复核结果：第2联合体（虚构）');
  });

  test('what was published changes only by a new act, and a rectification that never came fails when its time is over', async () => {
    const appeal = (outcome: string, more: object = {}) => {
      const body = { batchId: id, seen: 1, act: 'appeal', outcome, reason: '申诉成立（虚构）', ...more };
      return officer.post(own(empty, '/outcomes'), body);
    };
    expect((await appeal('fail')).status).toBe(409);
    expect((await appeal('rectify')).status).toBe(422);
    expect((await appeal('rectify', { dueOn: inDays(30).slice(0, 10) })).body).toEqual({ version: 2 });
    const late = { batchId: id, seen: 2, act: 'second-look', outcome: 'fail', reason: '逾期未报送（虚构）' };
    expect((await officer.post(own(empty, '/outcomes'), late)).status).toBe(409);
    await endRectification(server, empty, id);
    expect((await officer.post(own(empty, '/outcomes'), late)).status).toBe(200);
    expect((await view(empty)).outcomes.map(({ act }: { act: string }) => act)).toEqual([
      'decision',
      'appeal',
      'second-look',
    ]);
  });
});

describe('the outcome list as reference (A3-3-06)', () => {
  const hand = (use: string, client: TestClient = officer, provinceId = kept.provinceId) =>
    client.post(`/api/acceptances/${id}/uses`, { use, provinceId, recipient: '财务司（虚构）' });

  test('is handed on for the notice’s uses alone, signed, by the office, and recorded with what it said', async () => {
    expect((await hand('other')).status).toBe(422);
    expect((await hand('double-high', provincial)).status).toBe(403);
    expect((await hand('double-high', officer, crypto.randomUUID())).status).toBe(422);
    const { body } = await hand('quality-funds');
    const record = (await officer.get(`/api/acceptances/${id}/uses/${body.id}/record.json`)).body;
    expect(record.content).toMatchObject({
      use: '现代职业教育质量提升计划资金分配',
      recipient: '财务司（虚构）',
      items: [{ outcome: '通过' }, { outcome: '通过', version: 2 }, { outcome: '不通过', version: 3 }],
    });
    const keys = publicKeysOf(await openDiscKeys(server.context, kept.ministryId));
    expect(wrongSignatures(Buffer.from(canonicalJson(record.content)), record.signatures, keys)).toEqual([]);
    for (const document of ['list.docx', 'list.xlsx'])
      expect((await provincial.get(`/api/acceptances/${id}/uses/${body.id}/${document}`)).status).toBe(200);
    expect((await board(provincial)).handedOn).toMatchObject([{ recipient: '财务司（虚构）', consortia: 3 }]);
    expect((await board(kept.secretary)).handedOn).toEqual([]);
    const { hanging } = (await officer.get(`/api/consortia/${kept.consortiumId}/standing`)).body;
    expect(hanging).toContainEqual({
      kind: 'benefit',
      id: body.id,
      text: expect.stringContaining('现代职业教育质量提升计划资金分配：“首批验收（虚构）”的结果（通过）'),
    });
  });

  test('nothing that was sent, published or handed on can be changed behind the program', async () => {
    for (const statement of [
      "update acceptance_outcome set reason = 'x'",
      'delete from acceptance_use',
      'update acceptance_case set texts = \'{"summary": "x"}\' where reported_at is not null',
    ])
      await expect(server.context.db.asOwner((tx) => sql.raw(statement).execute(tx))).rejects.toThrow(
        /stays|never changed/,
      );
  });
});

/** How many 承诺兑现单 of this acceptance each has. */
async function closings(): Promise<readonly number[]> {
  const rows = await server.context.db.asOwner((tx) =>
    tx.selectFrom('commitment_closing').select('consortium_id').where('acceptance_id', '=', id).execute(),
  );
  return all.map(({ consortiumId }) => rows.filter(({ consortium_id }) => consortium_id === consortiumId).length);
}

/** What each is today in the public register. */
async function standings(): Promise<readonly (string | undefined)[]> {
  const { items } = (await server.stranger.get('/api/public/consortia')).body;
  return all.map(
    ({ consortiumId }) => items.find((item: { consortiumId: string }) => item.consortiumId === consortiumId)?.standing,
  );
}
