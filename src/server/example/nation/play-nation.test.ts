import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '#server/audit/verify-audit.ts';
import { replay } from '#server/selection/replay-batch.ts';
import type { TestClient } from '#test/test-client.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import type { NationPlay } from './nation-play.ts';
import { playNation } from './play-nation.ts';

const size = { provinces: 4, applications: 12, experts: 60, readers: 3 };

let server: TestServer;
let play: NationPlay;
let ministry: TestClient;
beforeAll(async () => {
  server = await testServer();
  play = await playNation(server.context, size);
  ministry = await server.join('ministry-officer', play.units.ministryId);
}, 300_000);
afterAll(() => server.close());

const batch = () => `/api/batches/${play.units.batchId}`;
const count = (items: readonly unknown[] | undefined) => items?.length ?? 0;

describe('the example nation’s batch', () => {
  test('has every province’s three recommended, one of all not admitted, and the others listed or not', async () => {
    const { states } = (await ministry.get(batch())).body;
    const byState = Object.fromEntries(
      states
        .map((each: { state: string; count: number }) => [each.state, each.count])
        .filter(([, n]: [string, number]) => n > 0),
    );
    expect(byState).toEqual({ rejected: 1, listed: 6, unlisted: 5 });
  });

  test('was read by as many as the batch asks for, whom the rules let read, severe ones and mild ones', async () => {
    const { applications } = (await ministry.get(`${batch()}/assignment`)).body;
    for (const { reading } of applications) expect(reading).toHaveLength(size.readers);
    const { candidates } = (await ministry.get(`${batch()}/selection`)).body;
    expect(candidates).toHaveLength(11);
    expect(Math.max(...candidates.map(({ spread }: { spread: number }) => spread))).toBeGreaterThan(15);
  });

  test('kept ties that were declared, found and put aside, and who came in for whom', async () => {
    const { ties, replacements } = (await ministry.get(`${batch()}/experts`)).body;
    const sources = new Set(ties.map(({ source }: { source: string }) => source));
    expect(sources.has('found')).toBe(true);
    expect(count(replacements)).toBeGreaterThan(0);
  });

  test('took two objections, of which one changed the list', async () => {
    const { objections, history, list } = (await ministry.get(`${batch()}/selection`)).body;
    expect(objections.map(({ decision }: { decision: string }) => decision).sort()).toEqual(['dismissed', 'upheld']);
    expect(history.map(({ state, listed }: { state: string; listed: number }) => [state, listed])).toEqual([
      ['draft', 7],
      ['publicity', 7],
      ['publicity', 6],
      ['final', 6],
    ]);
    expect(list.listed).toBe(6);
  });

  test('is found the same by who recomputes it from the record, and its audit chain is whole', async () => {
    const replayed = await asSuperuser(server.superuser, (client) => replay(client, play.units.batchId));
    expect(replayed).toMatchObject({ applications: 11, listed: 6, faults: [] });
    expect((await asSuperuser(server.superuser, verifyChain)).faults).toEqual([]);
  });
});
