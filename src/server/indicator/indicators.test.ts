import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
});
afterAll(() => server.close());

describe('the indicator system (B-1.1, B-1.2, B-1.3, B-1.4, B-2.1, B-2.2, B-2.3, B-2.4, B-3.1, B-3.2, B-3.3, B-3.4, B-3.5, B-4.1, B-4.2, B-4.3, B-4.4, B-4.5, B-5.1, B-5.2, B-5.3, B-5.4, B-6.1, B-6.2, B-6.3, B-7)', () => {
  test('tells of each of its 26 points what supports it and what would help most next', async () => {
    const read = async (year: number) => {
      const { indicators } = (await here.secretary.get(`/api/consortia/${here.consortiumId}/indicators?year=${year}`))
        .body;
      return indicators.flatMap(({ points }: { points: { id: string }[] }) => points);
    };
    const pointOf = async (id: string, year: number) =>
      (await read(year)).find((point: { id: string }) => point.id === id);
    expect(await read(2022)).toHaveLength(26);
    expect(await pointOf('4.2', 2022)).toMatchObject({
      entries: 0,
      advice: [{ id: 'missing' }, { id: 'no-evidence' }],
    });
    expect(await pointOf('7', 2022)).toMatchObject({ advice: [] });
    const values = { school: school.id, year: 2022, graduates: 300, employed: 291 };
    await school.reporter.post(`/api/consortia/${here.consortiumId}/ledgers/graduate-employment/entries`, { values });
    expect(await pointOf('4.2', 2022)).toMatchObject({
      entries: 1,
      oneSided: 1,
      figures: [{ figure: 'employmentRate', value: '97' }],
      advice: [{ id: 'one-sided' }, { id: 'no-evidence' }],
    });
    expect(await pointOf('4.2', 2023)).toMatchObject({
      entries: 0,
      latestYear: 2022,
      advice: [{ id: 'stale', text: '2023年没有记录，最近的是2022年' }, { id: 'no-evidence' }],
    });
  });
});
