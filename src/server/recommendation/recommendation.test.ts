import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { anotherVerified, confirmedApplication, verifyApplication } from '#test/verified-application.ts';

let server: TestServer;
let here: TestConsortium;
let officer: TestClient;
let list: string;
const applications: string[] = [];
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  officer = await server.join('provincial-officer', here.provinceId);
  list = `/api/batches/${here.batchId}/recommendations/${here.provinceId}`;
  for (let number = 0; number < 4; number++) {
    const one = await anotherVerified(server, here, officer, `第${number + 1}联合体（虚构）`);
    applications.push(one.applicationId);
  }
});
afterAll(() => server.close());

const itemsOf = (ids: readonly string[]) => ids.map((applicationId) => ({ applicationId, opinion: '同意推荐' }));
const keep = (version: number, ids: readonly string[]) =>
  officer.put(list, { version, items: itemsOf(ids), opinion: '经集体研究' });

describe('recommending (A3-2-03)', () => {
  test('two officers who decide at once: one is kept, the other is told what stands and loses nothing', async () => {
    const colleague = await server.join('provincial-officer', here.provinceId);
    const [first, second] = [applications.slice(0, 2), applications.slice(1, 3)];
    const answers = await Promise.all([
      keep(0, first),
      colleague.put(list, { version: 0, items: itemsOf(second), opinion: '' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ type: 'urn:lianheti:stale', version: 1, items: expect.any(Array) });
  });

  test('only what was verified can be recommended, and once', async () => {
    expect((await keep(1, [here.applicationId])).status).toBe(422);
    expect((await keep(1, [applications[0] ?? '', applications[0] ?? ''])).status).toBe(422);
  });

  test('a fourth recommendation is refused, and nothing is handed in', async () => {
    expect((await keep(1, applications)).body).toEqual({ version: 2 });
    const refused = await officer.post(`${list}/submission`, { version: 2 });
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:lianheti:over-quota', quota: 3, recommended: 4 } });
    expect((await officer.get(list)).body).toMatchObject({ submittedAt: null, isOpen: true });
  });

  test('a double click hands in once; from then on the list stays, and the ministry sees it', async () => {
    const ministry = await server.join('ministry-officer', here.ministryId);
    expect((await ministry.get(list)).body.items).toEqual([]);
    expect((await keep(2, applications.slice(0, 3))).body).toEqual({ version: 3 });
    const clicks = await Promise.all([1, 2].map(() => officer.post(`${list}/submission`, { version: 3 })));
    expect(clicks.map(({ status }) => status)).toEqual([200, 200]);
    expect(clicks[0]?.body).toEqual(clicks[1]?.body);
    expect((await keep(3, applications.slice(0, 1))).status).toBe(409);
    const { items, candidates } = (await ministry.get(list)).body;
    expect(items).toHaveLength(3);
    expect(candidates.map(({ state }: { state: string }) => state).sort()).toEqual([
      'draft',
      'recommended',
      'recommended',
      'recommended',
      'verified',
    ]);
  });

  test('gives the summary table in the province’s order, as Excel and Word, and the letter', async () => {
    const fetched = async (document: string) => {
      const response = await fetch(`${server.address}${list}/${document}`, { headers: officer.headers });
      expect(response.status).toBe(200);
      return new Uint8Array(await response.arrayBuffer());
    };
    const rows = JSON.stringify(await readXlsx(await fetched('summary.xlsx')));
    const places = [1, 2, 3].map((number) => rows.indexOf(`第${number}联合体`));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(rows).not.toContain('第4联合体');
    for (const document of ['summary.docx', 'letter.docx'])
      expect(
        Buffer.from(await fetched(document))
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
  });

  test('a late recommendation is refused, whatever the officer’s clock says; after an extension with its reason it is taken', async () => {
    const ministry = await server.join('ministry-officer', here.ministryId);
    const late = await testConsortium(server, {
      ministryId: here.ministryId,
      province: '迟省',
      deadline: new Date(Date.now() + 4000),
    });
    const lateOfficer = await server.join('provincial-officer', late.provinceId);
    await verifyApplication(lateOfficer, late.applicationId, await confirmedApplication(server, late));
    const url = `/api/batches/${late.batchId}/recommendations/${late.provinceId}`;
    const order = { version: 0, items: itemsOf([late.applicationId]), opinion: '' };
    expect((await lateOfficer.put(url, order)).status).toBe(200);
    const { closesAt } = (await lateOfficer.get(url)).body;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Date.parse(closesAt) - Date.now()) + 50));
    const refused = await lateOfficer.post(`${url}/submission`, { version: 1 });
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:lianheti:stage-closed' } });
    const extension = {
      stage: 'recommendation',
      closesAt: new Date(Date.now() + 60_000).toISOString(),
      reason: '暴雨停运',
    };
    expect((await lateOfficer.post(`/api/batches/${late.batchId}/extensions`, extension)).status).toBe(403);
    expect((await ministry.post(`/api/batches/${late.batchId}/extensions`, extension)).status).toBe(204);
    expect((await lateOfficer.post(`${url}/submission`, { version: 1 })).status).toBe(200);
    const { extensions } = (await lateOfficer.get(`/api/batches/${late.batchId}`)).body;
    expect(extensions).toMatchObject([{ stage: 'recommendation', reason: '暴雨停运' }]);
  });
});
