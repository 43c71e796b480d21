import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { confirmedApplication, recommendApplications, verifyApplication } from '#test/verified-application.ts';

let server: TestServer;
let here: TestConsortium;
let officer: TestClient & { personId: string };
let revision: number;
let form: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  officer = await server.join('provincial-officer', here.provinceId);
  form = `/api/applications/${here.applicationId}`;
  revision = await confirmedApplication(server, here);
});
afterAll(() => server.close());

const key = () => ({ consortium_id: here.consortiumId, application_id: here.applicationId });

test('what was verified is the baseline from the recommendation on, both values kept; no later verdict and nobody changes it (A3-2-03)', async () => {
  const verdicts = [
    { cell: 'employmentRate.2022', verdict: 'corrected', value: 91.5, reason: '按就业台账复核' },
    { cell: 'officeArea', verdict: 'rejected', reason: '没有租赁合同' },
  ];
  expect((await officer.post(`${form}/verdicts`, { revision, verdicts })).status).toBe(204);
  const judged = verdicts.map(({ cell }) => cell);
  await verifyApplication(officer, here.applicationId, revision, judged);
  expect((await officer.get(`${form}/baseline`)).status).toBe(404);
  await expect(
    server.context.db.asActor({ personId: officer.personId }, (tx) =>
      tx
        .insertInto('baseline')
        .values({
          ...key(),
          number: revision,
          submitted: '{}',
          verified: '{}',
          digest: '0'.repeat(64),
          person_id: officer.personId,
        })
        .execute(),
    ),
  ).rejects.toThrow('row-level security');
  await recommendApplications(officer, here, [here.applicationId]);

  const before = (await here.secretary.get(`${form}/baseline`)).body;
  expect(before).toMatchObject({ revision, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const figures = new Map(before.figures.map((one: { cell: string }) => [one.cell, one]));
  expect(figures.get('employmentRate.2022')).toMatchObject({ submitted: 97.2, verified: 91.5 });
  expect(figures.get('officeArea')).toMatchObject({ submitted: expect.any(Number), verified: null });

  const later = [{ cell: 'officeArea', verdict: 'true' }];
  expect((await officer.post(`${form}/verdicts`, { revision, verdicts: later })).status).toBe(409);
  await server.context.db.asOwner(async (tx) => {
    const verdict = {
      ...key(),
      number: revision,
      cell: 'officeArea',
      verdict: 'true',
      reason: '',
      person_id: officer.personId,
    };
    await tx.insertInto('verdict').values(verdict).execute();
  });
  for (const who of [officer, here.secretary, await server.join('ministry-officer', here.ministryId)])
    expect((await who.get(`${form}/baseline`)).body).toEqual(before);
  await expect(
    server.context.db.asOwner((tx) => tx.updateTable('baseline').set({ verified: '{}' }).execute()),
  ).rejects.toThrow('never changed or removed');
  const elsewhere = await testConsortium(server, { name: '他省联合体', province: '他省', ministryId: here.ministryId });
  expect((await elsewhere.secretary.get(`${form}/baseline`)).status).toBe(404);
});
