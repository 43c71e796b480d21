import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptedYear, listedConsortia } from '#test/test-acceptance.ts';
import { pointIds, type TestExpert, type TestReading, testExpert } from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestReading;
let batch: string;
let application: string;
const experts: TestExpert[] = [];

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const own = (path = '') => `/api/consortia/${here.consortiumId}/acceptance${path}`;
const caseOf = async () => (await here.officer.get(own())).body.acceptance;
const idOf = (url: string) => url.split('/').at(-1) ?? '';

/** The first of three listed consortia has sent its self-report, and its province has said what it thinks. */
beforeAll(async () => {
  server = await testServer();
  const [first] = await listedConsortia(server);
  if (!first) throw new Error('three consortia are listed');
  here = first;
  const order = { batchId: here.batchId, title: '首批验收（虚构）', year: acceptedYear, deadline: inDays(10) };
  const { body } = await here.officer.post('/api/acceptances', { ...order, readers: 2, thresholds: {} });
  batch = `/api/batches/${body.id}`;
  const texts = { summary: '进展（虚构）', shortfalls: '不足（虚构）', next: '计划（虚构）' };
  const saved = await here.secretary.put(own('/texts'), { batchId: body.id, version: 0, texts });
  const sent = await here.secretary.post(own('/report'), { batchId: body.id, version: saved.body.version });
  const opinion = { supports: true, text: '建议通过（虚构）' };
  await here.provincial.post(own('/opinion'), { batchId: body.id, version: sent.body.version, ...opinion });
  application = `/api/applications/${(await caseOf()).applicationId}`;
  for (const name of ['甲', '乙', '丙']) experts.push(await testExpert(server, here.ministryId, `专家${name}（虚构）`));
}, 60_000);
afterAll(() => server.close());

describe('an acceptance goes through the review of a batch (A3-3-05)', () => {
  test('experts are drawn by a seed that was promised before, and say that they take part', async () => {
    const ids = experts.map(({ expertId }) => expertId);
    expect((await here.officer.post(`${batch}/experts`, { expertIds: ids })).body).toEqual({ added: 3 });
    const committed = await here.officer.post(`${batch}/draws`, { strata: [{ field: '', count: 2 }] });
    expect(committed.status).toBe(201);
    expect((await here.officer.post(`${batch}/draws/1/result`)).status).toBe(204);
    const drawn = (await here.officer.get(`${batch}/draws/1`)).body.drawn;
    expect(drawn).toHaveLength(2);
    for (const expert of experts) {
      const { items } = (await expert.get('/api/me/expert-invitations')).body;
      for (const { version } of items) {
        const answer = { answer: 'accepted', reason: '', load: 5, version };
        expect((await expert.put(`${batch}/participation`, answer)).status).toBe(200);
      }
    }
  });

  test('they are assigned as an optimum, read the self-report and hand their scores in', async () => {
    const assignment = async () => (await here.officer.get(`${batch}/assignment`)).body;
    const { version } = await assignment();
    const asked = await here.officer.post(`${batch}/assignment/solution`, { version, fixed: [], forbidden: [] });
    expect(asked.status).toBe(202);
    await expect.poll(async () => (await assignment()).state, { timeout: 30_000, interval: 200 }).not.toBe('solving');
    const solved = await assignment();
    expect(solved.applications).toMatchObject([{ proposed: [{}, {}] }]);
    expect((await here.officer.post(`${batch}/assignment/acceptance`, { version: solved.version })).body.added).toBe(2);
    const readers = [];
    for (const expert of experts) if ((await expert.get(`${application}/reading`)).status === 200) readers.push(expert);
    expect(readers).toHaveLength(2);
    for (const [at, reader] of readers.entries()) {
      for (const point of pointIds) {
        const score = { score: 80 + at, reason: '与台账一致（虚构）', baseVersion: 0 };
        expect((await reader.put(`${application}/reading/scores/${point}`, score)).status).toBe(200);
      }
      expect((await reader.post(`${application}/reading/submission`)).status).toBe(204);
    }
    const board = (await here.officer.get(`/api/acceptances/${idOf(batch)}`)).body;
    const item = board.items.find(({ consortiumId }: { consortiumId: string }) => consortiumId === here.consortiumId);
    expect(item).toMatchObject({ readers: 2, finished: 2, visit: 'none' });
  });

  test('it is visited: whom, by whom, when, what was found, and the report as a paper of the acceptance', async () => {
    const visit = `${application}/visit`;
    const order = { how: 'manual', reason: '核对学徒名册（虚构）', city: '测试市' };
    const { version } = (await here.officer.put(visit, order)).body;
    const people = experts.slice(0, 1).map(({ personId }) => personId);
    expect((await here.officer.put(`${visit}/team`, { people, version })).status).toBe(200);
    const planned = await here.officer.post(`${batch}/visits/plan`, { days: ['2024-02-01'], perDay: 2 });
    expect(planned.body).toEqual({ planned: 1 });
    const [visitor] = experts;
    expect((await visitor?.post(`${visit}/points`, { text: '实训设备是否到位（虚构）' }))?.status).toBe(204);
    const seen = (await visitor?.get(visit))?.body;
    for (const point of seen.points) {
      const judged = { outcome: 'settled', note: '已核对（虚构）', version: point.version };
      expect((await visitor?.put(`${visit}/points/${point.id}`, judged))?.status).toBe(200);
    }
    const now = (await visitor?.get(visit))?.body;
    const text = '情况属实（虚构）。';
    const saved = (await visitor?.put(`${visit}/conclusion`, { text, version: now.version }))?.body;
    expect((await visitor?.post(`${visit}/end`, { version: saved.version }))?.status).toBe(200);
    const paper = await fetch(`${server.address}${visit}/report.docx`, { headers: here.officer.headers });
    expect(paper.status).toBe(200);
    const board = (await here.officer.get(`/api/acceptances/${idOf(batch)}`)).body;
    expect(board.items.map(({ visit: each }: { visit: string }) => each)).toContain('ended');
  });

  test('its outcome is then decided with its reason', async () => {
    const decision = { batchId: idOf(batch), seen: 0, act: 'decision', outcome: 'pass', reason: '达到标准（虚构）' };
    expect((await here.officer.post(own('/outcomes'), decision)).body).toEqual({ version: 1 });
    expect(await caseOf()).toMatchObject({ state: 'review', outcomes: [{ label: '通过', isPublished: false }] });
    // A draft is nobody's paper yet.
    expect((await here.officer.get(own(`/acts/1/letter.docx?batch=${idOf(batch)}`))).status).toBe(404);
  });
});
