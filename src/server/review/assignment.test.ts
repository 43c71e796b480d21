import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBatch } from '#server/batch/open-batch.ts';
import { admittedApplication, type TestReading } from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestReading;
let batch: string;
const experts: { id: string; name: string }[] = [];

const provinces = ['甲省', '乙省', '丙省', '丁省'];

beforeAll(async () => {
  server = await testServer();
  here = await admittedApplication(server, { more: { leadingIndustries: '主导产业为智能制造和新能源汽车。' } });
  batch = `/api/batches/${here.batchId}`;
  await here.officer.patch(batch, { readers: 2 });
  const directory = `/api/units/${here.ministryId}/experts`;
  for (const [at, province] of [...provinces, ...provinces, '测试省'].entries()) {
    const fields = at % 2 === 0 ? ['智能制造'] : ['现代农业'];
    const name = `专家${at}（虚构）`;
    const employer = `第${at}大学（虚构）`;
    const added = await here.officer.post(directory, {
      name,
      email: `e${at}@ceshi.example`,
      province,
      employer,
      fields,
    });
    experts.push({ id: added.body.id, name });
  }
  await server.context.db.asOwner(async (tx) => {
    await tx
      .insertInto('expert_draw')
      .values({
        batch_id: here.batchId,
        number: 1,
        strata: '[]',
        pool: '[]',
        pool_digest: '',
        excluded: '[]',
        commitment: '',
        committed_by: here.officer.personId,
      })
      .execute();
    await tx
      .insertInto('batch_expert')
      .values(
        experts.map(({ id }, position) => ({
          batch_id: here.batchId,
          expert_id: id,
          standing: 'drawn',
          draw: 1,
          stratum: 0,
          position,
          answer: 'accepted',
          load: 1,
        })),
      )
      .execute();
  });
}, 60_000);
afterAll(() => server.close());

const read = async () => (await here.officer.get(`${batch}/assignment`)).body;
type Pairs = readonly (readonly [string, string])[];

/** Asks for a solution and waits until it is there. */
async function solve(fixed: Pairs = [], forbidden: Pairs = []) {
  const { version } = await read();
  const asked = await here.officer.post(`${batch}/assignment/solution`, { version, fixed, forbidden });
  expect(asked.status).toBe(202);
  await expect.poll(async () => (await read()).state, { timeout: 30_000, interval: 200 }).not.toBe('solving');
  return read();
}
const accept = (version: number) => here.officer.post(`${batch}/assignment/acceptance`, { version });
const proposedOf = (view: { applications: { proposed: { expertId: string }[] }[] }) =>
  view.applications[0]?.proposed.map(({ expertId }) => expertId) ?? [];
const readingOf = (view: { applications: { reading: { expertId: string }[] }[] }) =>
  view.applications[0]?.reading.map(({ expertId }) => expertId).sort() ?? [];

describe('the assignment of readers', { timeout: 60_000 }, () => {
  test('is the office’s alone', async () => {
    for (const client of [here.secretary, here.provincial, await server.join('expert', here.ministryId)]) {
      expect((await client.get(`${batch}/assignment`)).status).toBeOneOf([403, 404]);
      const asked = await client.post(`${batch}/assignment/solution`, { version: 0, fixed: [], forbidden: [] });
      expect(asked.status).toBeOneOf([403, 404]);
    }
    expect((await read()).state).toBe('none');
  });

  test('takes the experts whose fields suit best, says which words met, and keeps the province out', async () => {
    const view = await solve();
    expect(view).toMatchObject({ state: 'solved', proven: true, worst: 120, total: 120, outdated: [] });
    expect(view.applications[0].proposed[0]).toMatchObject({ points: 60, because: '智能制造见于产业和概况' });
    expect(proposedOf(view)).not.toContain(experts[8]?.id);
    const { items } = (await here.officer.get(`${batch}/assignment/${here.applicationId}`)).body;
    expect(items.find(({ id }: { id: string }) => id === experts[8]?.id)).toMatchObject({ bar: '同在测试省' });
    expect(view.costs.map(({ rule }: { rule: string }) => rule)).toEqual(['province', 'load']);
  });

  test('is accepted once however often one clicks; a colleague’s older version is refused', async () => {
    const { version } = await read();
    const [one, two] = await Promise.all([accept(version), accept(version)]);
    const stale = await accept(version - 1);
    expect([one, two].map(({ body }) => body.added).sort()).toEqual([0, 2]);
    expect(stale.body.type).toBe('urn:lianheti:stale');
    const behind = { version: version - 1, fixed: [], forbidden: [] };
    expect((await here.officer.post(`${batch}/assignment/solution`, behind)).body.type).toBe('urn:lianheti:stale');
    const view = await read();
    expect(view.isAccepted).toBe(true);
    expect(readingOf(view)).toEqual([...proposedOf(view)].sort());
  });

  test('after a decline the others keep what they read', async () => {
    const [gone, stays] = readingOf(await read());
    await server.context.db.asOwner((tx) =>
      tx
        .updateTable('batch_expert')
        .set({ answer: 'declined' })
        .where('expert_id', '=', gone ?? '')
        .execute(),
    );
    const { outdated, version } = await read();
    expect(outdated.join('')).toContain('已不参加');
    // What was taken already is taken; the next request works around it.
    expect((await accept(version)).body).toEqual({ added: 0, removed: 0 });
    const view = await solve();
    expect(proposedOf(view)).toContain(stays);
    expect(proposedOf(view)).not.toContain(gone);
    expect((await accept(view.version)).body).toEqual({ added: 1, removed: 1 });
    const rows = await server.context.db.asOwner((tx) => tx.selectFrom('reader').selectAll().execute());
    expect(rows.find(({ expert_id }) => expert_id === gone)).toMatchObject({ removed_reason: '不再参加本批次审阅' });
    expect(rows.filter(({ removed_at }) => removed_at === null)).toHaveLength(2);
  });

  test('who has begun keeps the application against a better reader, until the office rules it out on purpose', async () => {
    const [first] = readingOf(await read());
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('reading_score')
        .values({
          consortium_id: here.consortiumId,
          application_id: here.applicationId,
          expert_id: first ?? '',
          point: '1.1',
          score: '80',
        })
        .execute(),
    );
    const suits = (await read()).applications[0].reading.map(({ expertId }: { expertId: string }) => expertId);
    const others = experts.filter(({ id }) => !suits.includes(id)).slice(0, 2);
    const pairs = others.map(({ id }) => [here.applicationId, id] as const);
    const crowded = await solve(pairs);
    expect(crowded.state).toBe('clash');
    const kept = await solve(pairs.slice(0, 1));
    expect(proposedOf(kept)).toContain(first);
    const ruledOut = await solve([], [[here.applicationId, first ?? '']]);
    expect(proposedOf(ruledOut)).not.toContain(first);
    await accept(ruledOut.version);
    const rows = await server.context.db.asOwner((tx) => tx.selectFrom('reader').selectAll().execute());
    expect(rows.find(({ expert_id }) => expert_id === first)).toMatchObject({ removed_reason: '人工排除' });
  });

  test('a late tie makes what was worked out unacceptable, and says so', async () => {
    const view = await solve();
    const [late = ''] = proposedOf(view);
    const tie = { applicationId: here.applicationId, expertId: late, kind: 'person', source: 'office', reason: '亲属' };
    expect((await here.officer.put(`${batch}/ties`, tie)).status).toBe(204);
    const refused = await accept(view.version);
    expect(refused.body).toMatchObject({
      type: 'urn:lianheti:assignment-outdated',
      detail: expect.stringContaining('有利益关系'),
    });
    const again = await solve();
    expect(proposedOf(again)).not.toContain(late);
    expect((await accept(again.version)).status).toBe(200);
  });

  test('where nothing fits, the clashing rules and the application are named', async () => {
    await here.officer.patch(batch, { readers: 9 });
    const view = await solve();
    expect(view.state).toBe('clash');
    expect(view.clashes[0]).toContain('测试联合体');
    expect((await accept(view.version)).body.type).toBe('urn:lianheti:action-not-possible');
    await here.officer.patch(batch, { readers: 2 });
  });

  test('a batch without applications or experts has an empty assignment', async () => {
    const other = await server.context.db.asOwner(async (tx) => {
      const stored = server.context.packs.byId('moe-2023-15');
      if (!stored) throw new Error('no pack');
      return openBatch(tx, stored, { unitId: here.ministryId, title: '空批次', deadline: new Date().toISOString() });
    });
    batch = `/api/batches/${other}`;
    expect(await solve()).toMatchObject({ state: 'solved', worst: 0, total: 0, applications: [] });
  });
});
