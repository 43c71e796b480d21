import { afterAll, beforeAll, expect, test } from 'vitest';
import { admit, admittedApplication, assignReader, type TestReading, testExpert } from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

const copied = '以龙头企业真实产线为课堂，学徒第一年轮岗、第二年定岗、第三年顶岗，师傅带教有津贴。';

let server: TestServer;
let here: TestReading;
let other: TestReading;
beforeAll(async () => {
  server = await testServer();
  here = await admittedApplication(server, { more: { features: `此地有港口。${copied}港口因此兴旺。` } });
  const consortiumId = await server.addUnit('consortium', '抄写联合体（虚构）', here.provinceId);
  const secretary = await server.join('secretariat', consortiumId);
  const begun = await secretary.post(`/api/batches/${here.batchId}/applications`, { consortiumId });
  other = { ...here, consortiumId, secretary, applicationId: begun.body.id };
  await admit(server, other, { features: `彼处有矿山。${copied.replaceAll('、', '，')}矿山因此转型。` });
});
afterAll(() => server.close());

test('what one application has of another is shown side by side, to the ministry with both names, to a reader with its own alone', async () => {
  const path = `/api/batches/${here.batchId}/text-comparison`;
  expect((await here.officer.get(path)).body).toEqual({ comparison: null, items: [] });
  for (const client of [here.provincial, here.secretary]) expect((await client.post(path, {})).status).toBe(403);
  const { jobId } = (await here.officer.post(path, { most: 5 })).body;
  await expect
    .poll(async () => (await here.officer.get(`/api/jobs/${jobId}`)).body.state, { timeout: 50_000, interval: 300 })
    .toBe('done');
  const { comparison, items } = (await here.officer.get(path)).body;
  expect(comparison).toMatchObject({ applications: 2, least: 20, most: 5 });
  const found = items.find(({ text }: { text: string }) => text.includes('学徒第一年轮岗'));
  expect(new Set([found.consortium, found.otherConsortium])).toEqual(new Set(['测试联合体', '抄写联合体（虚构）']));

  const expert = await testExpert(server, here.ministryId);
  await assignReader(server, here, expert);
  const reading = await expert.get(`/api/applications/${here.applicationId}/reading`);
  const passage = reading.body.repeated.find(({ text }: { text: string }) => text.includes('学徒第一年轮岗'));
  expect(passage.before).toContain('此地有港口');
  expect(passage.otherBefore).toContain('彼处有矿山');
  expect(reading.text).not.toContain('抄写联合体');
  expect(reading.text).not.toContain(other.applicationId);
});
