import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { confirmedApplication, verifyApplication } from '#test/verified-application.ts';

let server: TestServer;
let here: TestConsortium;
let officer: TestClient;
let revision: number;
let form: string;
let entryId: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  officer = await server.join('provincial-officer', here.provinceId);
  form = `/api/applications/${here.applicationId}`;
  revision = await confirmedApplication(server, here);
  const member = await testMember(server, here.consortiumId, { name: '虚构发布单位' });
  const ledger = `/api/consortia/${here.consortiumId}/ledgers/talent-demand-report/entries`;
  const values = { publisher: member.id, title: '虚构人才需求报告', publishedOn: '2022-05-01' };
  entryId = (await member.reporter.post(ledger, { values })).body.id;
  await officer.post(`${form}/spot-check`, { revision, atRisk: 5, random: 5 });
});
afterAll(() => server.close());

const judge = (order: object) =>
  officer.put(`${form}/spot-check/${entryId}`, { revision, version: 0, note: '按原件复核', ...order });
const sampled = async (who: TestClient) => (await who.get(`${form}/verification`)).body.spotCheck.entries[0];

test('a sampled entry is corrected to another good entry of its kind, or not at all (A3-2-01)', async () => {
  const correct = (corrected?: object) => judge({ verdict: 'corrected', corrected });
  expect((await correct()).body.detail).toContain('更正后的内容');
  expect((await correct({ publishedOn: '2022年5月1日' })).body.detail).toContain('与填报的不同');
  expect((await correct({ publishedOn: '五月' })).body).toMatchObject({ fields: ['publishedOn'] });
  expect((await correct({ publisher: '无此单位' })).body.detail).toContain('不是联合体成员单位');
  expect((await correct({ title: ' ' })).body.detail).toContain('没有填写');
  expect((await correct({ password: '1' })).body).toMatchObject({ fields: ['password'] });
  expect((await judge({ verdict: 'corrected', corrected: { title: '另一报告' }, note: '' })).status).toBe(422);
  expect(await sampled(officer)).toMatchObject({ verdict: null, version: 0 });

  const corrected = { publisher: '虚构发布单位', title: '虚构人才需求报告', publishedOn: '2021.5.1' };
  expect((await correct(corrected)).body).toEqual({ version: 1 });
  expect((await correct({ publishedOn: '2020-05-01' })).body.type).toBe('urn:lianheti:stale');
  const { fields } = await sampled(officer);
  expect(fields).toEqual([
    { id: 'publisher', label: expect.any(String), reported: '虚构发布单位', corrected: null },
    { id: 'title', label: expect.any(String), reported: '虚构人才需求报告', corrected: null },
    { id: 'publishedOn', label: expect.any(String), reported: '2022-05-01', corrected: '2021-05-01' },
  ]);
});

test('another verdict takes the correction away; the record of verification shows both values of a corrected entry', async () => {
  expect((await judge({ verdict: 'true', version: 1, corrected: { title: '不计' } })).status).toBe(200);
  expect((await sampled(officer)).fields.every(({ corrected }: { corrected: unknown }) => corrected === null)).toBe(
    true,
  );
  expect((await judge({ verdict: 'corrected', version: 2, corrected: { publishedOn: '2021-05-01' } })).status).toBe(
    200,
  );
  await verifyApplication(officer, here.applicationId, revision);
  const list = `/api/batches/${here.batchId}/recommendations/${here.provinceId}`;
  const items = [{ applicationId: here.applicationId, opinion: '同意推荐' }];
  expect((await officer.put(list, { version: 0, items, opinion: '' })).status).toBe(200);
  const at = `/api/batches/${here.batchId}/packages/${here.provinceId}/applications/${here.applicationId}`;
  const file = await fetch(`${server.address}${at}/verification.docx`, { headers: officer.headers });
  const xml = unzipSync(new Uint8Array(await file.arrayBuffer()))['word/document.xml'] ?? new Uint8Array();
  expect(Buffer.from(xml).toString()).toContain('2022-05-01更正为2021-05-01');
  expect((await sampled(here.secretary)).fields).toContainEqual(expect.objectContaining({ corrected: '2021-05-01' }));
});
