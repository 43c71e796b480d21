import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyDraw } from '#core/review/draw.ts';
import type { TestClient } from '#test/test-client.ts';
import { admittedApplication, type TestReading } from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestReading;
let office: TestClient;
let batch: string;
const experts: string[] = [];
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const expertOf = (at: number, more: object = {}) => ({
  name: `专家${at}（虚构）`,
  email: `expert${at}@ceshi.example`,
  province: '他省',
  employer: `第${at}大学（虚构）`,
  fields: at % 2 === 0 ? ['智能制造'] : ['产教融合'],
  ...more,
});

beforeAll(async () => {
  server = await testServer();
  here = await admittedApplication(server);
  office = here.officer;
  batch = `/api/batches/${here.batchId}`;
}, 60_000);
afterAll(() => server.close());

const pool = async () => (await office.get(`${batch}/experts`)).body;
const find = async (id: string) => (await pool()).pool.find((one: { id: string }) => one.id === id);

describe('the directory of experts', () => {
  const directory = () => `/api/units/${here.ministryId}/experts`;

  test('is the office’s: others neither see nor change it', async () => {
    const added = await office.post(directory(), expertOf(0, { employer: '第零大学（虚构）' }));
    expect(added.status).toBe(201);
    experts.push(added.body.id);
    const officer = await server.join('provincial-officer', here.provinceId);
    const stranger = await server.join('expert', here.ministryId);
    for (const client of [officer, stranger, here.secretary]) {
      expect((await client.get(directory())).status).toBe(404);
      expect((await client.post(directory(), expertOf(1))).status).toBe(404);
      const change = { ...expertOf(0), version: 0 };
      expect((await client.put(`/api/experts/${added.body.id}`, change)).status).toBe(404);
    }
  });

  test('takes an address once, and refuses a change over a version that a colleague has replaced', async () => {
    expect((await office.post(directory(), expertOf(0))).body.type).toBe('urn:lianheti:email-taken');
    const change = (version: number) => office.put(`/api/experts/${experts[0]}`, { ...expertOf(0), load: 3, version });
    const both = await Promise.all([change(0), change(0)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const retire = (retired: boolean, version: number) =>
      office.put(`/api/experts/${experts[0]}/retirement`, { retired, version });
    expect((await retire(true, 1)).body).toEqual({ version: 2 });
    expect((await retire(false, 2)).body).toEqual({ version: 3 });
  });

  test('reads a file row by row: what is added, changed, repeated or refused; the same file again only repeats', async () => {
    const rows = Array.from({ length: 9 }, (_, at) => at + 1).map((at) => {
      const { name, email, province, employer, fields } = expertOf(at);
      return [name, email, province, employer, fields.join('、'), 5].join(',');
    });
    const sheet = ['姓名,邮箱,省份,工作单位,专业领域,审阅份数上限', ...rows, '坏行,不是邮箱,,,,'].join('\n');
    const send = (dryRun: boolean, take: string) => {
      const body = new FormData();
      body.set('file', new Blob([sheet]), '专家.csv');
      return office.request('POST', `${directory()}/imports?dryRun=${dryRun}&take=${take}`, { body });
    };
    const outcomes = ({ body }: { body: { rows: { outcome: string }[] } }) => body.rows.map(({ outcome }) => outcome);
    expect(outcomes(await send(true, 'all'))).toEqual([...Array.from({ length: 9 }, () => 'adds'), 'refused']);
    expect((await send(false, 'all')).body.written).toBe(false);
    expect((await send(false, 'good')).body.written).toBe(true);
    expect(new Set(outcomes(await send(true, 'good')))).toEqual(new Set(['repeats', 'refused']));
    const { items } = (await office.get(directory())).body;
    expect(items).toHaveLength(10);
    experts.splice(0, 1, ...items.map(({ id }: { id: string }) => id));
    const template = await fetch(`${server.address}${directory()}/template.xlsx`, { headers: office.headers });
    expect(template.status).toBe(200);
  });

  test('an expert comes to an account by a link that only its own address opens', async () => {
    const { body, status } = await office.post(`/api/experts/${experts[0]}/invitation`);
    expect(status).toBe(201);
    const token = body.link.split('/').at(-1);
    const accept = (email: string) =>
      server.stranger.post(`/api/public/invitations/${token}/acceptance`, {
        name: '专家本人（虚构）',
        email,
        password: 'Zhuanjia-2023!',
      });
    expect((await accept('other@ceshi.example')).status).toBe(422);
    const { items } = (await office.get(directory())).body;
    const { email } = items.find(({ id }: { id: string }) => id === experts[0]);
    expect((await accept(email)).status).toBe(201);
    const again = (await office.get(directory())).body.items;
    expect(again.find(({ id }: { id: string }) => id === experts[0])).toMatchObject({ hasAccount: true });
    expect((await office.post(`/api/experts/${experts[0]}/invitation`)).status).toBe(409);
  });
});

describe('an auditable draw', () => {
  test('keeps out who must not read a single application, and tells why', async () => {
    const near = await office.post(`/api/units/${here.ministryId}/experts`, expertOf(20, { province: '测试省' }));
    const ids = [...experts, near.body.id];
    expect((await office.post(`${batch}/experts`, { expertIds: ids })).body).toEqual({ added: 11 });
    expect((await office.post(`${batch}/experts`, { expertIds: ids })).body).toEqual({ added: 0 });
    const committed = await office.post(`${batch}/draws`, {
      strata: [
        { field: '智能制造', count: 2 },
        { field: '', count: 2 },
      ],
    });
    expect(committed.status).toBe(201);
    const { draws } = await pool();
    expect(draws).toMatchObject([
      { poolSize: 10, seed: null, excluded: [{ name: '专家20（虚构）', because: '同在测试省' }] },
    ]);
  });

  test('is made once however often it is asked for; anyone can repeat it from what was told before and after', async () => {
    expect((await office.post(`${batch}/draws`, { strata: [{ field: '', count: 1 }] })).body.type).toBe(
      'urn:lianheti:draw-open',
    );
    const leave = { expertIds: [experts[0]], reason: '误列' };
    expect((await office.post(`${batch}/experts/departures`, leave)).body.type).toBe('urn:lianheti:draw-open');
    expect((await office.get(`${batch}/draws/1`)).status).toBe(404);
    const before = (await pool()).draws[0];
    const made = await Promise.all([1, 2].map(() => office.post(`${batch}/draws/1/result`)));
    expect(made.map(({ status }) => status)).toEqual([204, 204]);
    const auditor = await server.join('auditor', here.ministryId);
    const published = (await auditor.get(`${batch}/draws/1`)).body;
    expect(published).toMatchObject({ poolDigest: before.poolDigest, commitment: before.commitment });
    expect(sha256(published.seed)).toBe(before.commitment);
    expect(verifyDraw(published, sha256)).toEqual([]);
    expect(published.drawn).toHaveLength(4);
    expect((await here.secretary.get(`${batch}/draws/1`)).status).toBe(404);
    const { pool: rows } = await pool();
    const drawn = rows.filter(({ standing }: { standing: string }) => standing === 'drawn');
    expect(drawn.map(({ id }: { id: string }) => id).sort()).toEqual([...published.drawn].sort());
  });

  test('a replacement is the next in the drawn order of the same stratum, is told so, and stays on record', async () => {
    const published = (await office.get(`${batch}/draws/1`)).body;
    const [first] = published.drawn;
    const next = await server.join('expert', here.ministryId, '候补的专家（虚构）');
    await server.context.db.asOwner((tx) =>
      tx.updateTable('expert').set({ person_id: next.personId }).where('id', '=', published.reserve[0][0]).execute(),
    );
    const answers = await Promise.all(
      [1, 2].map(() => office.post(`${batch}/experts/replacements`, { expertId: first, reason: '与会议冲突' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 200)?.body).toEqual({ in: published.reserve[0][0], position: 3 });
    expect(await find(first)).toMatchObject({ standing: 'out' });
    expect(await find(published.reserve[0][0])).toMatchObject({ standing: 'drawn' });
    expect((await pool()).replacements).toMatchObject([{ reason: '与会议冲突', position: 3 }]);
    const told = (await next.get('/api/me/notices')).body.items;
    expect(told).toMatchObject([{ link: '/readings', text: expect.stringContaining('您被抽取为') }]);
  });
});

describe('an expert', () => {
  test('sees only the batches it was drawn for, answers with a reason, and declares ties that no one else may change', async () => {
    const expert = await server.join('expert', here.ministryId, '抽中的专家（虚构）');
    const stranger = await server.join('expert', here.ministryId, '未抽中的专家（虚构）');
    const { pool: rows } = await pool();
    const drawn = rows.find(
      ({ standing, hasAccount }: { standing: string; hasAccount: boolean }) => standing === 'drawn' && !hasAccount,
    );
    await server.context.db.asOwner((tx) =>
      tx.updateTable('expert').set({ person_id: expert.personId }).where('id', '=', drawn.id).execute(),
    );
    expect((await stranger.get('/api/me/expert-invitations')).body).toEqual({ items: [] });
    const answer = { answer: 'accepted', reason: '', load: 4, version: 0 };
    expect((await stranger.put(`${batch}/participation`, answer)).status).toBe(404);
    expect((await expert.get(`${batch}/experts`)).status).toBe(403);
    const own = (await expert.get('/api/me/expert-invitations')).body.items;
    expect(own).toMatchObject([{ answer: null, applicants: [{ id: here.applicationId }], declared: [] }]);

    expect((await expert.put(`${batch}/participation`, { ...answer, answer: 'declined' })).status).toBe(422);
    expect((await expert.put(`${batch}/participation`, answer)).body).toEqual({ version: 1 });
    expect((await expert.put(`${batch}/participation`, answer)).body.type).toBe('urn:lianheti:stale');
    expect(await find(drawn.id)).toMatchObject({ answer: 'accepted', load: 4 });

    const tie = { applicationId: here.applicationId, kind: 'project', reason: '曾参与其前期论证' };
    expect((await expert.put(`${batch}/declarations`, tie)).status).toBe(204);
    expect((await stranger.put(`${batch}/declarations`, tie)).status).toBe(404);
    expect((await pool()).ties).toMatchObject([{ source: 'declared', expertId: drawn.id, isOpen: false }]);
    expect(await find(drawn.id)).toMatchObject({ barred: 1 });
    const withdrawn = await expert.put(`${batch}/declarations`, { ...tie, reason: '' });
    expect([withdrawn.status, (await pool()).ties]).toEqual([204, []]);
  });

  test('a tie that nobody declared is proposed with its reason, and counts until the office dismisses it with one', async () => {
    const added = await office.post(`/api/units/${here.ministryId}/experts`, {
      ...expertOf(30),
      past: ['参与测试联合体的筹建'],
    });
    await office.post(`${batch}/experts`, { expertIds: [added.body.id] });
    const [tie] = (await pool()).ties;
    expect(tie).toMatchObject({
      source: 'found',
      kind: 'project',
      isOpen: true,
      reason: expect.stringContaining('测试联合体'),
    });
    const { applicationId, expertId, kind, source, reason } = tie;
    const decision = { applicationId, expertId, kind, source, reason };
    expect((await here.secretary.put(`${batch}/ties`, decision)).status).toBe(403);
    expect(await find(expertId)).toMatchObject({ barred: 1 });
    const dismissed = await office.put(`${batch}/ties`, { ...decision, dismissed: '同名的另一联合体' });
    expect(dismissed.status).toBe(204);
    expect(await find(expertId)).toMatchObject({ barred: 0 });
  });
});
