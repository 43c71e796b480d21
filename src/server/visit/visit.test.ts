import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queriesOf } from '#test/count-queries.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import {
  admitApplication,
  anotherVerified,
  confirmedApplication,
  recommendApplications,
  verifyApplication,
} from '#test/verified-application.ts';

let server: TestServer;
let here: TestConsortium;
let beside: TestConsortium;
let ministry: TestClient;
let expert: TestClient & { personId: string };
let stranger: TestClient & { personId: string };
let province: TestClient;
let visit: string;
let board: string;

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  ministry = await server.join('ministry-officer', here.ministryId);
  province = await server.join('provincial-officer', here.provinceId);
  expert = await server.join('expert', here.ministryId, '考察专家（虚构）');
  stranger = await server.join('expert', here.ministryId, '同省专家（虚构）');
  await server.context.db.asOwner((tx) =>
    tx
      .insertInto('expert')
      .values([
        {
          unit_id: here.ministryId,
          person_id: expert.personId,
          name: '考察专家（虚构）',
          email: 'kc@ceshi.example',
          province: '他省',
        },
        {
          unit_id: here.ministryId,
          person_id: stranger.personId,
          name: '同省专家（虚构）',
          email: 'ts@ceshi.example',
          province: '测试省',
        },
      ])
      .execute(),
  );
  const revision = await confirmedApplication(server, here);
  await province.post(`/api/applications/${here.applicationId}/verdicts`, {
    revision,
    verdicts: [{ cell: 'officeArea', verdict: 'corrected', value: 88, reason: '按租赁合同复核' }],
  });
  await verifyApplication(province, here.applicationId, revision, ['officeArea']);
  beside = await anotherVerified(server, here, province, '邻园联合体（虚构）');
  await recommendApplications(province, here, [here.applicationId, beside.applicationId]);
  for (const id of [here.applicationId, beside.applicationId]) await admitApplication(ministry, id);
  visit = `/api/applications/${here.applicationId}/visit`;
  board = `/api/batches/${here.batchId}/visits`;
});
afterAll(() => server.close());

const order = { how: 'manual', reason: '面积更正较大，须看现场', city: '测试市' };
const seen = { revision: 1, text: '实训设备与台账不符', place: '一号实训楼', seenAt: '2023-07-03T10:00:00+08:00' };
const findingId = crypto.randomUUID();
const findingUrl = () => `${visit}/findings/${findingId}`;
const versionNow = async () => (await ministry.get(visit)).body.version;

function send(client: TestClient, bytes: Uint8Array<ArrayBuffer>, name: string) {
  const body = new FormData();
  body.set('file', new Blob([bytes]), name);
  return client.request('POST', `/api/applications/${here.applicationId}/findings/${findingId}/files`, { body });
}

describe('site visits (A3-3-02)', () => {
  test('whom to visit is the ministry’s choice, with its reason, once however often it is pressed', async () => {
    const { body } = await ministry.get(board);
    expect(body.candidates).toMatchObject([
      { id: here.applicationId, doubts: 1, isProposed: false },
      { id: beside.applicationId, doubts: 0 },
    ]);
    expect((await ministry.put(visit, { ...order, reason: '' })).status).toBe(422);
    for (const other of [province, here.secretary]) expect((await other.put(visit, order)).status).toBe(403);
    expect((await expert.put(visit, order)).status).toBe(404);
    const chosen = await Promise.all([1, 2].map(() => ministry.put(visit, order)));
    expect(chosen.map(({ body: answer }) => answer)).toEqual([{ version: 1 }, { version: 1 }]);
    expect((await ministry.get(visit)).body.points).toMatchObject([
      { source: 'figure', text: '固定办公面积：省级更正为88，按租赁合同复核' },
    ]);
  });

  test('officers and experts with an account are sent; an expert of the same province stays away', async () => {
    const set = (people: string[], version: number) => ministry.put(`${visit}/team`, { people, version });
    expect((await set([stranger.personId], 1)).body.detail).toContain('同省');
    expect((await set([here.secretary.personId], 1)).status).toBe(422);
    expect((await expert.get(visit)).status).toBe(404);
    expect((await set([expert.personId], 1)).body).toEqual({ version: 2 });
    expect((await set([], 1)).body.type).toBe('urn:lianheti:stale');
    expect((await expert.get('/api/me/notices')).body.items[0].link).toBe(visit.replace('/api', ''));
  });

  test('whoever visits sees that application, and nothing of any other', async () => {
    expect((await expert.get(visit)).body).toMatchObject({ canWork: true, canManage: false });
    expect((await expert.get(`/api/applications/${here.applicationId}/revisions/1/form.pdf`)).status).toBe(200);
    expect((await expert.get('/api/me/visits')).body.items).toMatchObject([{ id: here.applicationId }]);
    for (const path of [`/api/applications/${beside.applicationId}`, `/api/applications/${beside.applicationId}/visit`])
      expect((await expert.get(path)).status).toBe(404);
    expect((await expert.get(board)).status).toBe(403);
    expect((await stranger.get(visit)).status).toBe(404);
    for (const other of [province, here.secretary]) expect((await other.get(visit)).status).toBe(404);
    expect((await here.secretary.get('/api/me/visits')).body.items).toEqual([]);
  });

  test('days are planned for all, moved by hand, and taken away as a calendar', async () => {
    await ministry.put(`/api/applications/${beside.applicationId}/visit`, { ...order, city: '另一市' });
    const plan = (days: string[], perDay: number) => ministry.post(`${board}/plan`, { days, perDay });
    expect((await plan(['2023-07-03'], 1)).body.detail).toContain('排不进');
    expect((await expert.post(`${board}/plan`, { days: ['2023-07-03'], perDay: 2 })).status).toBe(403);
    expect((await plan(['2023-07-04', '2023-07-03'], 2)).body).toEqual({ planned: 2 });
    const days = (await ministry.get(board)).body.visits.map(({ day }: { day: string }) => day);
    expect(days).toEqual(['2023-07-03', '2023-07-04']);
    const move = { day: '2023-07-10', position: 0, city: '测试市', version: await versionNow() };
    expect((await ministry.put(`${visit}/day`, move)).status).toBe(200);
    expect((await ministry.put(`${visit}/day`, move)).body.type).toBe('urn:lianheti:stale');
    expect((await expert.put(`${visit}/day`, { ...move, version: await versionNow() })).status).toBe(403);
    const calendar = (await expert.get(`${board}.ics`)).text;
    expect(calendar).toContain('DTSTART;VALUE=DATE:20230710');
    expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect((await province.get(`${board}.ics`)).status).toBe(404);
  });

  test('a finding sent twice from a phone is one; a file that is no photograph is refused; others see neither', async () => {
    for (let time = 0; time < 2; time++) expect((await expert.put(findingUrl(), seen)).status).toBe(204);
    expect((await expert.put(findingUrl(), { ...seen, revision: 9 })).body.type).toBe('urn:lianheti:revision-changed');
    expect((await ministry.put(`${visit}/findings/${crypto.randomUUID()}`, seen)).status).toBe(403);
    const photo = new Uint8Array(await readFile(new URL('../../../docs/images/form-1440.png', import.meta.url)));
    const { body } = await send(expert, photo, '现场.png');
    expect((await send(expert, photo, '现场.png')).body).toEqual(body);
    const program = await send(expert, new TextEncoder().encode('MZ\u0000\u0001program'), '照片.png');
    expect(program).toMatchObject({ status: 422, body: { type: 'urn:lianheti:unreadable-file' } });
    expect((await ministry.get(visit)).body.findings).toMatchObject([
      { text: seen.text, files: [{ name: '现场.png' }] },
    ]);
    const file = `/api/applications/${here.applicationId}/findings/${findingId}/files/${body.digest}`;
    for (const other of [province, here.secretary, stranger]) expect((await other.get(file)).status).toBe(404);
    expect((await province.get(`/api/applications/${here.applicationId}/verification`)).body.findings).toEqual([]);
  });

  test('the report is closed once each question is settled and a conclusion stands; it carries the photographs', async () => {
    expect((await expert.post(`${visit}/points`, { text: '夜间实训是否开放' })).status).toBe(204);
    expect((await expert.post(`${visit}/end`, { version: await versionNow() })).body.type).toBe(
      'urn:lianheti:items-open',
    );
    for (const { id, version } of (await expert.get(visit)).body.points) {
      const judge = { outcome: 'settled', note: '已看现场', version };
      expect((await expert.put(`${visit}/points/${id}`, judge)).body).toEqual({ version: version + 1 });
      expect((await expert.put(`${visit}/points/${id}`, judge)).body.type).toBe('urn:lianheti:stale');
    }
    const text = '办学条件属实，建议通过。';
    const version = await versionNow();
    expect((await expert.put(`${visit}/conclusion`, { text, version })).body).toEqual({ version: version + 1 });
    expect((await expert.put(`${visit}/conclusion`, { text: '覆盖', version })).body).toMatchObject({
      conclusion: text,
    });
    const report = await fetch(`${server.address}${visit}/report.docx`, { headers: expert.headers });
    const parts = unzipSync(new Uint8Array(await report.arrayBuffer()));
    const words = new TextDecoder().decode(parts['word/document.xml']);
    for (const word of [text, '夜间实训是否开放', '按租赁合同复核', seen.text, '现场.png'])
      expect(words).toContain(word);
    expect(Object.keys(parts).some((name) => name.startsWith('word/media/'))).toBe(true);
    expect((await expert.post(`${visit}/end`, { version: version + 1 })).status).toBe(200);
    expect((await expert.put(findingUrl(), seen)).status).toBe(409);
  });

  test('one struck off leaves its visitors with nothing, and may be taken up again', async () => {
    const other = `/api/applications/${beside.applicationId}/visit`;
    const { version } = (await ministry.get(other)).body;
    await ministry.put(`${other}/team`, { people: [expert.personId], version });
    expect((await expert.get(other)).status).toBe(200);
    expect((await expert.post(`${other}/removal`, { reason: '不去', version: version + 1 })).status).toBe(403);
    expect((await ministry.post(`${other}/removal`, { reason: '材料已说清', version: version + 1 })).status).toBe(200);
    expect((await expert.get(other)).status).toBe(404);
    expect((await ministry.put(other, order)).body).toEqual({ version: version + 3 });
  });

  test('the list asks the database as often for two visits as for one, and nothing is written once the stage has closed', async () => {
    const two = await queriesOf(ministry, board);
    const other = `/api/applications/${beside.applicationId}/visit`;
    const { version } = (await ministry.get(other)).body;
    await ministry.post(`${other}/removal`, { reason: '不去', version });
    expect(await queriesOf(ministry, board)).toBe(two);
    await server.context.db.asOwner((tx) =>
      tx
        .updateTable('batch_stage')
        .set({ closes_at: new Date(Date.now() - 1000) })
        .where('batch_id', '=', here.batchId)
        .where('stage', '=', 'site-visit')
        .execute(),
    );
    expect((await ministry.put(other, order)).body.type).toBe('urn:lianheti:stage-closed');
  });
});
