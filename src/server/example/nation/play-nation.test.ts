import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyDisc } from '#documents/disc/verify-disc.ts';
import { verifyChain } from '#server/audit/verify-audit.ts';
import { fillWithExample } from '#server/example/fill-with-example.ts';
import { replay } from '#server/selection/replay-batch.ts';
import { databaseUrl } from '#test/run-command.ts';
import type { TestClient } from '#test/test-client.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import type { NationPlay } from './nation-play.ts';
import { exampleDiscs } from './play-disc.ts';
import { playNation } from './play-nation.ts';

let server: TestServer;
let play: NationPlay;
let ministry: TestClient;
beforeAll(async () => {
  server = await testServer();
  play = await playNation(server.context);
  ministry = await server.join('ministry-officer', play.units.ministryId);
}, 600_000);
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
    expect(byState).toEqual({ rejected: 1, listed: 49, unlisted: 46 });
  });

  test('was read by as many as the batch asks for, whom the rules let read, severe ones and mild ones', async () => {
    const { applications } = (await ministry.get(`${batch()}/assignment`)).body;
    for (const { reading } of applications) expect(reading).toHaveLength(play.readers);
    const { candidates } = (await ministry.get(`${batch()}/selection`)).body;
    expect(candidates).toHaveLength(95);
    expect(Math.max(...candidates.map(({ spread }: { spread: number }) => spread))).toBeGreaterThan(15);
  });

  test('kept ties that were declared, found and put aside, and who came in for whom', async () => {
    const { ties, replacements } = (await ministry.get(`${batch()}/experts`)).body;
    const sources = new Set(ties.map(({ source }: { source: string }) => source));
    expect(sources.has('found')).toBe(true);
    expect(count(replacements)).toBeGreaterThan(0);
  });

  test('has a signed disc that is intact, and a copy of which the altered file is named', async () => {
    const { intact, altered } = exampleDiscs(server.context.config);
    expect((await verifyDisc(intact)).problems).toEqual([]);
    expect((await verifyDisc(altered)).problems).toMatchObject([
      { kind: 'altered', path: expect.stringMatching(/填报数据\.json$/) },
    ]);
  });

  test('had two consortia visited, each with its report', async () => {
    const visits = (await ministry.get(`${batch()}/visits`)).body.visits;
    expect(visits).toHaveLength(2);
    for (const { endedAt, openPoints } of visits) expect([endedAt === null, openPoints]).toEqual([false, 0]);
  });

  test('took two objections, of which one changed the list', async () => {
    const { objections, history, list } = (await ministry.get(`${batch()}/selection`)).body;
    expect(objections.map(({ decision }: { decision: string }) => decision).sort()).toEqual(['dismissed', 'upheld']);
    expect(history.map(({ state, listed }: { state: string; listed: number }) => [state, listed])).toEqual([
      ['draft', 50],
      ['publicity', 50],
      ['publicity', 49],
      ['final', 49],
    ]);
    expect(list.listed).toBe(49);
  });

  test('is found the same by who recomputes it from the record, and its audit chain is whole', async () => {
    const replayed = await asSuperuser(server.superuser, (client) => replay(client, play.units.batchId));
    expect(replayed).toMatchObject({ applications: 95, listed: 49, faults: [] });
    expect((await asSuperuser(server.superuser, verifyChain)).faults).toEqual([]);
  });

  test('is not loaded over data that is there', async () => {
    const env = { DATABASE_URL: databaseUrl(server), DATA_DIR: server.context.config.dataDir };
    const filling = await fillWithExample(env, { which: 'nation' }, () => {});
    expect(filling).toEqual({ refused: expect.stringContaining('已有数据') });
  });
});
