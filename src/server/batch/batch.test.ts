import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyClub } from '#packs/toy-club/pack.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
});
afterAll(() => server.close());

describe('a batch', () => {
  test('is opened by an officer for its own units, with the notice’s deadline unless another is given', async () => {
    const officer = await server.join('provincial-officer', here.provinceId);
    const order = { unitId: here.provinceId, packId: 'moe-2023-15', title: '省内批次' };
    expect((await officer.post('/api/batches', order)).status).toBe(201);
    expect((await officer.post('/api/batches', { ...order, packId: 'nowhere' })).status).toBe(422);
    expect((await officer.post('/api/batches', { ...order, unitId: here.ministryId })).status).toBe(403);
    expect((await here.secretary.post('/api/batches', order)).status).toBe(403);
    const { items } = (await here.secretary.get('/api/batches')).body;
    const made = items.find((one: { title: string }) => one.title === '省内批次');
    expect(made).toMatchObject({ deadline: '2023-05-29T15:59:59.000Z', open: false });
  });

  test('has a calendar of stages, rules that its office changes, and says what waits for whom', async () => {
    const officer = await server.join('ministry-officer', here.ministryId);
    const url = `/api/batches/${here.batchId}`;
    const { body } = await here.secretary.get(url);
    expect(body).toMatchObject({ quota: 3, readers: 5, canManage: false, todo: [{ link: '/' }] });
    expect(body.stages.map(({ id }: { id: string }) => id)).toEqual([
      'application',
      'recommendation',
      'formal-review',
      'reading',
      'site-visit',
      'selection',
      'publicity',
      'list',
    ]);
    expect(body.stages[0]).toMatchObject({ isClosed: false, isCurrent: true });
    const change = { quota: 2, weights: { 1.1: 3 } };
    expect((await here.secretary.patch(url, change)).status).toBe(403);
    expect((await officer.patch(url, { weights: { '9.9': 1 } })).status).toBe(422);
    expect((await officer.patch(url, { weights: { 1.1: -1 } })).status).toBe(422);
    const { version } = (await officer.get(url)).body;
    const both = await Promise.all([1, 2].map(() => officer.patch(url, { ...change, version })));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    const changed = (await officer.get(url)).body;
    expect(changed).toMatchObject({ quota: 2, readers: 5, canManage: true });
    expect(changed.points.find(({ id }: { id: string }) => id === '1.1').weight).toBe(3);
  });

  test('is extended to a later day with a reason only, and what follows moves along', async () => {
    const officer = await server.join('ministry-officer', here.ministryId);
    const url = `/api/batches/${here.batchId}`;
    const { stages } = (await officer.get(url)).body;
    const later = new Date(Date.parse(stages[1].closesAt) + 86_400_000).toISOString();
    const extend = (order: object) =>
      officer.post(`${url}/extensions`, { stage: 'application', closesAt: later, ...order });
    expect((await extend({})).status).toBe(422);
    expect((await extend({ closesAt: stages[0].closesAt, reason: '顺延' })).status).toBe(422);
    expect((await extend({ reason: '顺延一天' })).status).toBe(204);
    const after = (await officer.get(url)).body;
    expect(after.stages.slice(0, 2).map(({ closesAt }: { closesAt: string }) => closesAt)).toEqual([later, later]);
    expect(after.extensions.map(({ stage }: { stage: string }) => stage).sort()).toEqual([
      'application',
      'recommendation',
    ]);
  });

  test('has one application of a consortium, begun by who may fill it in, however often it is asked for', async () => {
    const asked = await Promise.all(
      Array.from({ length: 5 }, () =>
        here.secretary.post(`/api/batches/${here.batchId}/applications`, { consortiumId: here.consortiumId }),
      ),
    );
    expect(new Set(asked.map(({ body }) => body.id))).toEqual(new Set([here.applicationId]));
    const stranger = await server.join('secretariat', await server.addUnit('consortium', '他联合体', here.provinceId));
    const refused = await stranger.post(`/api/batches/${here.batchId}/applications`, {
      consortiumId: here.consortiumId,
    });
    expect(refused.status).toBe(404);
  });

  test('gives the summary table of the applications that the reader may see', async () => {
    await here.secretary.put(`/api/applications/${here.applicationId}/answers/consortiumName`, {
      value: '=1+1联合体',
      baseVersion: 0,
    });
    const response = await fetch(`${server.address}/api/batches/${here.batchId}/summary.xlsx`, {
      headers: here.secretary.headers,
    });
    expect(response.headers.get('content-disposition')).toContain('.xlsx');
    const book = await readXlsx(new Uint8Array(await response.arrayBuffer()));
    expect(JSON.stringify(book)).toContain('=1+1联合体');
  });

  test('of another notice goes the same way with nothing changed: a chess club', async () => {
    const officer = await server.join('ministry-officer', here.ministryId);
    const made = await officer.post('/api/batches', { unitId: here.ministryId, packId: toyClub.id, title: '棋社' });
    const club = await server.addUnit('consortium', '东湖棋社', here.provinceId);
    const secretary = await server.join('secretariat', club);
    const begun = await secretary.post(`/api/batches/${made.body.id}/applications`, { consortiumId: club });
    const form = `/api/applications/${begun.body.id}`;
    const saved = await secretary.put(`${form}/answers/clubName`, { value: '东湖棋社', baseVersion: 0 });
    expect(saved.body.findings.map((one: { check: string }) => one.check)).toContain('required');
    expect((await secretary.put(`${form}/answers/park`, { value: '无此项', baseVersion: 0 })).body.type).toBe(
      'urn:lianheti:unknown-cell',
    );
    expect((await secretary.get(form)).body).toMatchObject({
      packId: toyClub.id,
      stateLabel: '填写',
      answers: { clubName: '东湖棋社' },
    });
    for (const kind of ['docx', 'pdf']) expect((await secretary.get(`${form}/form.${kind}`)).status).toBe(200);
    expect((await secretary.get('/api/consortia')).body.items[0].application.progress.answered).toBeGreaterThan(0);
  });
});
