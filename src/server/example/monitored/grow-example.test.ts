import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '#server/audit/verify-audit.ts';
import { loadExample } from '#server/example/load-example.ts';
import { verifyAll } from '#server/figure/verify-figures.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { growExample } from './grow-example.ts';

/** A few more than their histories need. */
const entries = 6000;

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ example: false });
  const units = await loadExample(server.context, { ledgers: 'none' });
  await growExample(server.context, { units, consortia: 12, entries });
}, 120_000);
afterAll(() => server.close());

describe('the grown example', () => {
  test('has figures that are the sums of its entries, and an audit chain that is whole', async () => {
    const report = await asSuperuser(server.superuser, verifyAll);
    expect(report.faults).toEqual([]);
    expect((await asSuperuser(server.superuser, verifyChain)).faults).toEqual([]);
    expect(report.entries).toBe(entries);
  });

  test('has lists of three batches, each of a third, and commitments that were verified', async () => {
    const { batches, taken } = await server.context.db.asOwner(async (tx) => ({
      batches: await tx
        .selectFrom('cultivation')
        .select(['since'])
        .select(({ fn }) => fn.countAll<number>().as('listed'))
        .groupBy('since')
        .orderBy('since')
        .execute(),
      taken: await tx.selectFrom('commitment').select(['verified']).distinct().execute(),
    }));
    expect(batches).toEqual([
      { since: '2023-10-16', listed: 4 },
      { since: '2024-11-08', listed: 4 },
      { since: '2025-09-29', listed: 4 },
    ]);
    expect(taken).toEqual([{ verified: true }]);
  });

  test('has a late return, one given back, one missing, and years whose plan was not fulfilled', async () => {
    const { rows } = await server.context.db.asOwner((tx) =>
      sql<{ year: number; late: number; returned: number; missing: number; unfulfilled: number }>`
        select c.year, count(*) filter (where r.first_sent_at > l.due_at)::integer as late,
          count(*) filter (where r.state = 'returned')::integer as returned, count(*) filter (where r.state = 'draft')::integer as missing,
          count(*) filter (where not r.fulfilled)::integer as unfulfilled
        from collection_return r join collection c on c.id = r.collection_id
        join collection_level l on l.collection_id = c.id and l.level = 'consortium'
        where c.kind = 'self-evaluation' and c.year < 2026 group by c.year order by c.year`.execute(tx),
    );
    expect(rows).toEqual([
      { year: 2023, late: 0, returned: 0, missing: 0, unfulfilled: 2 },
      { year: 2024, late: 1, returned: 0, missing: 0, unfulfilled: 2 },
      { year: 2025, late: 1, returned: 1, missing: 1, unfulfilled: 0 },
    ]);
  });

  test('has one accepted, one more after its second look, one to be put right, one revoked in 2025, and a case that somebody reported', async () => {
    const { standings, cases } = await server.context.db.asOwner(async (tx) => ({
      standings: await sql<{ day: string; standing: string; consortia: number }>`
        select d as day, standing_on(u.id, d::date) as standing, count(*)::integer as consortia
        from unit u cross join unnest(array['2024-06-01', '2025-12-01']) d
        where u.kind = 'consortium' and standing_on(u.id, d::date) is not null group by 1, 2 order by 1, 2`.execute(tx),
      cases: await tx.selectFrom('violation_case').select(['origin', 'state']).orderBy('origin').execute(),
    }));
    expect(standings.rows).toEqual([
      { day: '2024-06-01', standing: 'accepted', consortia: 1 },
      { day: '2024-06-01', standing: 'rectifying', consortia: 3 },
      { day: '2025-12-01', standing: 'accepted', consortia: 2 },
      { day: '2025-12-01', standing: 'cultivated', consortia: 8 },
      { day: '2025-12-01', standing: 'rectifying', consortia: 1 },
      { day: '2025-12-01', standing: 'revoked', consortia: 1 },
    ]);
    expect(cases).toEqual([
      { origin: 'public', state: 'open' },
      { origin: 'strikes', state: 'decided' },
    ]);
  });

  test('has promises split to members and requests to change one, evidence for part of the entries, and applicants in vain', async () => {
    const found = await server.context.db.asOwner(async (tx) => ({
      shares: await tx.selectFrom('commitment_share').select('value').execute(),
      requests: await tx.selectFrom('commitment_request').select(['opinion', 'decision']).orderBy('opinion').execute(),
      evidenced: await tx.selectFrom('collection_figure').select('evidenced').where('evidenced', '>', '0').execute(),
      looks: await tx.selectFrom('acceptance_look').select('ended_at').execute(),
      unlisted: await tx.selectFrom('application').select('id').where('state', '=', 'unlisted').execute(),
    }));
    expect(found.shares.length).toBeGreaterThan(5);
    expect(found.requests).toEqual([
      { opinion: 'oppose', decision: null },
      { opinion: 'support', decision: 'approved' },
      { opinion: null, decision: null },
    ]);
    expect(found.evidenced.length).toBeGreaterThan(100);
    expect(found.looks.map(({ ended_at }) => ended_at === null).sort()).toEqual([false, true]);
    expect(found.unlisted.length).toBeGreaterThan(0);
  });

  test('stands in the public register by the batch that listed each, also once it was accepted or revoked', async () => {
    const { total, items } = (await server.stranger.get('/api/public/consortia?on=2025-12-01')).body;
    expect(total).toBe(12);
    expect(new Set(items.map(({ batch }: { batch: string }) => batch)).size).toBe(3);
    const revoked = (await server.stranger.get('/api/public/consortia?on=2025-12-01&standing=revoked')).body;
    expect(revoked).toMatchObject({
      total: 1,
      items: [{ batch: '2023年市域产教联合体第一批（虚构示例）', since: '2025-04-15' }],
    });
  });

  test('has a plan that was taken from another', async () => {
    const { rows } = await server.context.db.asOwner((tx) =>
      sql<{ tail: string; consortia: number }>`
        select substr(answers ->> 'constructionPlan', strpos(answers ->> 'constructionPlan', chr(10))) as tail,
          count(distinct consortium_id)::integer as consortia
        from revision where consortium_id in (select consortium_id from cultivation) group by 1 having count(distinct consortium_id) > 1`.execute(
        tx,
      ),
    );
    expect(rows.map(({ consortia }) => consortia)).toEqual([2]);
  });
});
