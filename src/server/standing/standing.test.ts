import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
        const orders = events.map(({ standing, from, until }) =>
          order({ consortiumId, standing, fromDay: from, until, reason: '性质检验' }),
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
