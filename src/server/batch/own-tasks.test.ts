import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { assignReader, testExpert } from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let form: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  form = `/api/applications/${here.applicationId}`;
  const changes = changesOf(await exampleForm('perfect'));
  const { sequence } = (await here.secretary.post(`${form}/answers`, { changes })).body;
  expect((await here.secretary.post(`${form}/submission`, { reasons: {}, sequence })).status).toBe(200);
});
afterAll(() => server.close());

const batch = () => `/api/batches/${here.batchId}`;
const todoOf = async (client: TestClient) => (await client.get(batch())).body.todo;

describe('a batch’s page', () => {
  test('tells a lead unit of the revision that waits for it, until it has confirmed; a lead of another consortium is told nothing', async () => {
    const school = await server.join('lead-school', here.consortiumId);
    const enterprise = await server.join('lead-enterprise', here.consortiumId);
    const elsewhere = await server.addUnit('consortium', '他联合体', here.provinceId);
    const stranger = await server.join('lead-school', elsewhere);
    const waiting = [{ text: '1份已提交的申报等待本单位确认', link: `/applications/${here.applicationId}/revisions` }];
    expect(await todoOf(school)).toEqual(waiting);
    expect(await todoOf(stranger)).toEqual([]);
    expect(await todoOf(here.secretary)).toEqual([]);
    const { digest } = (await school.get(`${form}/revisions/1`)).body;
    expect((await school.post(`${form}/revisions/1/confirmation`, { digest })).status).toBe(200);
    expect(await todoOf(school)).toEqual([]);
    expect(await todoOf(enterprise)).toEqual(waiting);
  });

  test('tells an expert of a draw that is not answered and of readings not handed in, at the same number of queries', async () => {
    const officer = await server.join('ministry-officer', here.ministryId);
    const provincial = await server.join('provincial-officer', here.provinceId);
    const expert = await testExpert(server, here.ministryId);
    const before = await queriesOf(expert, batch());
    expect(await todoOf(expert)).toEqual([]);
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('batch_expert')
        .values({ batch_id: here.batchId, expert_id: expert.expertId, standing: 'drawn' })
        .execute(),
    );
    await assignReader(server, { ...here, officer, provincial }, expert);
    expect(await todoOf(expert)).toEqual([
      { text: '邀请您参加本批次的评审，请答复能否参加', link: '/readings' },
      { text: '1份申报等待您审阅', link: '/readings' },
    ]);
    expect(await queriesOf(expert, batch())).toBe(before);
    expect(await todoOf(await testExpert(server, here.ministryId, '另一位专家（虚构）'))).toEqual([]);
    await server.context.db.asOwner(async (tx) => {
      await tx.updateTable('batch_expert').set({ answer: 'accepted' }).execute();
      await tx.updateTable('reader').set({ submitted_at: new Date() }).execute();
    });
    expect(await todoOf(expert)).toEqual([]);
  });
});
