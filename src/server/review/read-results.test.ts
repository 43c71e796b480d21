import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentPack } from '#packs/packs.ts';
import {
  admittedApplication,
  assignReader,
  pointIds,
  type TestExpert,
  type TestReading,
  testExpert,
} from '#test/test-reading.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { readResults } from './read-results.ts';

let server: TestServer;
let here: TestReading;
let mild: TestExpert;
let severe: TestExpert;
beforeAll(async () => {
  server = await testServer();
  here = await admittedApplication(server);
  mild = await testExpert(server, here.ministryId);
  severe = await testExpert(server, here.ministryId);
  for (const expert of [mild, severe]) await assignReader(server, here, expert);
});
afterAll(() => server.close());

const results = (actor: { personId: string }) =>
  server.context.db.readAs(actor, (tx) =>
    readResults(tx, { id: here.batchId, weights: { '1.1': 3 }, pack: currentPack }),
  );

/** Scores every point alike, but `first` for 1.1. */
async function score({ personId, expertId }: TestExpert, first: number, others: number): Promise<void> {
  await server.context.db.asActor({ personId }, (tx) =>
    tx
      .insertInto('reading_score')
      .values(
        pointIds.map((point) => ({
          consortium_id: here.consortiumId,
          application_id: here.applicationId,
          expert_id: expertId,
          point,
          score: String(point === '1.1' ? first : others),
        })),
      )
      .execute(),
  );
}

const handIn = (expert: TestExpert) =>
  server.context.db.asActor(expert, (tx) =>
    tx.selectNoFrom(({ fn, val }) => fn<boolean>('submit_reading', [val(here.applicationId)]).as('done')).execute(),
  );

describe('the results of a batch', () => {
  test('count a reading once it was handed in, weighted as the batch says', async () => {
    await score(mild, 100, 80);
    await score(severe, 60, 60);
    expect(await results(here.officer)).toMatchObject([
      { consortium: '测试联合体', province: '测试省', state: 'admitted', mean: null, spread: null, score: null },
    ]);
    await handIn(mild);
    const [one] = await results(here.officer);
    expect(one).toMatchObject({ mean: 82.22, spread: null, score: 82.22, deduction: 0 });
    await handIn(severe);
    const [both] = await results(here.officer);
    expect(both).toMatchObject({ mean: 71.11, calibrated: 71.11, spread: 22.22 });
    expect(both?.readers).toHaveLength(2);
  });

  test('are nobody’s but the office’s: neither reader, province nor applicant finds one', async () => {
    for (const actor of [mild, here.provincial, here.secretary]) {
      const seen = await results(actor);
      expect(seen.flatMap(({ readers }) => readers.filter(({ total }) => total !== null))).toEqual([]);
    }
  });
});
