import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let enterprise: TestMember;
let kinds: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
  kinds = `/api/consortia/${here.consortiumId}/ledgers`;
});
afterAll(() => server.close());

const apprenticeship = (more: object = {}) => ({
  values: {
    school: '示例职院',
    enterprise: '示例机电',
    major: '460101',
    headcount: 30,
    startedOn: '2022-09-01',
    endedOn: '2023-06-30',
    ...more,
  },
});

async function record(who: TestMember['reporter'], report: object, kind = 'apprenticeship') {
  return who.post(`${kinds}/${kind}/entries`, report);
}

const figure = async (id: string, year: number) => {
  const rows = await server.context.db.asOwner((tx) =>
    tx
      .selectFrom('ledger_figure')
      .select(['standing', 'amount', 'entries'])
      .where('consortium_id', '=', here.consortiumId)
      .where('figure', '=', id)
      .where('year', '=', year)
      .where('entries', '>', 0)
      .orderBy('standing')
      .execute(),
  );
  return rows.map(({ standing, amount, entries }) => [standing, amount, entries]);
};

describe('one event, one entry', () => {
  test('a school and an enterprise that report the same apprenticeship meet in one entry', async () => {
    const first = await record(school.reporter, apprenticeship());
    expect([first.status, first.body.outcome]).toEqual([201, 'added']);
    expect(await figure('apprentices', 2022)).toEqual([['oneSided', '30', 1]]);
    const second = await record(enterprise.reporter, apprenticeship());
    expect(second.body).toMatchObject({ outcome: 'confirmed', id: first.body.id, version: 2 });
    expect(await figure('apprentices', 2022)).toEqual([['confirmed', '30', 1]]);
    expect(await figure('apprentices', 2023)).toEqual([['confirmed', '30', 1]]);
    expect(await figure('apprentices', 2024)).toEqual([]);
    const again = await record(enterprise.reporter, apprenticeship());
    expect(again.body).toMatchObject({ outcome: 'repeated', id: first.body.id, version: 2 });
  });

  test('a difference is a dispute, counted nowhere until a side or the secretariat settles it', async () => {
    const major = '460301';
    const first = (await record(school.reporter, apprenticeship({ major, headcount: 12 }))).body;
    const second = (await record(enterprise.reporter, apprenticeship({ major, headcount: 10 }))).body;
    expect(second).toMatchObject({ outcome: 'disputed', id: first.id });
    expect(await figure('apprentices', 2022)).toEqual([
      ['confirmed', '30', 1],
      ['disputed', '12', 1],
    ]);
    const seen = (await school.reporter.get(`/api/entries/${first.id}`)).body;
    expect(seen).toMatchObject({
      standing: 'disputed',
      differences: [
        {
          field: 'headcount',
          stated: [
            { side: school.id, value: 12 },
            { side: enterprise.id, value: 10 },
          ],
        },
      ],
    });
    const settled = await here.secretary.post(`/api/entries/${first.id}/settlement`, {
      version: seen.version,
      values: { ...seen.values, headcount: 11 },
      reason: '按备案名单核定',
    });
    expect(settled.status).toBe(204);
    expect(await figure('apprentices', 2022)).toEqual([['confirmed', '41', 2]]);
  });
});
