import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type StandingEvent, standingOn, standings } from '#core/standing/standing.ts';
import { beijingToday } from '#server/member/member-row.ts';
import { openCase } from '#server/violation/open-case.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { recordStanding, recordStandings, type StandingOrder, standingOnDay } from './record-standing.ts';

let server: TestServer;
let here: TestConsortium;
let elsewhere: TestConsortium;
let officer: TestClient & { personId: string };
let province: TestClient & { personId: string };

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  officer = await server.join('ministry-officer', here.ministryId);
  province = await server.join('provincial-officer', here.provinceId);
});
afterAll(() => server.close());

const order = (more: Partial<StandingOrder> = {}): StandingOrder => ({
  consortiumId: here.consortiumId,
  standing: 'cultivated',
  fromDay: '2024-01-01',
  reason: '列入培育名单。',
  cause: { kind: 'list', id: here.batchId },
  ...more,
});
const record = (actor: { personId: string }, more: Partial<StandingOrder> = {}) =>
  server.context.db.asActor(actor, (tx) => recordStanding(tx, actor, order(more)));
const dayAfter = (day: string, days: number) => beijingToday(new Date(Date.parse(day) + days * 86_400_000));

describe('a standing (A3-3-07)', () => {
  test('is recorded by the ministry alone, and nobody changes or removes what was', async () => {
    for (const actor of [province, here.secretary, elsewhere.secretary])
      await expect(record(actor)).rejects.toThrow(/row-level security/);
    await record(officer);
    for (const statement of ["update standing_event set reason = 'x'", 'delete from standing_event'])
      await expect(server.context.db.app.query(statement)).rejects.toThrow(/permission denied/);
    await expect(server.context.db.asOwner((tx) => tx.deleteFrom('standing_event').execute())).rejects.toThrow(
      /never changed or removed/,
    );
  });

  test('on any day is in the database what replaying its events gives, whatever was recorded in which order', async () => {
    const days = Array.from({ length: 20 }, (_, at) => dayAfter('2025-01-01T00:00:00Z', at));
    const event = fc
      .record({
        standing: fc.constantFrom(...standings),
        at: fc.nat(19),
        length: fc.option(fc.integer({ min: 1, max: 6 })),
      })
      .map(({ standing, at, length }): StandingEvent => {
        const from = days[at] ?? '';
        return { standing, from, until: length === null ? null : dayAfter(from, length) };
      });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 6 }), async (events) => {
        const consortiumId = await server.addUnit('consortium', '重放联合体', here.provinceId);
        // As an appeal, which may put back whatever stood.
        const cause = { kind: 'appeal', id: consortiumId } as const;
        const orders = events.map(({ standing, from, until }) =>
          order({ consortiumId, standing, fromDay: from, until, reason: '性质检验', cause }),
        );
        await server.context.db.asActor(officer, async (tx) => {
          await recordStandings(tx, officer, orders);
          for (const day of ['2024-12-31', ...days])
            expect(await standingOnDay(tx, consortiumId, day)).toBe(standingOn(events, day));
        });
      }),
      { numRuns: 15 },
    );
  });

  test('that may be lost opens a case: by strikes whoever made them, by an office only for its own, read by those who look into it', async () => {
    const open = (actor: { personId: string }, origin: 'strikes' | 'audit') =>
      server.context.db.asActor(actor, (tx) =>
        openCase(tx, { consortiumId: here.consortiumId, origin, text: '连续两年未完成计划（虚构）。' }),
      );
    const id = await open(here.secretary, 'strikes');
    await expect(open(here.secretary, 'audit')).rejects.toThrow(/row-level security/);
    await expect(open(elsewhere.secretary, 'strikes')).rejects.toThrow(/row-level security|nothing to do/);
    const seen = (actor: { personId: string }) =>
      server.context.db.readAs(actor, (tx) => tx.selectFrom('violation_case').select('id').execute());
    expect(await seen(province)).toEqual([{ id }]);
    expect(await seen(here.secretary)).toEqual([]);
    expect((await province.get('/api/me/notices')).text).toContain(id);
  });
});

describe('the public register (A3-3-07)', () => {
  const register = async (query: string) => (await server.stranger.get(`/api/public/consortia?${query}`)).body;
  const named = (items: { consortiumId: string }[]) =>
    items.find(({ consortiumId }) => consortiumId === here.consortiumId);

  test('shows each standing on any past day, and a decision that reaches back with what was known before it', async () => {
    await record(officer, {
      standing: 'suspended',
      fromDay: '2024-03-01',
      until: '2024-04-01',
      reason: '核查（虚构）。',
    });
    await record(officer, { standing: 'rectifying', fromDay: '2024-06-01', reason: '整改（虚构）。' });
    const on = async (day: string, more = '') => named((await register(`on=${day}${more}`)).items);
    await vi.waitFor(async () => expect(await on('2024-06-01')).toMatchObject({ standing: 'rectifying' }));
    expect(await on('2023-12-31')).toBeUndefined();
    expect(await on('2024-02-29')).toEqual({
      consortiumId: here.consortiumId,
      name: '测试联合体',
      province: '测试省',
      batch: null,
      standing: 'cultivated',
      label: '培育中',
      since: '2024-01-01',
    });
    expect(await on('2024-03-31')).toMatchObject({ standing: 'suspended', label: '暂停资格', since: '2024-03-01' });
    expect(await on('2024-04-01')).toMatchObject({ standing: 'cultivated', since: '2024-04-01' });
    // All of it was recorded today: before, nobody knew.
    expect(await on('2024-03-31', '&known=2024-12-31')).toBeUndefined();
    expect(await on('2024-03-31', `&known=${beijingToday()}`)).toMatchObject({ standing: 'suspended' });
  });

  test('filters, pages, answers today without a day, and refuses what is no day or no standing as a problem', async () => {
    const today = await register('');
    expect(today.on).toBe(beijingToday());
    expect(named(today.items)).toMatchObject({ standing: 'rectifying' });
    const { total, items } = await register('on=2025-01-10');
    expect(total).toBe(items.length);
    const paged = await Promise.all([0, 5].map((offset) => register(`on=2025-01-10&limit=5&offset=${offset}`)));
    expect(paged.flatMap((page) => page.items)).toEqual(items.slice(0, 10));
    for (const standing of standings) {
      const found = await register(`on=2025-01-10&standing=${standing}`);
      expect(found.items).toEqual(items.filter((item: { standing: string }) => item.standing === standing));
    }
    expect((await register('on=2025-01-10&province=不存在的省')).total).toBe(0);
    for (const query of ['on=2025-02-30', 'on=x', 'standing=x', 'limit=0', 'known=2025-13-01']) {
      const answer = await server.stranger.get(`/api/public/consortia?${query}`);
      expect([query, answer.status, answer.headers.get('content-type')]).toEqual([
        query,
        422,
        'application/problem+json',
      ]);
    }
  });

  test('is not sent again to whoever has it, and tells neither persons nor causes', async () => {
    const path = '/api/public/consortia?on=2024-06-01';
    const first = await server.stranger.get(path);
    const etag = first.headers.get('etag') ?? '';
    expect((await server.stranger.get(path, undefined, { 'if-none-match': etag })).status).toBe(304);
    expect(first.text).not.toContain(officer.personId);
    await record(officer, { standing: 'cultivated', fromDay: '2024-06-01', reason: '整改到位（虚构）。' });
    await vi.waitFor(async () =>
      expect((await server.stranger.get(path, undefined, { 'if-none-match': etag })).status).toBe(200),
    );
  });

  test('is a page on any day and a file, with the history of each consortium; what is typed into it is text', async () => {
    const script = '<script>alert(1)</script>';
    await record(officer, { standing: 'suspended', fromDay: '2024-07-01', reason: script });
    const page = async (path: string) => (await server.stranger.get(path)).text;
    await vi.waitFor(async () =>
      expect(await page('/public/register?on=2024-07-02&standing=suspended&province=')).toContain('测试联合体'),
    );
    expect(await page('/public/register?on=2024-06-30&standing=suspended')).not.toContain('>测试联合体<');
    const history = await page(`/public/register/${here.consortiumId}`);
    for (const told of ['2024年3月1日', '2024年4月1日前', '（追溯）', '&lt;script&gt;'])
      expect(history).toContain(told);
    expect(history).not.toContain(script);
    const csv = await server.stranger.get('/public/register.csv?on=2024-07-02');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.text).toContain('测试联合体,测试省,,暂停资格,2024-07-01,2024-07-02');
    expect((await server.stranger.get('/public/register?on=x')).status).toBe(422);
    expect((await server.stranger.get(`/public/register/${crypto.randomUUID()}`)).status).toBe(404);
  });

  test('lets nobody follow what the notice does not let follow: revoked once is revoked', async () => {
    await record(officer, { standing: 'revoked', fromDay: '2024-08-01', reason: '取消（虚构）。' });
    for (const [standing, fromDay] of [
      ['revoked', '2024-09-01'],
      ['revoked', '2024-07-15'],
      ['accepted', '2024-09-01'],
      ['suspended', '2024-09-01'],
    ] as const)
      await expect(record(officer, { standing, fromDay })).rejects.toMatchObject({ code: 'standing-ended' });
    await record(officer, { standing: 'cultivated', fromDay: '2024-10-01' });
  });
});

describe('what hangs on a standing', () => {
  test('is shown to those who read of the consortium, with what stands on one of its members', async () => {
    const memberId = await server.addUnit('member', '虚构职业技术学院', here.consortiumId);
    const reporter = await server.join('member-reporter', memberId);
    const values = { publisher: memberId, title: '人才需求报告（虚构）', publishedOn: '2024-05-01' };
    const entry = { values };
    expect(
      (await reporter.post(`/api/consortia/${here.consortiumId}/ledgers/talent-demand-report/entries`, entry)).status,
    ).toBe(201);
    const url = `/api/consortia/${here.consortiumId}/standing`;
    const { body } = await here.secretary.get(`${url}?member=${memberId}`);
    expect(body).toMatchObject({
      now: { standing: 'cultivated', label: '培育中', since: '2024-10-01' },
      canLift: false,
      member: { name: '虚构职业技术学院', entries: 1, evidence: 0, leftOn: null },
    });
    expect(body.events.at(-2)).toMatchObject({ label: '取消资格', from: '2024-08-01' });
    const kinds = async (client: TestClient) =>
      (await client.get(url)).body.hanging.map(({ kind }: { kind: string }) => kind);
    expect(await kinds(officer)).toContain('case');
    // Before it is heard, a consortium knows of no case.
    expect(await kinds(here.secretary)).not.toContain('case');
    for (const client of [elsewhere.secretary, reporter]) expect((await client.get(url)).status).toBe(404);
    expect((await here.secretary.get(`${url}?member=${crypto.randomUUID()}`)).status).toBe(404);
  });

  test('and a rectification that was done is lifted by the ministry alone: what stood before stands again', async () => {
    await record(officer, { standing: 'rectifying', fromDay: '2024-11-01', reason: '整改（虚构）。' });
    const lift = (client: TestClient, fromDay: string) =>
      client.post(`/api/consortia/${here.consortiumId}/standing/lifting`, { fromDay, reason: '整改到位（虚构）。' });
    expect((await lift(province, '2024-12-01')).status).toBe(403);
    expect((await lift(elsewhere.secretary, '2024-12-01')).status).toBe(404);
    expect((await lift(officer, '2024-10-15')).body.type).toBe('urn:lianheti:standing-ended');
    expect((await lift(officer, '2024-12-01')).status).toBe(204);
    expect((await lift(officer, '2024-12-02')).status).toBe(409);
    const { spans } = (await here.secretary.get(`/api/consortia/${here.consortiumId}/standing`)).body;
    expect(spans.slice(-2)).toMatchObject([
      { standing: 'rectifying', from: '2024-11-01', until: '2024-12-01' },
      { standing: 'cultivated', from: '2024-12-01', until: null },
    ]);
  });
});
