import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let officer: TestClient;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  officer = await server.join('provincial-officer', here.provinceId);
  const changes = changesOf(await exampleForm('perfect'));
  const { sequence } = (await here.secretary.post(`/api/applications/${here.applicationId}/answers`, { changes })).body;
  await here.secretary.post(`/api/applications/${here.applicationId}/submission`, { sequence });
});
afterAll(() => server.close());

/** Two more consortia in the province, each with people, members, a filled-in form and its history. */
async function grow(): Promise<void> {
  for (const name of ['第二联合体', '第三联合体']) {
    const consortium = await server.addUnit('consortium', name, here.provinceId);
    await server.addUnit('member', `${name}成员`, consortium);
    const secretary = await server.join('secretariat', consortium);
    const begun = await secretary.post(`/api/batches/${here.batchId}/applications`, { consortiumId: consortium });
    await secretary.put(`/api/applications/${begun.body.id}/answers/park`, { value: name, baseVersion: 0 });
  }
  const form = `/api/applications/${here.applicationId}`;
  for (let round = 0; round < 2; round++) {
    await officer.post(`${form}/return`, { text: '意见', remarks: [{ cell: 'park', text: '改' }] });
    const { sequence } = (await here.secretary.get(form)).body;
    await here.secretary.post(`${form}/submission`, { sequence });
  }
}

describe('a list', () => {
  test('asks the database as often for three items as for one', async () => {
    const form = `/api/applications/${here.applicationId}`;
    const lists = [
      '/api/consortia',
      '/api/units',
      '/api/people',
      '/api/batches',
      '/api/search?q=联合体',
      `${form}`,
      `${form}/revisions`,
      `${form}/history/park`,
      `/api/batches/${here.batchId}/summary.xlsx`,
    ];
    const auditor = await server.join('auditor', here.provinceId);
    const counts = async () => [
      ...(await inTurn(lists.map((path) => () => queriesOf(officer, path)))),
      await queriesOf(auditor, '/api/audit'),
    ];
    const one = await counts();
    await grow();
    expect(await counts()).toEqual(one);
    expect(Math.max(...one)).toBeLessThanOrEqual(12);
  });

  test('a save is one trip to the database', async () => {
    const consortium = await server.addUnit('consortium', '单程联合体', here.provinceId);
    const secretary = await server.join('secretariat', consortium);
    const begun = await secretary.post(`/api/batches/${here.batchId}/applications`, { consortiumId: consortium });
    const path = `/api/applications/${begun.body.id}/answers/park`;
    await secretary.put(path, { value: '一', baseVersion: 0 });
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    await secretary.put(path, { value: '二', baseVersion: 1 });
    const texts = spy.mock.calls.map((call) => JSON.stringify(call));
    spy.mockRestore();
    expect(texts.filter((text) => !text.includes('pg_notify'))).toEqual([expect.stringContaining('save_answers')]);
  });
});

async function inTurn<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = [];
  for (const task of tasks) done.push(await task());
  return done;
}
