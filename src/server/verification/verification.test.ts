import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figureCells } from '#core/verification/verdict.ts';
import { currentPack } from '#packs/packs.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { confirmedApplication, verifyApplication } from '#test/verified-application.ts';

let server: TestServer;
let here: TestConsortium;
let officer: TestClient;
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

const findingId = crypto.randomUUID();
const seen = { text: '实训设备与台账不符', place: '一号实训楼', seenAt: '2023-05-20T10:00:00+08:00' };

describe('verification by the province (A3-2-01)', () => {
  test('shows each figure with what was submitted, and waits for a verdict on each', async () => {
    const { body } = await officer.get(`${form}/verification`);
    expect(body).toMatchObject({ revision, canVerify: true, checks: [], spotCheck: null, changedSince: [] });
    expect(body.figures.find((one: { cell: string }) => one.cell === 'officeArea')).toMatchObject({ verdict: null });
    const early = await officer.post(`${form}/verification`, { revision });
    expect(early).toMatchObject({ status: 422, body: { type: 'urn:lianheti:verdicts-missing' } });
  });

  test('a correction wants a reason and another value than the one submitted, within the cell’s range', async () => {
    const give = (verdict: object) => officer.post(`${form}/verdicts`, { revision, verdicts: [verdict] });
    const rate = 'employmentRate.2022';
    expect((await give({ cell: rate, verdict: 'corrected', value: 90 })).status).toBe(422);
    expect((await give({ cell: rate, verdict: 'corrected', value: 101, reason: '复核' })).body.detail).toContain('100');
    expect((await give({ cell: rate, verdict: 'corrected', reason: '复核' })).status).toBe(422);
    expect((await give({ cell: 'park', verdict: 'true' })).body.type).toBe('urn:lianheti:unknown-cell');
    expect((await give({ cell: rate, verdict: 'corrected', value: -1, reason: '复核' })).status).toBe(422);
    const late = await officer.post(`${form}/verdicts`, {
      revision: revision + 1,
      verdicts: [{ cell: rate, verdict: 'true' }],
    });
    expect(late.body.type).toBe('urn:lianheti:revision-changed');
    expect((await give({ cell: rate, verdict: 'corrected', value: 91.5, reason: '按就业台账复核' })).status).toBe(204);
    const { figures } = (await officer.get(`${form}/verification`)).body;
    expect(figures.find((one: { cell: string }) => one.cell === rate).verdict).toMatchObject({
      verdict: 'corrected',
      value: 91.5,
    });
  });

  test('the applicant neither verifies, nor sees verdicts while the province is at it', async () => {
    const verdicts = [{ cell: 'officeArea', verdict: 'true' }];
    expect((await here.secretary.post(`${form}/verdicts`, { revision, verdicts })).status).toBe(403);
    const { figures } = (await here.secretary.get(`${form}/verification`)).body;
    expect(figures.every((one: { verdict: unknown }) => one.verdict === null)).toBe(true);
  });

  test('a spot check is drawn once for a revision, with its seed told', async () => {
    const draw = { revision, atRisk: 5, random: 5 };
    const drawn = await Promise.all([1, 2].map(() => officer.post(`${form}/spot-check`, draw)));
    expect(drawn.map(({ status }) => status).sort()).toEqual([204, 409]);
    const { spotCheck } = (await officer.get(`${form}/verification`)).body;
    expect(spotCheck).toMatchObject({ poolSize: 0, entries: [], seed: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('a finding sent again from a phone that was offline is one finding, with its photograph once', async () => {
    const url = `${form}/findings/${findingId}`;
    for (let time = 0; time < 2; time++) expect((await officer.put(url, { revision, ...seen })).status).toBe(204);
    const photo = await readFile(new URL('../../../docs/images/form-1440.png', import.meta.url));
    const send = () => {
      const body = new FormData();
      body.set('file', new Blob([photo]), '现场.png');
      return officer.request('POST', `${url}/files`, { body });
    };
    const [{ body }, again] = [await send(), await send()];
    expect(again.body).toEqual(body);
    const { findings } = (await officer.get(`${form}/verification`)).body;
    expect(findings).toHaveLength(1);
    expect(findings[0].files).toEqual([
      { digest: body.digest, name: '现场.png', mediaType: 'image/png', bytes: photo.length },
    ]);
    const shown = await fetch(`${server.address}${url}/files/${body.digest}`, { headers: officer.headers });
    expect(Buffer.from(await shown.arrayBuffer()).equals(photo)).toBe(true);
    expect((await here.secretary.get(`${url}/files/${body.digest}`)).status).toBe(404);
  });

  test('is ended when each figure has its verdict; then the applicant reads it and answers what was found', async () => {
    const open = figureCells(currentPack.form)
      .map(({ path }) => path)
      .filter((cell) => cell !== 'employmentRate.2022');
    const verdicts = open.map((cell) => ({ cell, verdict: 'true' }));
    expect((await officer.post(`${form}/verdicts`, { revision, verdicts })).status).toBe(204);
    expect((await officer.post(`${form}/verification`, { revision })).body).toEqual({ state: 'verified' });
    expect((await officer.post(`${form}/verdicts`, { revision, verdicts })).status).toBe(409);
    expect((await here.secretary.post(`${form}/findings/${findingId}/answer`, { text: '已整改' })).status).toBe(204);
    const view = (await here.secretary.get(`${form}/verification`)).body;
    expect(view.findings[0].answer.text).toBe('已整改');
    expect(view.figures.find((one: { cell: string }) => one.cell === 'employmentRate.2022').verdict.value).toBe(91.5);
    const { items } = (await officer.get(`/api/batches/${here.batchId}/verifications`)).body;
    expect(items).toMatchObject([{ state: 'verified', corrected: 1 }]);
  });

  test('what changed since the officer looked is told on every return', async () => {
    await officer.post(`${form}/look`, { revision });
    expect((await officer.post(`${form}/return`, { text: '请补充', remarks: [] })).status).toBe(200);
    const next = await confirmedAgain();
    const { changedSince, looked } = (await officer.get(`${form}/verification`)).body;
    expect(looked.revision).toBe(revision);
    expect(changedSince).toMatchObject([{ cell: 'park', to: '改名园区（虚构）' }]);
    await verifyApplication(officer, here.applicationId, next);
  });
});

async function confirmedAgain(): Promise<number> {
  const { versions } = (await here.secretary.get(form)).body;
  const changed = { value: '改名园区（虚构）', baseVersion: versions.park };
  const { sequence } = (await here.secretary.put(`${form}/answers/park`, changed)).body;
  const { body } = await here.secretary.post(`${form}/submission`, { reasons: {}, sequence });
  for (const role of ['park-authority', 'lead-school', 'lead-enterprise'] as const) {
    const lead = await server.join(role, here.consortiumId);
    await lead.post(`${form}/revisions/${body.revision}/confirmation`, { digest: body.digest });
  }
  return body.revision;
}
