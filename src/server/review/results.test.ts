import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testMember } from '#test/test-members.ts';
import {
  admittedApplication,
  assignReader,
  pointIds,
  type TestExpert,
  type TestReading,
  testExpert,
} from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestReading;
let experts: TestExpert[];
let further: TestExpert;
let results: string;
beforeAll(async () => {
  server = await testServer();
  here = await admittedApplication(server, { name: '=HYPERLINK("x")联合体（虚构）' });
  experts = [];
  for (const score of [80, 82, 30]) {
    const expert = await testExpert(server, here.ministryId, `给${score}分的专家（虚构）`);
    await assignReader(server, here, expert);
    const reading = `/api/applications/${here.applicationId}/reading`;
    for (const point of pointIds)
      await expert.put(`${reading}/scores/${point}`, { score, reason: '如实', baseVersion: 0 });
    expect((await expert.post(`${reading}/submission`, {})).status).toBe(204);
    experts.push(expert);
  }
  further = await testExpert(server, here.ministryId, '另一位专家（虚构）');
  await server.context.db.asOwner((tx) =>
    tx
      .insertInto('batch_expert')
      .values(
        [...experts, further].map(({ expertId }) => ({
          batch_id: here.batchId,
          expert_id: expertId,
        })),
      )
      .execute(),
  );
  results = `/api/applications/${here.applicationId}`;
});
afterAll(() => server.close());

const batchResults = async () => (await here.officer.get(`/api/batches/${here.batchId}/results`)).body;

describe('the results of reading (A3-3-01)', () => {
  test('show each reader’s total, the spread, who stands apart and how severe each reader is', async () => {
    const { items, experts: readers, spreadLimit } = await batchResults();
    expect(spreadLimit).toBe(15);
    expect(items).toMatchObject([{ mean: 64, spread: 52, score: 64, needsReader: true, isFinished: true }]);
    const apart = items[0].readers.filter(({ isOutlier }: { isOutlier: boolean }) => isOutlier);
    expect(apart.map(({ name }: { name: string }) => name)).toEqual(['给30分的专家（虚构）']);
    expect(readers[0]).toMatchObject({ name: '给30分的专家（虚构）', severity: -34, finished: 1 });
    const { points } = (await here.officer.get(`${results}/results`)).body;
    expect(points).toHaveLength(25);
    expect(points[0].scores.map(({ isOutlier }: { isOutlier: boolean }) => isOutlier).filter(Boolean)).toHaveLength(1);
  });

  test('the office sets from which spread on another reader is wanted', async () => {
    expect((await here.officer.patch(`/api/batches/${here.batchId}`, { spreadLimit: 60 })).status).toBe(204);
    expect((await batchResults()).items).toMatchObject([{ needsReader: false }]);
    await here.officer.patch(`/api/batches/${here.batchId}`, { spreadLimit: 15 });
  });

  test('a further reader is one without a tie who does not read it yet', async () => {
    const { candidates } = (await here.officer.get(`${results}/results`)).body;
    expect(candidates.map(({ id }: { id: string }) => id)).toEqual([further.expertId]);
    const again = await here.officer.post(`${results}/readers`, { expertId: experts[0]?.expertId, reason: '分差过大' });
    expect(again.status).toBe(422);
    const added = { expertId: further.expertId, reason: '分差过大' };
    expect((await here.officer.post(`${results}/readers`, added)).status).toBe(204);
    expect((await here.officer.post(`${results}/readers`, added)).status).toBe(422);
    expect((await further.get('/api/readings')).body.items).toHaveLength(1);
    expect((await batchResults()).items).toMatchObject([{ isFinished: false, mean: 64 }]);
  });

  test('are exported with scores as numbers, and a name that begins like a formula as text', async () => {
    const { status, text } = await here.officer.get(`/api/batches/${here.batchId}/results.xlsx`);
    expect([status, text.startsWith('PK'), text.includes('<f>')]).toEqual([200, true, false]);
  });

  test('are the office’s alone', async () => {
    const outsiders = [experts[0], here.provincial, here.secretary];
    for (const client of outsiders) {
      expect((await client?.get(`/api/batches/${here.batchId}/results`))?.status).toBe(403);
      expect((await client?.get(`/api/batches/${here.batchId}/results.xlsx`))?.status).toBe(403);
      expect((await client?.get(`${results}/results`))?.status).toBeGreaterThanOrEqual(403);
    }
  });
});

describe('a deduction (A3-3-01)', () => {
  test('is refused without an incident on record', async () => {
    const order = { points: 5, reason: '听说有事故' };
    expect((await here.officer.post(`${results}/deductions`, order)).body.type).toBe('urn:lianheti:incident-missing');
    const entryId = crypto.randomUUID();
    expect((await here.officer.post(`${results}/deductions`, { ...order, entryId })).status).toBe(422);
    expect((await batchResults()).items).toMatchObject([{ deduction: 0 }]);
  });

  test('stands on an entry of the consortium’s ledger of incidents, and on an entry of no other ledger', async () => {
    const member = await testMember(server, here.consortiumId, { name: '示例机电（虚构）' });
    await testMember(server, here.consortiumId, { name: '示例职院（虚构）', category: 'higherVocational' });
    const record = async (kind: string, values: object) =>
      (await member.reporter.post(`/api/consortia/${here.consortiumId}/ledgers/${kind}/entries`, { values })).body;
    const incident = await record('incident', {
      kind: '安全',
      unit: member.name,
      occurredOn: '2022-11-11',
      description: '实训车间起火',
      handling: '已整改',
    });
    const apprenticeship = await record('apprenticeship', {
      school: '示例职院（虚构）',
      enterprise: member.name,
      major: '460101',
      headcount: 30,
      startedOn: '2022-09-01',
      endedOn: '2023-06-30',
    });
    const { incidents } = (await here.officer.get(`${results}/results`)).body;
    expect(incidents).toEqual([{ id: incident.id, text: expect.stringContaining('实训车间起火') }]);
    const order = { points: 3, reason: '安全事故', entryId: incident.id };
    const other = await here.officer.post(`${results}/deductions`, { ...order, entryId: apprenticeship.id });
    expect(other.body.type).toBe('urn:lianheti:incident-missing');
    for (const client of [here.provincial, here.secretary, member.reporter])
      expect((await client.post(`${results}/deductions`, order)).status).toBeGreaterThanOrEqual(403);
    expect((await here.officer.post(`${results}/deductions`, order)).status).toBe(204);
    expect((await batchResults()).items).toMatchObject([{ deduction: 3, mean: 64, score: 61 }]);
    const [deduction] = (await here.officer.get(`${results}/results`)).body.deductions;
    expect(deduction).toMatchObject({ points: 3, entryId: incident.id, document: null });
    const withdrawal = `${results}/deductions/${deduction.id}/withdrawal`;
    expect((await here.officer.post(withdrawal, { reason: '事故不实' })).status).toBe(204);
  });

  test('stands on a document with its number, is taken off the mean, and may be taken back for a reason', async () => {
    const file = () => {
      const form = new FormData();
      form.set('file', new Blob(['通报全文']), '通报.txt');
      return { body: form };
    };
    const query = `points=5.5&reason=${encodeURIComponent('安全事故')}`;
    const path = `${results}/deductions/documented?${query}`;
    expect((await here.officer.request('POST', path, file())).status).toBe(422);
    const numbered = `${path}&reference=${encodeURIComponent('虚构通报〔2022〕1号')}`;
    expect((await here.provincial.request('POST', numbered, file())).status).toBe(403);
    expect((await here.officer.request('POST', numbered, file())).status).toBe(204);
    expect((await batchResults()).items).toMatchObject([{ deduction: 5.5, mean: 64, score: 58.5 }]);
    const { deductions } = (await here.officer.get(`${results}/results`)).body;
    const deduction = deductions.at(-1);
    expect(deduction).toMatchObject({ points: 5.5, document: '通报.txt', reference: '虚构通报〔2022〕1号' });
    expect((await here.officer.get(`${results}/deductions/${deduction.id}/document`)).text).toBe('通报全文');
    const withdrawal = `${results}/deductions/${deduction.id}/withdrawal`;
    expect((await here.officer.post(withdrawal, { reason: '通报已撤销' })).status).toBe(204);
    expect((await batchResults()).items).toMatchObject([{ deduction: 0, score: 64 }]);
    expect((await here.officer.post(withdrawal, { reason: '再次' })).status).toBe(404);
  });
});
