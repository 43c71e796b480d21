import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import {
  admittedApplication,
  assignReader,
  pointIds,
  type TestExpert,
  type TestReading,
  testExpert,
} from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestReading;
let elsewhere: TestReading;
let expert: TestExpert;
let reading: string;
const secret = '园区里的秘密甲乙丙';

beforeAll(async () => {
  server = await testServer();
  here = await admittedApplication(server, { name: '此处联合体（虚构）' });
  elsewhere = await admittedApplication(server, {
    name: '别处联合体（虚构）',
    ministryId: here.ministryId,
    more: { features: secret },
  });
  expert = await testExpert(server, here.ministryId, '甲专家（虚构）');
  await assignReader(server, here, expert);
  reading = `/api/applications/${here.applicationId}/reading`;
});
afterAll(() => server.close());

const score = (client: TestClient, point: string, value: number | null, baseVersion = 0, reason = '') =>
  client.put(`${reading}/scores/${point}`, { score: value, reason, baseVersion });

/** Closes the reading stage, or opens it again. */
const closeStage = (at: Date) =>
  server.context.db.asOwner((tx) =>
    tx
      .updateTable('batch_stage')
      .set({ closes_at: at })
      .where('batch_id', '=', here.batchId)
      .where('stage', '=', 'reading')
      .execute(),
  );

describe('an expert (A3-3-01)', () => {
  test('finds what it reads: points, figures by year beside the ledgers, texts, and until when', async () => {
    const { items } = (await expert.get('/api/readings')).body;
    expect(items).toMatchObject([{ consortium: '此处联合体（虚构）', scored: 0, points: 25, isOpen: true }]);
    const { body } = await expert.get(reading);
    expect(body.points).toHaveLength(26);
    expect(body.points.filter(({ isScored }: { isScored: boolean }) => isScored)).toHaveLength(25);
    const majors = body.figures.find(({ id }: { id: string }) => id === 'coBuiltMajors');
    expect(majors.years.map(({ year }: { year: number }) => year)).toEqual([2022, 2023]);
    expect(body.texts.some(({ cell }: { cell: string }) => cell === 'features')).toBe(true);
    const pdf = await expert.get(`${reading}/form.pdf`);
    expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  test('sees evidence that is marked to a point, and no other', async () => {
    const path = `/api/consortia/${here.consortiumId}/evidence`;
    const make = async (name: string, points: string[]) => {
      const uploadId = await upload(here.secretary, here.consortiumId, Buffer.from(name), `${name}.txt`);
      expect((await here.secretary.post(path, { uploadId, points })).status).toBe(201);
      return uploadId;
    };
    const marked = await make('章程', ['2.3']);
    const unmarked = await make('未标注', []);
    const { evidence } = (await expert.get(reading)).body;
    expect(evidence).toMatchObject([{ id: marked, points: ['2.3'] }]);
    expect((await expert.get(`/api/evidence/${marked}/file`)).text).toBe('章程');
    expect((await expert.get(`/api/evidence/${unmarked}/file`)).status).toBe(404);
  });

  test('finds nothing of an application that it does not read, by whatever way it asks', async () => {
    const other = elsewhere.applicationId;
    const paths = [
      `/api/applications/${other}/reading`,
      `/api/applications/${other}/reading/form.pdf`,
      `/api/applications/${other}`,
      `/api/applications/${other}/verification`,
      `/api/applications/${other}/revisions/1`,
      `/api/applications/${other}/form.pdf`,
      `/api/applications/${other}/inquiries`,
      `/api/consortia/${elsewhere.consortiumId}/figures`,
      `/api/consortia/${elsewhere.consortiumId}/evidence`,
    ];
    for (const path of paths) expect([path, (await expert.get(path)).status]).toEqual([path, 404]);
    for (const path of [
      '/api/consortia',
      '/api/units',
      '/api/readings',
      `/api/search?q=${encodeURIComponent('联合体')}`,
      `/api/batches/${here.batchId}/summary.xlsx`,
      `/api/batches/${here.batchId}/questions`,
    ]) {
      const { text } = await expert.get(path);
      for (const told of [secret, elsewhere.applicationId, elsewhere.consortiumId, '别处联合体'])
        expect([path, text.includes(told)]).toEqual([path, false]);
    }
    const put = await expert.put(`/api/applications/${other}/reading/scores/1.1`, {
      score: 90,
      reason: '',
      baseVersion: 0,
    });
    expect([put.status, put.text.includes('别处')]).toEqual([404, false]);
  });

  test('reads the frozen form and not the form itself: it shows nobody there that it reads', async () => {
    const form = `/api/applications/${here.applicationId}`;
    for (const path of [form, `${form}/history/park`, `${form}/verification`, `${form}/revisions`])
      expect([path, (await expert.get(path)).status]).toEqual([path, 404]);
    expect((await expert.put(`${form}/presence`, { cell: 'park' })).status).toBe(404);
  });
});

test('a list of readings, and the results of a batch, ask the database as often for more of them', async () => {
  const reader = await testExpert(server, here.ministryId, '丙专家（虚构）');
  await assignReader(server, here, reader);
  const results = `/api/batches/${here.batchId}/results`;
  const one = [await queriesOf(reader, '/api/readings'), await queriesOf(here.officer, results)];
  await assignReader(server, elsewhere, reader);
  await assignReader(server, here, await testExpert(server, here.ministryId, '丁专家（虚构）'));
  expect((await reader.get('/api/readings')).body.items).toHaveLength(2);
  expect([await queriesOf(reader, '/api/readings'), await queriesOf(here.officer, results)]).toEqual(one);
});

describe('scoring', () => {
  test('saves each point as it is typed, with its reason; a second window learns what stands there', async () => {
    expect((await score(expert, '1.1', 87.5, 0, '产业基础扎实')).body).toEqual({ version: 1 });
    const late = await score(expert, '1.1', 60, 0);
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      type: 'urn:lianheti:stale',
      current: { score: 87.5, reason: '产业基础扎实', version: 1 },
    });
    expect((await score(expert, '1.1', 88, 1)).body).toEqual({ version: 2 });
    expect((await expert.get('/api/readings')).body.items).toMatchObject([{ scored: 1 }]);
  });

  test('of two windows that save at the same moment one is told', async () => {
    const both = await Promise.all([score(expert, '1.2', 70), score(expert, '1.2', 80)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('refuses in words what is no score, and a score for what experts do not score', async () => {
    for (const wrong of [-1, 100.1, 1000, 80.25]) {
      const { status, body } = await score(expert, '1.3', wrong);
      expect([status, body.detail]).toEqual([422, '分数须在0至100之间，最多一位小数。']);
    }
    expect((await score(expert, '7', 10)).body.detail).toBe('这一观测点不由专家评分，可以写明意见。');
    expect((await score(expert, '7', null, 0, '未见违规')).status).toBe(200);
    expect((await score(expert, '9.9', 10)).status).toBe(422);
  });

  test('is handed in only whole, then stays until the ministry gives it back for a reason', async () => {
    const early = await expert.post(`${reading}/submission`, {});
    expect(early.status).toBe(422);
    expect(early.body.fields).toContain('3.1');
    for (const point of pointIds.slice(2)) expect((await score(expert, point, 80)).status).toBe(200);
    expect((await expert.post(`${reading}/submission`, {})).status).toBe(204);
    expect((await expert.get(reading)).body).toMatchObject({ canChange: false, revision: 1 });
    expect((await score(expert, '1.1', 10, 2)).body.type).toBe('urn:lianheti:reading-submitted');
    expect((await expert.post(`${reading}/submission`, {})).status).toBe(409);

    const unlocking = `/api/applications/${here.applicationId}/readers/${expert.expertId}/unlocking`;
    for (const client of [expert, here.provincial, here.secretary])
      expect((await client.post(unlocking, { reason: '侵入' })).status).toBe(404);
    expect((await here.officer.post(unlocking, { reason: '专家申请更正' })).status).toBe(204);
    expect((await score(expert, '1.1', 90, 2)).status).toBe(200);
  });

  test('hand in and save at the same moment never leave a score changed after it was handed in', async () => {
    const [saved, handedIn] = await Promise.all([
      score(expert, '1.1', 91, 3),
      expert.post(`${reading}/submission`, {}),
    ]);
    expect(handedIn.status).toBe(204);
    const now = (await expert.get(reading)).body.points[0].score;
    expect(now).toBe(saved.status === 200 ? 91 : 90);
    await here.officer.post(`/api/applications/${here.applicationId}/readers/${expert.expertId}/unlocking`, {
      reason: '更正',
    });
  });
});

describe('private notes', () => {
  test('are the reader’s alone: the office finds scores and no notes, not even by SQL', async () => {
    const text = '私下的想法丁戊己';
    expect((await expert.put(`${reading}/notes/1.1`, { text, baseVersion: 0 })).body).toEqual({ version: 1 });
    expect((await expert.put(`${reading}/notes/1.1`, { text: '迟到', baseVersion: 0 })).status).toBe(409);
    const notes = (actor: { personId: string }) =>
      server.context.db.asActor(actor, (tx) => tx.selectFrom('reading_note').selectAll().execute());
    expect(await notes(expert)).toMatchObject([{ text }]);
    const colleague = await testExpert(server, here.ministryId, '乙专家（虚构）');
    await assignReader(server, here, colleague);
    for (const actor of [colleague, here.officer, here.provincial, here.secretary])
      expect(await notes(actor)).toEqual([]);
    // Not even an office that makes the expert's place in the directory its own.
    await server.context.db.asActor(here.officer, (tx) =>
      tx.updateTable('expert').set({ person_id: here.officer.personId }).where('id', '=', expert.expertId).execute(),
    );
    expect(await notes(here.officer)).toEqual([]);
    await server.context.db.asOwner((tx) =>
      tx.updateTable('expert').set({ person_id: expert.personId }).where('id', '=', expert.expertId).execute(),
    );
    const seen = await here.officer.get(`/api/batches/${here.batchId}/results`);
    expect(seen.text).not.toContain(text);
  });
});

describe('questions', () => {
  test('reach the secretariat in the ministry’s words, and all readers once the answer is released; who asked is never told', async () => {
    const question = { id: crypto.randomUUID(), point: '2.1', text: '我是甲专家，请问理事会何时成立？' };
    expect((await expert.post(`${reading}/questions`, question)).status).toBe(204);
    const inquiries = `/api/applications/${here.applicationId}/inquiries`;
    expect((await here.secretary.get(inquiries)).body.items).toEqual([]);
    expect((await here.officer.get(`/api/batches/${here.batchId}/questions`)).body.items).toMatchObject([
      { expert: '甲专家（虚构）', text: question.text, inquiryId: null },
    ]);
    const sent = { questionId: question.id, text: '请说明理事会成立时间。' };
    expect((await here.secretary.post(inquiries, sent)).status).toBe(404);
    expect((await here.officer.post(inquiries, sent)).status).toBe(204);
    expect((await here.officer.post(inquiries, sent)).status).toBe(409);

    const asked = await here.secretary.get(inquiries);
    expect(asked.body.items).toMatchObject([{ text: sent.text, canAnswer: true, answer: null }]);
    for (const told of ['甲专家', expert.expertId, expert.personId, expert.email])
      expect([told, asked.text.includes(told)]).toEqual([told, false]);
    const { id } = asked.body.items[0];
    expect((await here.officer.post(`${inquiries}/${id}/release`, {})).status).toBe(409);
    expect((await here.secretary.put(`${inquiries}/${id}/answer`, { text: '2021年3月。' })).status).toBe(204);
    expect((await expert.get(reading)).body.inquiries).toEqual([]);
    expect((await here.officer.post(`${inquiries}/${id}/release`, {})).status).toBe(204);
    expect((await expert.get(reading)).body.inquiries).toMatchObject([{ text: sent.text, answer: '2021年3月。' }]);
    expect((await here.secretary.put(`${inquiries}/${id}/answer`, { text: '改口' })).status).toBe(409);
  });

  test('are told of as they go on and as they are answered, and nothing then says who reads', async () => {
    const question = { id: crypto.randomUUID(), text: '我是甲专家，请问经费几何？' };
    await expert.post(`${reading}/questions`, question);
    const inquiries = `/api/applications/${here.applicationId}/inquiries`;
    const sent = { questionId: question.id, text: '请说明本年度经费。' };
    expect((await here.officer.post(inquiries, sent)).status).toBe(204);
    const asked = await here.secretary.get('/api/me/notices');
    expect(asked.body.items[0]).toMatchObject({
      text: `请答复审阅中对此处联合体（虚构）的问题：${sent.text}`,
      link: `/applications/${here.applicationId}/inquiries`,
    });
    for (const told of ['甲专家', expert.expertId, expert.personId, question.text])
      expect([told, asked.text.includes(told)]).toEqual([told, false]);
    const { items } = (await here.secretary.get(inquiries)).body;
    const { id } = items.find((each: { text: string }) => each.text === sent.text);
    expect((await here.secretary.put(`${inquiries}/${id}/answer`, { text: '500万元。' })).status).toBe(204);
    expect((await here.officer.get('/api/me/notices')).body.items[0]).toMatchObject({
      text: '此处联合体（虚构）答复了转去的问题：500万元。',
      link: `/batches/${here.batchId}/questions`,
    });
    expect((await here.provincial.get('/api/me/notices')).text).not.toContain('500万元');
    expect((await expert.get('/api/me/notices')).text).not.toContain('500万元');
  });

  test('may be answered by the ministry itself', async () => {
    const question = { id: crypto.randomUUID(), text: '权重从何而来？' };
    await expert.post(`${reading}/questions`, question);
    const inquiry = { questionId: question.id, text: question.text, answer: '由本批次设定。' };
    await here.officer.post(`/api/applications/${here.applicationId}/inquiries`, inquiry);
    const released = (await expert.get(reading)).body.inquiries;
    expect(released).toContainEqual(expect.objectContaining({ answer: '由本批次设定。', isApplicants: false }));
    const { text } = await here.secretary.get(`/api/applications/${here.applicationId}/inquiries`);
    expect(text).not.toContain(question.text);
    expect((await here.secretary.get('/api/me/notices')).text).not.toContain(question.text);
  });

  test('nothing in the applicant’s own records says who reads or asked', async () => {
    const auditor = await server.join('auditor', here.consortiumId);
    const { text } = await auditor.get('/api/audit');
    for (const told of ['甲专家', expert.expertId, expert.personId])
      expect([told, text.includes(told)]).toEqual([told, false]);
    const seen = await server.context.db.asActor(here.secretary, (tx) =>
      sql<{ n: number }>`select (select count(*) from reader) + (select count(*) from reading_question)
        + (select count(*) from reading_score) + (select count(*) from expert) as n`.execute(tx),
    );
    expect(seen.rows).toEqual([{ n: 0 }]);
  });
});

describe('the end of a reading', () => {
  test('after the stage closed nothing more is read or scored, and that is said in words', async () => {
    await closeStage(new Date(Date.now() - 1000));
    expect((await expert.get(reading)).body.type).toBe('urn:lianheti:stage-closed');
    expect((await score(expert, '1.4', 50, 1)).body.type).toBe('urn:lianheti:stage-closed');
    const { items } = (await expert.get('/api/readings')).body;
    expect(items).toMatchObject([{ isOpen: false, consortium: null }]);
    const alone = await server.context.db.asActor(expert, (tx) => tx.selectFrom('revision').select('number').execute());
    expect(alone).toEqual([]);
    await closeStage(new Date(Date.now() + 3_600_000));
    expect((await expert.get(reading)).status).toBe(200);
  });

  test('whoever is removed has no access from that moment on', async () => {
    await server.context.db.asActor(here.officer, (tx) =>
      tx
        .updateTable('reader')
        .set({ removed_at: new Date(), removed_reason: '回避' })
        .where('expert_id', '=', expert.expertId)
        .execute(),
    );
    for (const path of [reading, `${reading}/form.pdf`, `/api/consortia/${here.consortiumId}/figures`])
      expect([path, (await expert.get(path)).status]).toEqual([path, 404]);
    expect((await score(expert, '1.4', 50, 1)).status).toBe(404);
    expect((await expert.get('/api/readings')).body.items).toEqual([]);
    for (const table of ['reading_score', 'reading_note', 'revision', 'evidence'] as const) {
      const rows = await server.context.db.asActor(expert, (tx) =>
        tx.selectFrom(table).select('consortium_id').execute(),
      );
      expect([table, rows]).toEqual([table, []]);
    }
  });
});
