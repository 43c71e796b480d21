import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withValue } from '#core/form/answers.ts';
import { newDiscKeys } from '#documents/disc/disc-keys.ts';
import { makeDisc } from '#documents/disc/make-disc.ts';
import { readImage, readImageFile } from '#documents/disc/read-image.ts';
import { openDiscKeys } from '#server/package/disc-key.ts';
import { queriesOf } from '#test/count-queries.ts';
import { aboutDisc, discFiles, discFolder, jolietName } from '#test/disc-image.ts';
import { endedJob, type Recommended, recommendedApplications } from '#test/recommended-applications.ts';
import type { Body, TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { beginUploadAt, idOf, sendBytes, uploadTo } from '#test/test-upload.ts';

let server: TestServer;
let here: TestConsortium;
let province: Recommended;
let ministry: TestClient;
let at: string;
let good: Buffer;
const disc = discFolder();
const answersPath = '1-第1联合体（虚构）/填报数据.json';

beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  province = await recommendedApplications(server, here);
  ministry = await server.join('ministry-officer', here.ministryId);
  at = `/api/batches/${here.batchId}`;
  const begun = await province.officer.post(`${at}/packages/${here.provinceId}/jobs`, { as: 'disc' });
  const { id } = await endedJob(province.officer, begun.body.jobId);
  const image = await fetch(`${server.address}/api/jobs/${id}/results/1`, { headers: province.officer.headers });
  good = Buffer.from(await image.arrayBuffer());
  disc.write('good.iso', good);
});
afterAll(async () => {
  await server.close();
  disc.remove();
});

/** Sends an image and has it looked into: what the ministry sees of it then. */
async function takenIn(bytes: Uint8Array, name = '光盘.iso'): Promise<Body> {
  const uploadId = await uploadTo(ministry, `${at}/disc-uploads`, bytes, name);
  const begun = await ministry.post(`${at}/intakes`, { uploadId });
  expect(begun.status).toBe(202);
  const job = await endedJob(ministry, begun.body.jobId);
  expect(job).toMatchObject({ state: 'done' });
  return (await ministry.get(`${at}/intakes/${job.result.intakeId}`)).body;
}

/** The disc's answers, signed anew by the province with what `change` makes of them. */
async function signedAgain(change: (said: Body) => void, keys = openDiscKeys(server.context, here.provinceId)) {
  const file = (await readImage(disc.at('good.iso'))).files.find(({ path }) => path === answersPath);
  const chunks: Uint8Array[] = [];
  if (file) for await (const chunk of readImageFile(disc.at('good.iso'), file)) chunks.push(chunk);
  const said = JSON.parse(Buffer.concat(chunks).toString());
  change(said);
  await makeDisc(disc.at('again.iso'), discFiles({ [answersPath]: JSON.stringify(said) }), aboutDisc, await keys);
  return readFileSync(disc.at('again.iso'));
}

const messagesOf = ({ problems }: Body) => problems.map(({ message }: Body) => message).join('；');

describe('A3-3-01 the ministry takes a disc in', () => {
  test('one as the province made it is intact, of the province, and the same as online in every value', async () => {
    const before = (await ministry.get(`${at}/intakes`)).body.provinces;
    expect(before).toMatchObject([{ name: '测试省', recommended: 1, received: 0 }]);
    const taken = await takenIn(good, '测试省推荐材料.iso');
    expect(taken).toMatchObject({ outcome: 'intact', signer: '测试省', fileName: '测试省推荐材料.iso', problems: [] });
    const [application] = taken.applications;
    expect(application).toMatchObject({ consortium: '第1联合体（虚构）', revision: { disc: 1, online: 1 } });
    expect(application.cells.length).toBeGreaterThan(100);
    expect(application.cells.filter(({ isSame }: Body) => !isSame)).toEqual([]);
    const { items, provinces } = (await ministry.get(`${at}/intakes`)).body;
    expect(items).toHaveLength(1);
    expect(provinces).toMatchObject([{ name: '测试省', recommended: 1, received: 1 }]);
  });

  test('one altered byte: the file is named', async () => {
    const bytes = Buffer.from(good);
    const file = (await readImage(disc.at('good.iso'))).files.find(({ path }) => path.endsWith('核实记录.docx'));
    const place = file?.pieces[0]?.at ?? 0;
    bytes[place + 100] = (bytes[place + 100] ?? 0) ^ 1;
    const taken = await takenIn(bytes);
    expect(taken).toMatchObject({
      outcome: 'faulty',
      problems: [{ kind: 'altered', path: '1-第1联合体（虚构）/核实记录.docx' }],
    });
    expect(taken.applications).toHaveLength(1);
  });

  test('answers that were altered are told as altered, and are not compared', async () => {
    const bytes = Buffer.from(good);
    const file = (await readImage(disc.at('good.iso'))).files.find(({ path }) => path === answersPath);
    const place = file?.pieces[0]?.at ?? 0;
    bytes[place + 20] = (bytes[place + 20] ?? 0) ^ 1;
    expect(await takenIn(bytes)).toMatchObject({
      outcome: 'faulty',
      problems: [{ kind: 'altered', path: answersPath }],
      applications: [],
    });
  });

  test('a disc that differs from online shows both values of just that figure', async () => {
    const bytes = await signedAgain((said) => {
      said.answers = withValue(said.answers, 'officeArea', 999);
      said.verified = withValue(said.verified, 'officeArea', 888);
    });
    const taken = await takenIn(bytes);
    expect(taken.outcome).toBe('intact');
    const different = taken.applications[0].cells.filter(({ isSame }: Body) => !isSame);
    const { answers } = (await ministry.get(`/api/applications/${province.applications[0]}`)).body;
    expect(different).toMatchObject([
      {
        cell: 'officeArea',
        submitted: { disc: '999', online: String(answers.officeArea) },
        verified: { disc: '888', online: String(answers.officeArea) },
      },
    ]);
  });

  test('an unknown signer, and an application that is not the signer’s, are told in words', async () => {
    const unknown = await takenIn(await signedAgain(() => {}, Promise.resolve(newDiscKeys())));
    expect(unknown).toMatchObject({ outcome: 'faulty', signer: null });
    expect(messagesOf(unknown)).toContain('不属于本系统登记的任何省份');
    const foreign = await takenIn(
      await signedAgain((said) => {
        said.application = crypto.randomUUID();
      }),
    );
    expect(messagesOf(foreign)).toContain('第1联合体（虚构）不是测试省在本批次的申报');
    expect(foreign.applications).toMatchObject([{ revision: { online: null }, cells: null }]);
  });

  test('answers of any shape do no harm', async () => {
    for (const change of [
      (said: Body) => Object.assign(said, { answers: { officeArea: { a: ['<script>', null] }, park: 7 } }),
      (said: Body) => Object.assign(said, { verified: { members: 'x', staffNames: { length: 1e9 } } }),
    ])
      expect((await takenIn(await signedAgain(change))).applications[0].cells.length).toBeGreaterThan(0);
    const none = await takenIn(await signedAgain((said) => Object.assign(said, { answers: 'x' })));
    expect(messagesOf(none)).toContain('填报数据无法识别');
  });

  test('a name that leads elsewhere is refused in words, and nothing is written there', async () => {
    const bytes = Buffer.from(good);
    Buffer.from('../', 'utf16le').swap16().copy(bytes, jolietName(good, '推荐函.docx'));
    const taken = await takenIn(bytes);
    expect(taken.outcome).toBe('faulty');
    expect(messagesOf(taken)).toContain('名称不安全');
  });

  test('a wrong manifest, an image that is cut short, and what is no image at all are told in words', async () => {
    const manifest = (await readImage(disc.at('good.iso'))).files.find(({ path }) => path === 'manifest.json');
    const broken = Buffer.from(good);
    broken[manifest?.pieces[0]?.at ?? 0] = 0;
    expect(messagesOf(await takenIn(broken))).toContain('清单无法识别');
    const changed = Buffer.from(good);
    changed.write('甲', changed.indexOf('测试省推荐材料', manifest?.pieces[0]?.at ?? 0));
    expect((await takenIn(changed)).problems.map(({ kind }: Body) => kind)).toContain('signature');
    expect((await takenIn(good.subarray(0, good.length / 2))).outcome).not.toBe('intact');
    const none = await takenIn(Buffer.from('这不是光盘映像'), '../../../etc/passwd');
    expect(none).toMatchObject({ outcome: 'unreadable', about: null, applications: [] });
    expect(messagesOf(none)).toBe('不是光盘映像（ISO 9660）。');
  });

  test('an image of another program is read as well: without a manifest it is told so', async () => {
    if (spawnSync('which', ['xorriso']).status !== 0) return;
    const folder = disc.at('folder');
    mkdirSync(folder);
    writeFileSync(join(folder, '推荐书.txt'), '文字');
    spawnSync('xorriso', ['-as', 'mkisofs', '-quiet', '-J', '-o', disc.at('other.iso'), folder]);
    expect(messagesOf(await takenIn(disc.bytes('other.iso')))).toContain('没有清单');
  });

  test('only the ministry of the batch takes discs in and sees them; an unfinished upload is none', async () => {
    const [item] = (await ministry.get(`${at}/intakes`)).body.items;
    const elsewhere = await testConsortium(server, { ministryId: here.ministryId, province: '他省' });
    const others = [
      province.officer,
      here.secretary,
      await server.join('provincial-officer', elsewhere.provinceId),
      await server.join('auditor', here.ministryId),
    ];
    for (const other of others) {
      expect((await other.get(`${at}/intakes`)).status).toBe(404);
      expect((await other.get(`${at}/intakes/${item.id}`)).status).toBe(404);
      expect((await beginUploadAt(other, `${at}/disc-uploads`, 10, '盘.iso')).status).toBe(404);
    }
    // No disc or many: the database is asked as often.
    const none = `/api/batches/${elsewhere.batchId}/intakes`;
    expect((await ministry.get(none)).body.items).toEqual([]);
    expect(await queriesOf(ministry, `${at}/intakes`)).toBe(await queriesOf(ministry, none));
    const begun = await beginUploadAt(ministry, `${at}/disc-uploads`, 10, '盘.iso');
    const location = begun.headers.get('location') ?? '';
    await sendBytes(ministry, location, Buffer.from('half!'));
    const colleague = await server.join('ministry-officer', here.ministryId);
    expect((await sendBytes(colleague, location, Buffer.from('other'), 5)).status).toBe(404);
    const order = { uploadId: idOf(location) };
    expect((await colleague.post(`${at}/intakes`, order)).status).toBe(404);
    expect((await ministry.post(`${at}/intakes`, order)).status).toBe(409);
    expect((await beginUploadAt(ministry, `${at}/disc-uploads`, 3e10, '大.iso')).status).toBe(413);
    const changed = server.context.db.asOwner((tx) =>
      tx.updateTable('disc_intake').set({ outcome: 'intact' }).where('id', '=', item.id).execute(),
    );
    await expect(changed).rejects.toThrow();
  });
});
