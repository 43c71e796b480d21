import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobFolder, resultPart } from '#server/job/job-folder.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { asSuperuser } from '#test/test-database.ts';
import { type TestMember, testMember } from '#test/test-members.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let school: TestMember;
let provincial: TestClient & { personId: string };

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  school = await testMember(server, here.consortiumId, { name: '示例职院', category: 'higherVocational' });
  await testMember(server, here.consortiumId, { name: '示例机电' });
  provincial = await server.join('provincial-officer', here.provinceId);
  for (const [startedOn, headcount] of [
    ['2024-03-01', 20],
    ['2025-03-01', 10],
  ]) {
    const values = { school: '示例职院', enterprise: '示例机电', major: '460101', headcount, startedOn };
    const path = `/api/consortia/${here.consortiumId}/ledgers/apprenticeship/entries`;
    expect((await school.reporter.post(path, { values })).status).toBe(201);
  }
  await asSuperuser(server.superuser, async (client) => {
    await client.query('alter table commitment disable trigger all');
    await client.query(
      `insert into commitment (consortium_id, figure, year, value, first_value, verified, batch_id, application_id, revision)
       values ($1, 'apprentices', 2025, 40, 40, true, $2, $3, 1)`,
      [here.consortiumId, here.batchId, here.applicationId],
    );
    await client.query('alter table commitment enable trigger all');
    await client.query(
      `insert into standing_event (consortium_id, standing, from_day, reason, cause, decided_by)
       values ($1, 'cultivated', '2023-09-01', '列入培育名单。', '{}', $2)`,
      [here.consortiumId, provincial.personId],
    );
  });
});
afterAll(() => server.close());

/** Has a report made, and gives its files by name. */
async function made(who: TestClient, unitId: string, order: object): Promise<Map<string, Uint8Array>> {
  const asked = await who.post(`/api/units/${unitId}/monitoring-reports`, order);
  expect(asked.status).toBe(202);
  const job = `/api/jobs/${asked.body.jobId}`;
  await expect.poll(async () => (await who.get(job)).body.state, { timeout: 60_000, interval: 300 }).toBe('done');
  const { files } = (await who.get(job)).body.result as { files: { name: string }[] };
  const folder = jobFolder(server.context.config, asked.body.jobId);
  const read = files.map(async ({ name }, at) => {
    expect((await who.get(`${job}/results/${at + 1}`)).status).toBe(200);
    return [name, await readFile(join(folder, resultPart(at + 1)))] as const;
  });
  return new Map(await Promise.all(read));
}

const wordsOf = (docx: Uint8Array | undefined) =>
  strFromU8(unzipSync(docx ?? new Uint8Array())['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]*>/g, '');

describe('年度监测报告 (A3-3-04)', () => {
  test('a consortium has its own made as PDF and Word: figures by year, commitments, charts', async () => {
    const files = await made(here.secretary, here.consortiumId, { year: 2025 });
    expect([...files.keys()]).toEqual(['测试联合体2025年建设监测报告.pdf', '测试联合体2025年建设监测报告.docx']);
    expect(strFromU8(files.get('测试联合体2025年建设监测报告.pdf')?.slice(0, 5) ?? new Uint8Array())).toBe('%PDF-');
    const docx = files.get('测试联合体2025年建设监测报告.docx');
    const words = wordsOf(docx);
    expect(words).toContain('有成员单位2家');
    expect(words).toContain('由各方填报的台账汇总');
    const [code] = words.match(/[2-9A-Z]{5}-[2-9A-Z]{5}/) ?? [];
    const opened = await here.secretary.get(`/api/figures/codes/${code}`);
    expect(opened.body).toMatchObject({ year: 2025, printed: { value: expect.any(String) } });
    expect(words).toContain('有可比承诺的数据1项，达到承诺0项，未达到1项：中国特色学徒制培养（75％）。');
    const chart = strFromU8(unzipSync(docx ?? new Uint8Array())['word/charts/chart1.xml'] ?? new Uint8Array());
    for (const value of ['20', '30', '40']) expect(chart).toContain(`<c:v>${value}</c:v>`);
  });

  test('what the ministry approved can be its basis instead: the report says so, and bears no codes of the ledgers', async () => {
    const digest = server.context.packs.byId('moe-2023-15')?.digest ?? '';
    await asSuperuser(server.superuser, async (client) => {
      await client.query(
        `with asked as (
           insert into collection (unit_id, pack_digest, kind, year, title, opens_at, created_by)
           values ($1, $2, 'self-evaluation', 2025, '自评', now(), $3) returning id
         ), owed as (
           insert into collection_return (consortium_id, collection_id, state) select $4::uuid, id, 'final' from asked returning collection_id
         )
         insert into collection_figure (consortium_id, collection_id, figure, year, amount, confirmed, evidenced, entries, level)
         select $4::uuid, collection_id, 'apprentices', 2025, 28, 1, 1, 2, 3 from owed`,
        [here.ministryId, digest, provincial.personId, here.consortiumId],
      );
    });
    const files = await made(here.secretary, here.consortiumId, { year: 2025, basis: 'approved' });
    const words = wordsOf(files.get('测试联合体2025年建设监测报告.docx'));
    expect(words).toContain('部级核定的数据');
    expect(words).toContain('中国特色学徒制培养（70％）');
    expect(words).not.toMatch(/[2-9A-Z]{5}-[2-9A-Z]{5}/);
  });

  test('a province has its own made together with that of each of its consortia, in one zip', async () => {
    const files = await made(provincial, here.provinceId, { year: 2025, each: true });
    const [[name, zip] = ['', new Uint8Array()]] = files;
    expect(name).toBe('测试省2025年建设监测报告.zip');
    const inside = unzipSync(zip);
    expect(Object.keys(inside).sort()).toEqual(
      ['测试省', '测试联合体']
        .flatMap((unit) => ['docx', 'pdf'].map((type) => `${unit}2025年建设监测报告.${type}`))
        .sort(),
    );
    const words = wordsOf(inside['测试省2025年建设监测报告.docx']);
    expect(words).toContain('有纳入监测的市域产教联合体1家，成员单位2家');
    expect(words).toContain('培育中');
    const listed = (await provincial.get('/api/monitoring-reports')).body;
    expect(listed.units.map(({ name: unit }: { name: string }) => unit)).toEqual(['测试省', '测试联合体']);
    expect(listed.jobs).toMatchObject([{ kind: 'monitoring-report', state: 'done' }]);
  });

  test('each level has its own: not what is above it, nor another’s', async () => {
    const elsewhere = await testConsortium(server, {
      name: '他省联合体',
      province: '他省',
      ministryId: here.ministryId,
    });
    for (const [who, unitId] of [
      [here.secretary, here.provinceId],
      [provincial, here.ministryId],
      [provincial, elsewhere.provinceId],
      [elsewhere.secretary, here.consortiumId],
      [school.reporter, here.consortiumId],
    ] as const)
      expect((await who.post(`/api/units/${unitId}/monitoring-reports`, { year: 2025 })).status).toBe(404);
  });
});
