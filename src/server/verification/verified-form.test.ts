import { afterAll, beforeAll, expect, test } from 'vitest';
import { valueAt } from '#core/form/answers.ts';
import { readDocx } from '#documents/docx/read/read-docx.ts';
import { currentPack } from '#packs/packs.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { confirmedApplication, verifyApplication } from '#test/verified-application.ts';

let server: TestServer;
let here: TestConsortium;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
});
afterAll(() => server.close());

test('once verified, the form is there with corrected figures replaced and those not recognised blank; what was submitted stays (A3-2-01)', async () => {
  const officer = await server.join('provincial-officer', here.provinceId);
  const form = `/api/applications/${here.applicationId}`;
  const revision = await confirmedApplication(server, here);
  const verdicts = [
    { cell: 'employmentRate.2022', verdict: 'corrected', value: 91.5, reason: '按就业台账复核' },
    { cell: 'officeArea', verdict: 'rejected', reason: '没有租赁合同' },
  ];
  expect((await officer.post(`${form}/verdicts`, { revision, verdicts })).status).toBe(204);
  const early = await officer.get(`${form}/verified-form.pdf`);
  expect(early).toMatchObject({ status: 409, body: { type: 'urn:lianheti:action-not-possible' } });
  const judged = verdicts.map(({ cell }) => cell);
  await verifyApplication(officer, here.applicationId, revision, judged);

  const fetched = async (path: string) => {
    const answer = await fetch(`${server.address}${form}/${path}`, { headers: here.secretary.headers });
    expect(answer.status).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const verified = readDocx(currentPack.form, await fetched('verified-form.docx')).answers;
  const submitted = readDocx(currentPack.form, await fetched(`revisions/${revision}/form.docx`)).answers;
  expect(valueAt(verified, 'employmentRate.2022')).toBe(91.5);
  expect(valueAt(submitted, 'employmentRate.2022')).toBe(97.2);
  expect(valueAt(verified, 'officeArea')).toBeUndefined();
  expect(valueAt(submitted, 'officeArea')).toEqual(expect.any(Number));
  expect(valueAt(verified, 'park')).toBe(valueAt(submitted, 'park'));
  expect(
    Buffer.from(await fetched('verified-form.pdf'))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});
