import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readImage, readImageFile } from '#documents/disc/read-image.ts';
import { verifyDisc } from '#documents/disc/verify-disc.ts';
import { currentPack } from '#packs/packs.ts';
import { queriesOf } from '#test/count-queries.ts';
import { aPng } from '#test/evidence-files.ts';
import { endedJob, type Recommended, recommendedApplications } from '#test/recommended-applications.ts';
import type { Body, TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestConsortium;
let province: Recommended;
let at: string;
let folder: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  province = await recommendedApplications(server, here, { count: 2 });
  at = `/api/batches/${here.batchId}/packages/${here.provinceId}`;
  folder = await mkdtemp(join(tmpdir(), 'lianheti-package-'));
  const consortiumId = province.consortia[0] ?? '';
  const secretary = await server.join('secretariat', consortiumId);
  for (const [number, word] of ['甲', '乙'].entries()) {
    const uploadId = await upload(secretary, consortiumId, aPng(60 + number, 40), `证明${word}.png`);
    const evidence = { uploadId, title: `证明${word}`, points: ['1.1'] };
    expect((await secretary.post(`/api/consortia/${consortiumId}/evidence`, evidence)).status).toBe(201);
  }
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function fetched(who: TestClient, path: string): Promise<Uint8Array> {
  const answer = await fetch(server.address + path, { headers: who.headers });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

function scan(who: TestClient, query: string, bytes: Uint8Array | string, name = '扫描.png') {
  const body = new FormData();
  body.set('file', new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]), name);
  return who.request('POST', `${at}/papers?${query}`, { body });
}

async function made(order: object): Promise<Body> {
  const begun = await province.officer.post(`${at}/jobs`, order);
  expect(begun.status).toBe(202);
  return endedJob(province.officer, begun.body.jobId);
}

/** Every image of a job, as a file. */
async function imagesOf(job: Body): Promise<readonly string[]> {
  const images: string[] = [];
  for (const [index, { name }] of job.result.files.entries()) {
    if (!name.endsWith('.iso')) continue;
    const path = join(folder, `${job.id}-${index}.iso`);
    await writeFile(path, await fetched(province.officer, `/api/jobs/${job.id}/results/${index + 1}`));
    images.push(path);
  }
  return images;
}

describe('A3-2-05 the papers of a recommendation', () => {
  test('each application has its opinion page, its record of verification and a booklet to print', async () => {
    const [first] = province.applications;
    const of = (document: string) => fetched(province.officer, `${at}/applications/${first}/${document}`);
    for (const document of ['opinion.docx', 'verification.docx']) {
      const text = Buffer.from(unzipSync(await of(document))['word/document.xml'] ?? []).toString();
      expect(text).toContain('第1联合体（虚构）');
    }
    const opinion = Buffer.from(unzipSync(await of('opinion.docx'))['word/document.xml'] ?? []).toString();
    for (const words of ['推荐意见：', '同意推荐', '负责人签字', '公章']) expect(opinion).toContain(words);
    expect((await PDFDocument.load(await of('opinion.pdf'))).getPageCount()).toBe(1);
    expect((await PDFDocument.load(await of('booklet.pdf'))).getPageCount()).toBeGreaterThan(9);
    expect((await province.officer.get(`${at}/applications/${here.applicationId}/opinion.pdf`)).status).toBe(404);
  });

  test('what was signed and sealed is examined, kept once, and missing until it is there', async () => {
    const [first] = province.applications;
    const missing = async () => (await province.officer.get(at)).body.missing.join('');
    expect(await missing()).toContain('第1联合体（虚构）：推荐书的签字盖章扫描件');
    const refused = await scan(province.officer, `kind=form&application=${first}`, '只是文字', '推荐书.txt');
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:lianheti:unreadable-file' } });
    const kept = await scan(province.officer, `kind=form&application=${first}`, aPng(30, 40));
    expect(kept.status).toBe(201);
    expect((await scan(province.officer, `kind=form&application=${first}`, aPng(30, 40))).body).toEqual(kept.body);
    expect(await missing()).not.toContain('第1联合体（虚构）：推荐书的签字盖章扫描件');
    expect(await fetched(province.officer, `${at}/papers/${kept.body.id}`)).toEqual(Uint8Array.from(aPng(30, 40)));
    expect((await scan(province.officer, 'kind=form', aPng(30, 40))).status).toBe(422);
    expect((await scan(province.officer, `kind=form&application=${here.applicationId}`, aPng(9, 9))).status).toBe(404);
    expect((await scan(province.officer, 'kind=letter', aPng(31, 40))).status).toBe(201);
    const wrong = await scan(province.officer, `kind=opinion&application=${first}`, aPng(5, 5));
    expect((await province.officer.delete(`${at}/papers/${wrong.body.id}`)).status).toBe(204);
    expect((await province.officer.delete(`${at}/papers/${wrong.body.id}`)).status).toBe(404);
  });

  test('another province sees nothing of it; the ministry reads it once it is handed in, and changes nothing', async () => {
    const elsewhere = await testConsortium(server, { ministryId: here.ministryId, province: '他省' });
    const stranger = await server.join('provincial-officer', elsewhere.provinceId);
    const ministry = await server.join('ministry-officer', here.ministryId);
    const [first] = province.applications;
    for (const path of [at, `${at}/applications/${first}/opinion.pdf`])
      expect((await stranger.get(path)).status).toBe(404);
    expect((await scan(stranger, 'kind=letter', aPng(7, 7))).status).toBe(404);
    expect((await stranger.post(`${at}/jobs`, { as: 'disc' })).status).toBe(404);
    expect((await ministry.get(at)).body.applications).toHaveLength(2);
    expect((await scan(ministry, 'kind=letter', aPng(7, 7))).status).toBe(404);
    expect((await ministry.post(`${at}/jobs`, { as: 'disc' })).status).toBe(404);
    const sealed = server.context.db.asActor(province.officer, (tx) =>
      tx.selectFrom('disc_key').select('sealed').execute(),
    );
    await expect(sealed).rejects.toThrow(/permission denied/);
  });

  test('nothing is made of a list that may still change, and looking at it costs the same for one application as for two', async () => {
    const late = await testConsortium(server, { ministryId: here.ministryId, province: '未提交省' });
    const open = await recommendedApplications(server, late, { isOpen: true });
    const url = `/api/batches/${late.batchId}/packages/${late.provinceId}`;
    expect((await open.officer.get(url)).body.missing[0]).toContain('还没有提交');
    expect((await open.officer.post(`${url}/jobs`, { as: 'disc' })).status).toBe(409);
    // One application or two: the database is asked as often.
    expect(await queriesOf(open.officer, url)).toBe(await queriesOf(province.officer, at));
  });
});

describe('A3-2-05 the disc of a province', () => {
  test('holds documents, materials, answers and an audit extract under a manifest that its key signed', async () => {
    expect((await province.officer.post(`${at}/jobs`, { as: 'disc', medium: '很大' })).status).toBe(422);
    const job = await made({ as: 'disc' });
    expect(job).toMatchObject({
      state: 'done',
      result: { files: [{ name: '测试省推荐材料.iso' }, { name: '光盘标签.pdf' }] },
    });
    const [image = ''] = await imagesOf(job);
    const { key } = (await province.officer.get(at)).body;
    const report = await verifyDisc(image, { fingerprint: key.fingerprint });
    expect(report.problems).toEqual([]);
    expect(report.manifest).toMatchObject({ title: '测试省推荐材料', province: '测试省', batch: '测试批次' });
    const paths = report.manifest?.files.map(({ path }) => path) ?? [];
    for (const path of [
      '推荐函.docx',
      `${currentPack.summary.title}.xlsx`,
      `${currentPack.summary.title}.docx`,
      '签字盖章/1-推荐函.png',
      '1-第1联合体（虚构）/推荐书（第1版）.docx',
      '1-第1联合体（虚构）/推荐书（第1版）.pdf',
      '1-第1联合体（虚构）/地方教育行政部门意见.docx',
      '1-第1联合体（虚构）/核实记录.docx',
      '1-第1联合体（虚构）/签字盖章/1-推荐书.png',
      '1-第1联合体（虚构）/支撑材料/支撑材料.pdf',
      '1-第1联合体（虚构）/支撑材料/原件/002 证明乙.png',
      '2-第2联合体（虚构）/填报数据.json',
    ])
      expect(paths).toContain(path);
    expect(paths.some((path) => path.startsWith('2-') && path.includes('支撑材料'))).toBe(false);
    const text = JSON.stringify(job) + JSON.stringify((await province.officer.get(at)).body);
    expect(text).not.toMatch(/sealed|"ed25519"|"sm2"/);
    expect(await events(image)).toBeGreaterThan(6);
  });

  test('is signed with the same key each time, and split where a medium is too small', async () => {
    const fingerprint = (await province.officer.get(at)).body.key.fingerprint;
    const job = await made({ as: 'disc', medium: '0.8MB' });
    expect(job.result.discs.length).toBeGreaterThan(1);
    const images = await imagesOf(job);
    const sets = new Set<string | undefined>();
    for (const image of images) {
      const report = await verifyDisc(image, { fingerprint });
      expect(report.problems).toEqual([]);
      sets.add(report.manifest?.set.id);
    }
    expect(sets.size).toBe(1);
    const colleague = await server.join('provincial-officer', here.provinceId);
    expect((await colleague.get(at)).body.jobs.map(({ id }: Body) => id)).toContain(job.id);
    expect((await colleague.get(`/api/jobs/${job.id}/results/99`)).status).toBe(404);
  });

  test('comes as a zip, too, with booklets, covers and backs to print', async () => {
    const job = await made({ as: 'zip' });
    expect(job.result.volumes).toMatchObject([
      { consortium: '第1联合体（虚构）', spine: { widthMm: expect.any(Number) } },
    ]);
    const files = unzipSync(await fetched(province.officer, `/api/jobs/${job.id}/results/1`));
    expect(Object.keys(files)).toContain('1-第1联合体（虚构）/打印/推荐书（双面打印）.pdf');
    const cover = files['1-第1联合体（虚构）/支撑材料/封面和书脊.pdf'] ?? new Uint8Array();
    expect((await PDFDocument.load(cover)).getPageCount()).toBe(2);
  });

  test('a cancelled disc leaves nothing to download', async () => {
    const begun = await province.officer.post(`${at}/jobs`, { as: 'disc' });
    expect((await province.officer.post(`/api/jobs/${begun.body.jobId}/cancellation`)).status).toBe(204);
    expect((await endedJob(province.officer, begun.body.jobId)).state).toBe('cancelled');
    expect((await province.officer.get(`/api/jobs/${begun.body.jobId}/results/1`)).status).toBe(404);
  });
});

/** Recomputes each event of the audit extract on an image, and returns how many there are. */
async function events(image: string): Promise<number> {
  const file = (await readImage(image)).files.find(({ path }) => path === '审计记录摘录.json');
  const chunks: Uint8Array[] = [];
  if (file) for await (const chunk of readImageFile(image, file)) chunks.push(chunk);
  const { streams } = JSON.parse(Buffer.concat(chunks).toString());
  let count = 0;
  for (const { stream, events: all } of streams)
    for (const { sequence, payload, previousHash, hash } of all) {
      const text = `${previousHash}\n${stream}\n${sequence}\n${payload}`;
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
      count += 1;
    }
  return count;
}
