import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPdf, aPng } from '#test/evidence-files.ts';
import type { TestClient } from '#test/test-client.ts';
import { type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { testS3 } from '#test/test-s3.ts';
import { type TestServer, testServer } from '#test/test-server.ts';
import { beginUpload, idOf, offsetOf, sendAndCut, sendBytes, upload } from '#test/test-upload.ts';

let server: TestServer;
let here: TestConsortium;
let memberId: string;
let member: TestClient;
let otherId: string;
let other: TestClient;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  memberId = await server.addUnit('member', '示例甲校', here.consortiumId);
  member = await server.join('member-reporter', memberId);
  otherId = await server.addUnit('member', '示例乙企业', here.consortiumId);
  other = await server.join('member-reporter', otherId);
});
afterAll(() => server.close());

const list = (more = '') => `/api/consortia/${here.consortiumId}/evidence${more}`;

let shade = 0;
/** A picture that no other test has. */
const picture = () => {
  shade += 1;
  return aPng(40, 30, shade);
};

async function add(client: TestClient, bytes: Uint8Array, name: string, more: object = {}) {
  const uploadId = await upload(client, here.consortiumId, bytes, name);
  return client.post(list(), { uploadId, ...more });
}

async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}
const stored = () => filesBelow(join(server.context.config.dataDir, 'files'));
const staged = () => filesBelow(join(server.context.config.dataDir, 'uploads'));

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await isSo()) return;
    await new Promise((go) => setTimeout(go, 25));
  }
  throw new Error('it never came so');
}

async function anEntry(client: TestClient, publisher: string, title: string): Promise<string> {
  const values = { publisher, title, publishedOn: '2021-05-01' };
  const made = await client.post(`/api/consortia/${here.consortiumId}/ledgers/talent-demand-report/entries`, {
    values,
  });
  expect([made.status, made.text]).toEqual([expect.toBeOneOf([200, 201]), expect.any(String)]);
  return made.body.id;
}

describe('an upload', () => {
  test('becomes evidence with its type, size and period, and its bytes come back the same', async () => {
    const bytes = aPdf(3);
    const made = await add(member, bytes, '校企协议（虚构）.pdf', {
      periodFrom: '2021-01-01',
      periodTo: '2021-12-31',
      points: ['1.1'],
    });
    expect([made.status, made.body]).toEqual([201, { id: expect.any(String), notice: null }]);
    const { items } = (await member.get(list('?q=校企协议&point=1.1'))).body;
    expect(items).toMatchObject([
      {
        title: '校企协议（虚构）',
        mediaType: 'application/pdf',
        pages: 3,
        bytes: bytes.length,
        periodFrom: '2021-01-01',
        periodTo: '2021-12-31',
        member: { id: memberId, name: '示例甲校' },
        points: ['1.1'],
        canChange: true,
      },
    ]);
    const answer = await fetch(`${server.address}/api/evidence/${made.body.id}/file`, { headers: member.headers });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringContaining('inline; filename="evidence.pdf"; filename*=UTF-8\'\'%E6%A0%A1'),
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
    });
  });

  test('goes on where the connection was cut', async () => {
    const bytes = Buffer.concat([picture(), randomBytes(3_000_000)]);
    const begun = await beginUpload(member, here.consortiumId, bytes.length, '长.png');
    const location = begun.headers.get('location') ?? '';
    const path = join(server.context.config.dataDir, 'uploads', idOf(location));
    await sendAndCut({ address: server.address, headers: member.headers, location }, bytes, {
      after: 1_500_000,
      when: () => until(async () => (await stat(path)).size > 100_000),
    });
    let offset = 0;
    await until(async () => {
      const now = await offsetOf(member, location);
      const isStill = now === offset && now > 0;
      offset = now;
      return isStill;
    });
    expect(offset).toBeLessThanOrEqual(1_500_000);
    const early = await member.post(list(), { uploadId: idOf(location) });
    expect([early.status, early.body.type]).toEqual([409, 'urn:lianheti:upload-unfinished']);
    expect((await sendBytes(member, location, bytes.subarray(offset), offset)).status).toBe(204);
    const made = await member.post(list(), { uploadId: idOf(location) });
    expect(made.status).toBe(201);
    const answer = await fetch(`${server.address}/api/evidence/${made.body.id}/file`, { headers: member.headers });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('whose server is killed in the middle leaves nothing half, and goes on with the next server', async () => {
    const bytes = Buffer.concat([picture(), randomBytes(3_000_000)]);
    const before = await stored();
    const second = await startSecond();
    const begun = await beginUpload(member, here.consortiumId, bytes.length, '杀.png');
    const location = begun.headers.get('location') ?? '';
    const path = join(server.context.config.dataDir, 'uploads', idOf(location));
    await sendAndCut({ address: second.address, headers: member.headers, location }, bytes, {
      after: 1_500_000,
      when: async () => {
        await until(async () => (await stat(path)).size > 100_000);
        second.child.kill('SIGKILL');
        await once(second.child, 'exit');
      },
    });
    expect(await stored()).toEqual(before);
    const offset = await offsetOf(member, location);
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThan(bytes.length);
    await sendBytes(member, location, bytes.subarray(offset), offset);
    expect((await member.post(list(), { uploadId: idOf(location) })).status).toBe(201);
    expect((await stored()).length).toBe(before.length + 1);
  });

  test('is evidence once, however often it is asked for, and leaves nothing behind', async () => {
    const uploadId = await upload(member, here.consortiumId, picture(), '一次.png');
    const [first, again] = [await member.post(list(), { uploadId }), await member.post(list(), { uploadId })];
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect((await member.get(list('?q=一次'))).body.total).toBe(1);
    expect((await staged()).filter((name) => name.startsWith(uploadId))).toEqual([]);
  });

  test('of the same bytes is stored once, in this consortium and in another, and neither learns of the other', async () => {
    const bytes = picture();
    await add(member, bytes, '同一.png');
    const before = await stored();
    await add(here.secretary, bytes, '又一.png');
    const elsewhere = await testConsortium(server, { name: '他联合体', ministryId: here.ministryId });
    const begun = await beginUpload(elsewhere.secretary, elsewhere.consortiumId, bytes.length, '同一.png');
    expect(await offsetOf(elsewhere.secretary, begun.headers.get('location') ?? '')).toBe(0);
    const uploadId = await upload(elsewhere.secretary, elsewhere.consortiumId, bytes, '同一.png');
    const made = await elsewhere.secretary.post(`/api/consortia/${elsewhere.consortiumId}/evidence`, { uploadId });
    expect([made.status, made.body]).toEqual([201, { id: uploadId, notice: null }]);
    expect(await stored()).toEqual(before);
    expect((await here.secretary.get(`/api/evidence/${uploadId}/file`)).status).toBe(404);
  });

  test('of a wrong type is refused with what to do, and its bytes are gone', async () => {
    const files = await stored();
    const wrong = await add(member, Buffer.from('MZ\x90\0\0', 'latin1'), '程序.png');
    expect([wrong.status, wrong.body]).toMatchObject([
      422,
      { reason: 'not-evidence', detail: expect.stringContaining('请上传') },
    ]);
    const locked = await add(member, aPdf(1, 'password'), '加密.pdf');
    expect(locked.body).toMatchObject({ reason: 'encrypted-pdf' });
    expect(await stored()).toEqual(files);
    const renamed = await add(member, picture(), '照片.jpg');
    expect([renamed.status, renamed.body.notice]).toEqual([201, expect.stringContaining('内容却是PNG')]);
  });

  test('that is too large, of no size, or beyond the quota is refused before a byte is sent', async () => {
    const begin = async (length: number, name = '大.png') =>
      (await beginUpload(member, here.consortiumId, length, name)).body;
    expect(await begin(200 * 2 ** 20 + 1)).toMatchObject({
      type: 'urn:lianheti:too-large',
      detail: '每个文件最大 200 MB。',
    });
    expect(await begin(0)).toMatchObject({ type: 'urn:lianheti:invalid' });
    const narrow = await testServer({ config: { evidenceQuotaBytes: 1000 } });
    try {
      const there = await testConsortium(narrow);
      const first = await beginUpload(there.secretary, there.consortiumId, 600, '甲.txt');
      expect(first.status).toBe(201);
      const second = await beginUpload(there.secretary, there.consortiumId, 600, '乙.txt');
      expect([second.status, second.body.type]).toEqual([413, 'urn:lianheti:quota-full']);
      const location = first.headers.get('location') ?? '';
      expect((await there.secretary.delete(location)).status).toBe(204);
      expect((await beginUpload(there.secretary, there.consortiumId, 600, '乙.txt')).status).toBe(201);
    } finally {
      await narrow.close();
    }
  });

  test('cannot take more bytes than it promised', async () => {
    const begun = await beginUpload(member, here.consortiumId, 10, '短.txt');
    const location = begun.headers.get('location') ?? '';
    expect((await sendBytes(member, location, Buffer.alloc(5000, 65))).status).toBeGreaterThanOrEqual(400);
    expect(await offsetOf(member, location)).toBeLessThanOrEqual(10);
  });

  test('of someone else, without the header, or without a session goes nowhere', async () => {
    const begun = await beginUpload(member, here.consortiumId, 10, '我的.txt');
    const location = begun.headers.get('location') ?? '';
    expect((await sendBytes(other, location, Buffer.alloc(10, 65))).status).toBe(404);
    expect((await other.post(list(), { uploadId: idOf(location) })).status).toBe(404);
    expect((await sendBytes(server.stranger, location, Buffer.alloc(10, 65))).status).toBe(401);
    const { authorization = '' } = member.headers;
    const bare = await fetch(server.address + location, { method: 'PATCH', headers: { authorization } });
    expect(bare.status).toBe(403);
  });
});

describe('evidence', () => {
  test('of another member is not found: not listed, not read, not changed', async () => {
    const { id } = (await add(member, picture(), '甲校的.png')).body;
    expect((await other.get(list('?q=甲校的'))).body.total).toBe(0);
    expect((await here.secretary.get(list('?q=甲校的'))).body.total).toBe(1);
    const tries = [
      other.get(`/api/evidence/${id}/file`),
      other.request('PATCH', `/api/evidence/${id}`, {
        body: '{"title":"侵入"}',
        headers: { 'content-type': 'application/json' },
      }),
      other.put(`/api/evidence/${id}/points/1.1`),
      other.delete(`/api/evidence/${id}/points/1.1`),
      other.post(`/api/evidence/${id}/withdrawal`, { reason: '侵入' }),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await add(other, picture(), '冒名.png', { memberId })).status).toBe(404);
  });

  test('supports an entry, is seen by both sides of it, and changed by its owner only', async () => {
    const entryId = await anEntry(member, memberId, '有证据的报告');
    const strange = await anEntry(other, otherId, '乙企业的报告');
    const { id } = (await add(member, picture(), '封面.png', { entries: [entryId] })).body;
    expect((await member.get(`/api/entries/${entryId}/evidence`)).body.items).toMatchObject([
      { id, entries: [{ id: entryId, kind: 'talent-demand-report' }] },
    ]);
    expect((await member.put(`/api/evidence/${id}/entries/${strange}`)).status).toBe(404);
    expect((await other.get(`/api/entries/${entryId}/evidence`)).status).toBe(404);
    expect((await other.get(`/api/evidence/${id}/file`)).status).toBe(404);
    // The secretariat says that it proves the other member's report as well: now the other sees it, too.
    expect((await here.secretary.put(`/api/evidence/${id}/entries/${strange}`)).status).toBe(204);
    expect((await other.get(`/api/entries/${strange}/evidence`)).body.items).toMatchObject([
      { id, canChange: false, entries: [{ id: strange }] },
    ]);
    expect((await other.get(`/api/evidence/${id}/file`)).status).toBe(200);
    expect((await other.delete(`/api/evidence/${id}/entries/${strange}`)).status).toBe(403);
    expect((await member.delete(`/api/evidence/${id}/entries/${entryId}`)).status).toBe(204);
    expect((await member.get(`/api/entries/${entryId}/evidence`)).body.items).toEqual([]);
  });

  test('is renamed, gets a period, and is withdrawn with a reason; every step is in the audit', async () => {
    const { id } = (await add(member, picture(), '待改.png')).body;
    const patch = (body: object) =>
      member.request('PATCH', `/api/evidence/${id}`, {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    expect((await patch({ title: '改过的', periodFrom: '2022-03-01' })).status).toBe(204);
    expect((await patch({ periodFrom: '2022-03-01', periodTo: '2021-03-01' })).status).toBe(422);
    expect((await patch({ periodTo: '2021-03-01' })).status).toBe(422);
    expect((await member.put(`/api/evidence/${id}/points/9.9`)).status).toBe(404);
    expect((await member.put(`/api/evidence/${id}/points/2.1`)).status).toBe(204);
    expect((await member.put(`/api/evidence/${id}/points/2.1`)).status).toBe(204);
    expect((await member.post(`/api/evidence/${id}/withdrawal`, { reason: '传错了' })).status).toBe(204);
    expect((await patch({ title: '再改' })).status).toBe(409);
    expect((await member.get(list('?q=改过的'))).body.total).toBe(0);
    expect((await member.get(list('?q=改过的&withdrawn=true'))).body.items).toMatchObject([
      { id, periodFrom: '2022-03-01', points: ['2.1'], canChange: false, withdrawnAt: expect.any(String) },
    ]);
    const actions = await server.context.db.asOwner((tx) =>
      tx.selectFrom('audit_event').select('action').where('subject', '=', id).orderBy('sequence').execute(),
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'evidence.uploaded',
      'evidence.changed',
      'evidence.linked',
      'evidence.withdrawn',
    ]);
  });

  test('is sent in part, and not again where the browser has it', async () => {
    const bytes = picture();
    const { id } = (await add(member, bytes, '一段.png')).body;
    const get = (headers: Record<string, string>) =>
      fetch(`${server.address}/api/evidence/${id}/file`, { headers: { ...member.headers, ...headers } });
    const part = await get({ range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
    expect((await get({ range: 'bytes=999999-' })).status).toBe(416);
    expect((await get({ 'if-none-match': part.headers.get('etag') ?? '' })).status).toBe(304);
    const text = (await add(member, Buffer.from('<script>alert(1)</script>'), '网页.txt')).body.id;
    const saved = await member.get(`/api/evidence/${text}/file`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  test('in a bucket works the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lianheti-s3-'));
    const s3 = await testS3(folder);
    const there = await testServer({ config: { s3: s3.config } });
    try {
      const { consortiumId, secretary } = await testConsortium(there);
      const bytes = picture();
      const uploadId = await upload(secretary, consortiumId, bytes, '桶.png');
      expect((await secretary.post(`/api/consortia/${consortiumId}/evidence`, { uploadId })).status).toBe(201);
      const answer = await fetch(`${there.address}/api/evidence/${uploadId}/file`, {
        headers: { ...secretary.headers, range: 'bytes=5-' },
      });
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(5))).toBe(true);
      expect(await filesBelow(join(there.context.config.dataDir, 'files'))).toEqual([]);
    } finally {
      await there.close();
      await s3.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** A second server, a process of its own, on the same database and data folder. */
async function startSecond() {
  const { host, port, user, password, database } = server.superuser;
  const script = `
    import { startServer } from ${JSON.stringify(new URL('../main.ts', import.meta.url).href)};
    console.log((await startServer(process.env)).address);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATA_DIR: server.context.config.dataDir,
      DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@localhost/${database}?${new URLSearchParams({ host: String(host), port: String(port ?? 5432) })}`,
      EXAMPLE: 'off',
      PORT: '0',
    },
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the second server ended')));
  ended.catch(() => undefined);
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  return { child, address: String(line).trim() };
}
