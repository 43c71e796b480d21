import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let base: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例学院', category: 'higherVocational' });
  base = `/api/consortia/${here.consortiumId}`;
});
afterAll(() => server.close());

/** What is counted, by figure and year. */
async function counted(): Promise<Record<string, number>> {
  const rows = await server.context.db.asOwner((tx) =>
    tx.selectFrom('ledger_figure').select(['figure', 'year', 'amount']).where('entries', '>', 0).execute(),
  );
  return Object.fromEntries(rows.map(({ figure, year, amount }) => [`${figure} ${year}`, Number(amount)]));
}

test('what counts by the category of a member moves with it, a closed year as a restatement; what was said stays', async () => {
  for (const [year, enrolled] of [
    [2021, 900],
    [2022, 1000],
  ])
    expect(
      (
        await school.reporter.post(`${base}/ledgers/school-profile/entries`, {
          values: { school: '示例学院', year, enrolled },
        })
      ).status,
    ).toBe(201);
  expect((await here.secretary.post(`${base}/years/2021/closure`)).status).toBe(200);
  expect(await counted()).toMatchObject({
    'enrolledStudents.higherVocational 2021': 900,
    'enrolledStudents.higherVocational 2022': 1000,
  });

  const authority = await server.join('park-authority', here.consortiumId);
  const { items } = (await authority.get(`${base}/members?q=示例学院`)).body;
  const member = items[0];
  const changed = await authority.put(`${base}/members/${school.id}`, {
    ...valuesOf(member),
    category: 'university',
    version: member.version,
  });
  expect(changed.status, changed.text).toBe(204);
  const after = await counted();
  expect(after).toMatchObject({ 'enrolledStudents.university 2021': 900, 'enrolledStudents.university 2022': 1000 });
  expect(Object.keys(after).filter((key) => key.startsWith('enrolledStudents.higherVocational'))).toEqual([]);

  const entry = (await here.secretary.get(`${base}/ledgers/school-profile/entries?year=2021`)).body.items[0];
  expect(entry).toMatchObject({ standing: 'oneSided', values: { enrolled: 900 }, version: 2 });
  const { history } = (await here.secretary.get(`/api/entries/${entry.id}`)).body;
  expect(history).toContainEqual(
    expect.objectContaining({ action: 'recounted', reason: expect.stringContaining('“示例学院”由') }),
  );
  const restated = await server.context.db.asOwner((tx) =>
    tx.selectFrom('ledger_restatement').select(['figure', 'year']).execute(),
  );
  expect(restated.map(({ figure, year }) => `${figure} ${year}`).sort()).toEqual([
    'enrolledStudents.higherVocational 2021',
    'enrolledStudents.university 2021',
  ]);
});

function valuesOf({ name, creditCode, joinedOn }: Record<string, unknown>) {
  return { name, creditCode, joinedOn };
}
