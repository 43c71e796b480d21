import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { verifyChain } from '#server/audit/verify-audit.ts';
import { verifyAll } from '#server/figure/verify-figures.ts';
import { testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let sides: Awaited<ReturnType<typeof oneSide>>[];

beforeAll(async () => {
  server = await testServer();
  const first = await testConsortium(server);
  const { ministryId } = first;
  const others = ['甲', '乙', '丙'].map((name) => ({ name: `${name}联合体`, province: `${name}省`, ministryId }));
  sides = [await oneSide(first.consortiumId)];
  for (const other of others) sides.push(await oneSide((await testConsortium(server, other)).consortiumId));
});
afterAll(() => server.close());

async function oneSide(consortiumId: string) {
  const enterprise = await testMember(server, consortiumId, { name: '示例机电' });
  const record = (position: string) =>
    enterprise.reporter.post(`/api/consortia/${consortiumId}/ledgers/talent-need/entries`, {
      values: { enterprise: '示例机电', position, occupation: '焊工', level: '高职', headcount: 3, year: 2023 },
    });
  return { consortiumId, record };
}

describe('people of several consortia who record at once', () => {
  test('share trips to the database; each entry, figure and audit event is its own consortium’s', async () => {
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    const answers = await Promise.all(
      sides.flatMap(({ record }) => Array.from({ length: 10 }, (_, number) => record(`岗位${number}`))),
    );
    const trips = spy.mock.calls.filter((call) => JSON.stringify(call).includes('select write_')).length;
    spy.mockRestore();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(trips).toBeLessThan(answers.length / 2);
    expect(await asSuperuser(server.superuser, verifyAll)).toMatchObject({ entries: answers.length, faults: [] });
    expect((await asSuperuser(server.superuser, verifyChain)).faults).toEqual([]);
  });

  test('wait for nobody of another consortium', async () => {
    const [held, free] = sides;
    const done: string[] = [];
    await server.context.db.asOwner(async (tx) => {
      await tx
        .updateTable('ledger_head')
        .set({ sequence: 1_000_000 })
        .where('consortium_id', '=', held?.consortiumId ?? '')
        .execute();
      void held?.record('等').then(() => done.push('held'));
      await Promise.all(['一', '二', '三'].map((post) => free?.record(post).then(() => done.push('free'))));
      expect(done).toEqual(['free', 'free', 'free']);
    });
    await expect.poll(() => done).toContain('held');
  });
});
