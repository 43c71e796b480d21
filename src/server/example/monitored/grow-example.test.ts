import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadExample } from '#server/example/load-example.ts';
import { verifyAll } from '#server/figure/verify-figures.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { growExample } from './grow-example.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ example: false });
  const units = await loadExample(server.context, { ledgers: 'none' });
  await growExample(server.context, { units, consortia: 12 });
}, 120_000);
afterAll(() => server.close());

describe('the grown example', () => {
  test('has figures that are the sums of its entries, and an audit chain that is whole', async () => {
    const report = await asSuperuser(server.superuser, verifyAll);
    expect(report.faults).toEqual([]);
    expect(report.entries).toBeGreaterThan(3000);
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
});
