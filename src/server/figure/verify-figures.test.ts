import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { verifyAll } from './verify-figures.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let enterprise: TestMember;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  enterprise = await testMember(server, here.consortiumId, { name: '示例机电' });
});
afterAll(() => server.close());

const verify = () => asSuperuser(server.superuser, verifyAll);

/** Any few acts of the two sides on few events, so that they meet. */
const acts = fc.array(
  fc.record({
    who: fc.constantFrom('school', 'enterprise'),
    major: fc.constantFrom('460101', '460103', '460104'),
    headcount: fc.integer({ min: 0, max: 3 }),
    endedOn: fc.constantFrom(undefined, '2022-06-30', '2023-12-31'),
    withdraw: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('figures', () => {
  test('are what a recomputation from all entries gives, after whatever the sides do', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        for (const { who, withdraw, major, headcount, endedOn } of all) {
          const { reporter } = who === 'school' ? school : enterprise;
          const values = {
            school: school.id,
            enterprise: enterprise.id,
            major,
            headcount,
            startedOn: '2021-09-01',
            endedOn,
          };
          const [result] = (
            await reporter.post(`/api/consortia/${here.consortiumId}/ledgers/apprenticeship/reports`, {
              reports: [{ values }],
              how: 'import',
            })
          ).body.results;
          if (withdraw && result.id)
            await reporter.post(`/api/entries/${result.id}/withdrawal`, { version: result.version, reason: '试撤回' });
        }
        expect((await verify()).faults).toEqual([]);
      }),
      { numRuns: 15 },
    );
    expect((await verify()).entries).toBeGreaterThan(0);
  });

  test('that were tampered with are named, and so is an entry', async () => {
    const values = {
      school: school.id,
      enterprise: enterprise.id,
      major: '460105',
      headcount: 3,
      startedOn: '2021-09-01',
    };
    const path = `/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries`;
    expect((await school.reporter.post(path, { values })).status).toBe(201);
    await asSuperuser(server.superuser, async (client) => {
      await client.query(
        `update ledger_figure set amount = amount + 1 where figure = 'apprentices' and year = 2022 and entries > 0`,
      );
      await client.query(`update ledger_entry set facts = '[]' where standing <> 'withdrawn'`);
    });
    const { faults } = await verify();
    expect(faults.some(({ place, fault }) => place.includes('apprentices 2022') && fault.startsWith('库中为'))).toBe(
      true,
    );
    expect(faults.some(({ fault }) => fault === '计入的数据与重新计算的不符')).toBe(true);
  });
});
