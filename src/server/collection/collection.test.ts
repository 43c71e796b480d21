import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let ministry: TestClient;
let province: TestClient;
let foreign: TestClient;
let member: TestMember;

const texts = { progress: '各项任务已完成', results: '成效明显', problems: '加快建设' };

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server, { name: '采集联合体' });
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  ministry = await server.join('ministry-officer', here.ministryId);
  province = await server.join('provincial-officer', here.provinceId);
  foreign = await server.join('provincial-officer', elsewhere.provinceId);
  member = await testMember(server, here.consortiumId, { name: '虚构发布单位' });
});
afterAll(() => server.close());

/** Opens a collection that asks both consortia. */
async function open(more: object): Promise<string> {
  const order = { unitId: here.ministryId, packId: 'moe-2023-15', title: '测试采集', dueAt: inDays(10) };
  const consortia = [here.consortiumId, elsewhere.consortiumId];
  const { status, body, text } = await ministry.post('/api/collections', { ...order, consortia, ...more });
  if (status !== 201) throw new Error(text);
  return body.id;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const at = (id: string, consortium = here) => `/api/consortia/${consortium.consortiumId}/returns/${id}`;
const act = (who: TestClient, id: string, action: string, more: object = {}) =>
  who.post(`${at(id)}/acts`, { action, ...more });
const save = (id: string, cell: string, value: string, version = 0) =>
  here.secretary.put(`${at(id)}/cells/${cell}`, { value, version });
const view = async (who: TestClient, id: string) => (await who.get(at(id))).body;

/** Fills in the three texts of a self-evaluation. */
async function fill(id: string): Promise<void> {
  for (const [cell, value] of Object.entries(texts)) expect((await save(id, cell, value)).status).toBe(200);
}

const file = (title: string) =>
  member.reporter.post(`/api/consortia/${here.consortiumId}/ledgers/talent-demand-report/entries`, {
    values: { publisher: member.id, title, publishedOn: '2024-05-01' },
  });

const figures = () =>
  server.context.db.asOwner((tx) =>
    tx
      .selectFrom('collection_figure')
      .select(['figure', 'amount', 'level', 'entries'])
      .where('consortium_id', '=', here.consortiumId)
      .execute(),
  );

describe('opening a collection (A3-3-04)', () => {
  test('an office opens a period once, for those below it; the days are the notice’s where none are given', async () => {
    const order = { unitId: here.ministryId, packId: 'moe-2023-15', kind: 'plan', year: 2031, title: '计划' };
    const ask = (more: object, who = ministry) => who.post('/api/collections', { ...order, ...more });
    expect((await ask({})).body.detail).toContain('尚无培育单位');
    const consortia = [here.consortiumId];
    const made = await ask({ consortia });
    expect(made.status).toBe(201);
    expect((await ministry.get(`/api/collections/${made.body.id}`)).body.levels[0]).toMatchObject({
      level: 'consortium',
      dueAt: '2031-01-31T15:59:59.999Z',
      isOpen: true,
    });
    expect((await ask({ consortia })).status).toBe(409);
    expect((await ask({ consortia, quarter: 1 })).status).toBe(422);
    expect((await ask({ consortia, year: 2032, dueAt: '2020-01-01T00:00:00Z' })).status).toBe(422);
    expect((await ask({ consortia, packId: 'toy-club', year: 2032 })).status).toBe(422);
    expect((await ask({ consortia, year: 2032 }, province)).status).toBe(403);
    expect((await ask({ consortia, year: 2032 }, here.secretary)).status).toBe(403);
    const own = { unitId: here.provinceId, kind: 'quarter', year: 2031, quarter: 2 };
    expect((await ask({ ...own, consortia: [elsewhere.consortiumId] }, province)).status).toBe(422);
    const provincial = await ask({ ...own, consortia }, province);
    expect(provincial.status).toBe(201);
    expect((await foreign.get(`/api/collections/${provincial.body.id}`)).status).toBe(404);
  });

  test('whom to ask is chosen from those on the cultivation list below the office, by province and batch', async () => {
    const candidates = (who: TestClient, unitId: string) => who.get(`/api/collections/candidates?unitId=${unitId}`);
    expect((await candidates(ministry, here.ministryId)).body.items).toEqual([]);
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('cultivation')
        .values(
          [here, elsewhere].map(({ consortiumId, batchId }) => ({
            consortium_id: consortiumId,
            batch_id: batchId,
            since: '2023-09-01',
          })),
        )
        .execute(),
    );
    const { items } = (await candidates(ministry, here.ministryId)).body;
    expect(items.map(({ name }: { name: string }) => name).sort()).toEqual(['他省联合体', '采集联合体']);
    expect((await candidates(province, here.provinceId)).body.items).toMatchObject([
      { id: here.consortiumId, province: { id: here.provinceId }, batches: [{ id: here.batchId }] },
    ]);
    expect((await candidates(province, here.ministryId)).status).toBe(403);
    expect((await candidates(here.secretary, here.provinceId)).status).toBe(403);
  });

  test('a level is extended or closed with a reason that stays; two officers at once are told', async () => {
    const id = await open({ kind: 'quarter', year: 2025, quarter: 3 });
    const move = (more: object, who = ministry) =>
      who.post(`/api/collections/${id}/levels`, {
        level: 'ministry',
        dueAt: inDays(90),
        closesAt: inDays(120),
        reason: '暴雨停运',
        version: 1,
        ...more,
      });
    expect((await move({}, province)).status).toBe(403);
    expect((await move({ closesAt: inDays(20) })).status).toBe(422);
    const colleague = await server.join('ministry-officer', here.ministryId);
    const answers = await Promise.all([move({}), move({}, colleague)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { extensions } = (await ministry.get(`/api/collections/${id}`)).body;
    expect(extensions).toMatchObject([{ level: 'ministry', reason: '暴雨停运' }]);
  });
});

describe('a return, level by level (A3-3-04)', () => {
  let id: string;

  test('is filled by the ledgers; what is typed is kept by version, and what was sent is not typed over', async () => {
    id = await open({ kind: 'self-evaluation', year: 2024 });
    await file('第一份虚构报告');
    const live = await view(here.secretary, id);
    expect(live).toMatchObject({ state: 'draft', canEdit: true, revision: null });
    expect(live.figures.find(({ figure }: { figure: string }) => figure === 'demandReports')).toMatchObject({
      value: '1',
      entries: 1,
      evidenced: '0',
    });
    await fill(id);
    const stale = await save(id, 'progress', '另一个人的文字');
    expect(stale).toMatchObject({
      status: 409,
      body: { type: 'urn:lianheti:stale', value: texts.progress, version: 1 },
    });
    expect((await save(id, 'apprentices', '5')).body.type).toBe('urn:lianheti:unknown-cell');
    expect((await province.put(`${at(id)}/cells/progress`, { value: 'x', version: 1 })).status).toBe(403);
    expect((await foreign.get(at(id))).status).toBe(404);
    const before = await view(province, id);
    expect(before).toMatchObject({ canEdit: false, figures: [] });
    expect(before.texts[0].value).toBe('');
  });

  test('is not sent over its limit or with a gap unexplained, and nothing typed is lost by that', async () => {
    const long = '字'.repeat(801);
    expect((await save(id, 'problems', long, 1)).status).toBe(200);
    expect((await act(here.secretary, id, 'send', { version: 0 })).body.type).toBe('urn:lianheti:has-errors');
    expect((await view(here.secretary, id)).texts[2].value).toBe(long);
    await save(id, 'problems', texts.problems, 2);
    await server.context.db.asOwner((tx) =>
      tx
        .insertInto('ledger_figure')
        .values({
          consortium_id: here.consortiumId,
          figure: 'masterStudios',
          year: 2023,
          standing: 'confirmed',
          amount: '4',
          entries: 4,
        })
        .execute(),
    );
    const refused = await act(here.secretary, id, 'send', { version: 0 });
    expect(refused.body).toMatchObject({
      type: 'urn:lianheti:reasons-missing',
      findings: [{ fields: ['masterStudios'] }],
    });
    expect((await save(id, 'reason.masterStudios', '两个工作室到期')).status).toBe(200);
  });

  test('a double click sends once; it is frozen with its digest, and its figures stand at the first level', async () => {
    expect((await act(province, id, 'send', { version: 0 })).status).toBe(403);
    const clicks = await Promise.all([1, 2].map(() => act(here.secretary, id, 'send', { version: 0 })));
    expect(clicks.map(({ body }) => body)).toEqual(Array(2).fill({ state: 'sent', version: 1, revision: 1 }));
    expect((await view(province, id)).revision).toMatchObject({
      number: 1,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await figures()).toEqual([{ figure: 'demandReports', amount: '1', level: 1, entries: 1 }]);
    expect((await save(id, 'progress', '报送后修改', 1)).body.type).toBe('urn:lianheti:form-closed');
    const notices = (await province.get('/api/me/notices')).body.items;
    expect(notices[0]).toMatchObject({ text: '采集联合体报送了“测试采集”，请审核。', link: at(id).slice(4) });
  });

  test('the province gives it back with remarks at cells; on sending again it sees only what changed', async () => {
    expect((await act(province, id, 'return', { version: 1 })).body.type).toBe('urn:lianheti:remarks-missing');
    const remarks = [{ cell: 'demandReports', text: '请核对报告份数' }];
    expect((await act(foreign, id, 'return', { version: 1, remarks })).status).toBe(404);
    expect((await act(province, id, 'return', { version: 1, remarks: [{ cell: '无此格', text: 'x' }] })).status).toBe(
      422,
    );
    const colleague = await server.join('provincial-officer', here.provinceId);
    const answers = await Promise.all([
      act(province, id, 'return', { version: 1, remarks }),
      act(colleague, id, 'return', { version: 1, text: '同上' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await file('第二份虚构报告');
    expect((await act(here.secretary, id, 'send', { version: 2 })).body).toMatchObject({ revision: 2 });
    const { changes } = await view(province, id);
    expect(changes).toMatchObject({ since: { revision: 1, action: 'return' } });
    expect(changes.cells).toEqual([{ cell: 'demandReports', label: '发布人才需求报告', before: '1个', after: '2个' }]);
  });

  test('approval says whether the plan was fulfilled, and freezes what is below', async () => {
    expect((await act(province, id, 'approve', { version: 3 })).body.type).toBe('urn:lianheti:remarks-missing');
    expect((await act(province, id, 'approve', { version: 3, fulfilled: false })).status).toBe(422);
    expect((await act(ministry, id, 'accept', { version: 3 })).body.type).toBe('urn:lianheti:action-not-possible');
    expect((await act(province, id, 'approve', { version: 3, fulfilled: true })).body.state).toBe('approved');
    expect((await figures())[0]).toMatchObject({ amount: '2', level: 2 });
    expect((await act(here.secretary, id, 'send', { version: 4 })).status).toBe(409);
  });

  test('the province hands its return to the ministry once, with a remark; the ministry approves, and the figures are national', async () => {
    const hand = (unitId: string, who: TestClient, more: object = {}) =>
      who.post(`/api/collections/${id}/handings`, { unitId, number: 1, ...more });
    expect((await hand(here.provinceId, foreign)).status).toBe(404);
    expect((await hand(elsewhere.provinceId, foreign, { remark: '未报' })).body.detail).toContain('请先逐家审核');
    const remark = '全省一家，已核实';
    const clicks = await Promise.all([1, 2].map(() => hand(here.provinceId, province, { remark })));
    expect(clicks.map(({ body }) => body)).toEqual(Array(2).fill({ number: 1, handed: 1 }));
    const board = (await ministry.get(`/api/collections/${id}`)).body;
    expect(board.handings).toMatchObject([{ number: 1, remark, handed: 1 }]);
    expect(board.provinces.find((one: { id: string }) => one.id === here.provinceId)).toMatchObject({
      onTime: 1,
      handed: 1,
    });
    const clicked = await Promise.all([1, 2].map(() => act(ministry, id, 'accept', { version: 5 })));
    expect(clicked.map(({ body }) => body.state)).toEqual(['final', 'final']);
    expect((await figures())[0]).toMatchObject({ level: 3 });
  });

  test('unlocking needs a reason, and takes the figures back from the nation until they are approved anew', async () => {
    expect((await act(province, id, 'unlock', { version: 6, text: '更正' })).status).toBe(403);
    expect((await act(ministry, id, 'unlock', { version: 6 })).body.type).toBe('urn:lianheti:remarks-missing');
    expect((await act(ministry, id, 'unlock', { version: 6, text: '数据更正' })).body.state).toBe('returned');
    expect((await figures())[0]).toMatchObject({ level: 1 });
    const { acts } = await view(here.secretary, id);
    expect(acts.at(-1)).toMatchObject({ levelLabel: '部级审核', actionLabel: '解锁', text: '数据更正' });
  });

  test('it prints as Word and PDF, as it was sent', async () => {
    for (const [format, mark] of [
      ['docx', 'PK'],
      ['pdf', '%PDF'],
    ] as const) {
      const paper = await fetch(`${server.address}${at(id)}/return.${format}`, { headers: here.secretary.headers });
      expect(paper.status).toBe(200);
      expect(
        Buffer.from(await paper.arrayBuffer())
          .subarray(0, mark.length)
          .toString(),
      ).toBe(mark);
    }
  });
});

describe('who is complete, on time, late or missing (A3-3-04)', () => {
  test('late is what came after its day; after the close nothing is taken without an extension', async () => {
    const id = await open({ kind: 'quarter', year: 2025, quarter: 1, opensAt: inDays(-40), dueAt: inDays(-10) });
    await save(id, 'progress', '本季度进展');
    expect((await act(here.secretary, id, 'send', { version: 0 })).status).toBe(200);
    const rows = async (who: TestClient, query = '') => (await who.get(`/api/collections/${id}/returns${query}`)).body;
    expect((await rows(ministry)).items.map(({ own }: { own: string }) => own).sort()).toEqual(['late', 'missing']);
    expect((await rows(ministry, '?punctuality=missing')).total).toBe(1);
    expect((await rows(province)).items).toMatchObject([{ consortium: { name: '采集联合体' }, own: 'late' }]);
    const closed = await open({ kind: 'quarter', year: 2024, quarter: 1, opensAt: inDays(-400), dueAt: inDays(-31) });
    await save(closed, 'progress', '本季度进展');
    expect((await act(here.secretary, closed, 'send', { version: 0 })).body.type).toBe('urn:lianheti:stage-closed');

    const remind = () => ministry.post(`/api/collections/${id}/reminders`, {});
    expect((await remind()).body).toEqual({ consortia: 1, people: 1 });
    expect((await remind()).body).toEqual({ consortia: 1, people: 0 });
    expect((await elsewhere.secretary.get('/api/me/notices')).body.items[0].text).toContain('前报送');
    expect((await here.secretary.post(`/api/collections/${id}/reminders`, {})).status).toBe(403);
    const sheet = await fetch(`${server.address}/api/collections/${id}/returns.xlsx`, { headers: ministry.headers });
    const text = JSON.stringify(await readXlsx(new Uint8Array(await sheet.arrayBuffer())));
    expect(text).toContain('逾期未报');
  });

  test('a board, its list and a consortium’s list cost the same queries for one return and for more', async () => {
    const one = await open({ kind: 'plan', year: 2036, consortia: [here.consortiumId] });
    const both = await open({ kind: 'plan', year: 2037 });
    for (const path of ['', '/returns'])
      expect(await queriesOf(ministry, `/api/collections/${both}${path}`)).toBe(
        await queriesOf(ministry, `/api/collections/${one}${path}`),
      );
    expect(await queriesOf(ministry, `/api/consortia/${here.consortiumId}/returns`)).toBe(
      await queriesOf(ministry, `/api/consortia/${elsewhere.consortiumId}/returns`),
    );
  });

  test('a planned figure is a number of its kind', async () => {
    const id = await open({ kind: 'plan', year: 2026 });
    expect((await save(id, 'apprentices', '12.5')).body.detail).toContain('整数');
    expect((await save(id, 'employmentRate', '101')).body.detail).toContain('不能超过100');
    expect((await save(id, 'apprentices', '-1')).status).toBe(422);
    expect((await save(id, 'apprentices', '120')).body).toEqual({ version: 1 });
  });
});

describe('plans that were not fulfilled (A3-3-07)', () => {
  test('two years running open a removal case by themselves, once; a year judged anew withdraws its strike', async () => {
    const cases = () =>
      server.context.db.asOwner((tx) =>
        tx.selectFrom('violation_case').select('origin').where('consortium_id', '=', here.consortiumId).execute(),
      );
    const judge = async (year: number): Promise<string> => {
      const id = await open({ kind: 'self-evaluation', year });
      await fill(id);
      expect((await act(here.secretary, id, 'send', { version: 0 })).status).toBe(200);
      const judged = await act(province, id, 'approve', { version: 1, fulfilled: false, text: '多项任务没有完成' });
      expect(judged.status).toBe(200);
      return id;
    };
    await judge(2028);
    expect(await cases()).toEqual([]);
    const id = await judge(2029);
    expect(await cases()).toEqual([{ origin: 'strikes' }]);
    await act(province, id, 'unlock', { version: 2, text: '复核' });
    await act(here.secretary, id, 'send', { version: 3 });
    await act(province, id, 'approve', { version: 4, fulfilled: true });
    const { strikes } = await view(here.secretary, id);
    expect(strikes.map(({ year, withdrawn }: { year: number; withdrawn: boolean }) => [year, withdrawn])).toEqual([
      [2028, false],
      [2029, true],
    ]);
    expect(await cases()).toHaveLength(1);
  });
});
