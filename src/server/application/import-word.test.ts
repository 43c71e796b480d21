import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderDocx } from '#documents/docx/render-docx.ts';
import { currentPack } from '#packs/packs.ts';
import { changesOf, exampleForm, type TestConsortium, testConsortium } from '#test/test-consortium.ts';
import { type TestServer, testServer } from '#test/test-server.ts';

let server: TestServer;
let here: TestConsortium;
let path: string;
beforeAll(async () => {
  server = await testServer();
  here = await testConsortium(server);
  path = `/api/applications/${here.applicationId}`;
});
afterAll(() => server.close());

async function upload(bytes: Uint8Array, name = '推荐书.docx') {
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(bytes)]), name);
  return here.secretary.request('POST', `${path}/imports`, { body });
}

const wordTypes = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
const plain = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const macro = 'application/vnd.ms-word.document.macroEnabled.main+xml';
const word = (document: string, type = plain, more: Record<string, Uint8Array> = {}) =>
  zipSync({ '[Content_Types].xml': strToU8(wordTypes(type)), 'word/document.xml': strToU8(document), ...more });
const body = (inner: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inner}</w:body></w:document>`;

/** A compound file, as Word writes one with a password. */
function encrypted(): Uint8Array {
  const bytes = Buffer.alloc(4096);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  bytes.write('EncryptedPackage', 1024, 'utf16le');
  return bytes;
}

/** An archive whose document expands to a gigabyte, with a directory that says otherwise. */
function bomb(): Uint8Array {
  const zeros = deflateRawSync(Buffer.alloc(64 * 2 ** 20));
  const stored = zipSync({
    '[Content_Types].xml': strToU8(wordTypes(plain)),
    'word/document.xml': [Buffer.alloc(200 * 2 ** 20), { level: 9 }],
  });
  expect(zeros.length).toBeLessThan(100_000);
  return stored;
}

describe('importing a filled Word form', () => {
  test('shows each field beside what the form holds now, and stores nothing until it is accepted', async () => {
    const answers = await exampleForm('perfect');
    await here.secretary.put(`${path}/answers/park`, { value: '现有园区', baseVersion: 0 });
    const before = (await here.secretary.get(path)).body.sequence;
    const compared = await upload(renderDocx(currentPack.form, answers));
    expect(compared.status).toBe(200);
    expect(compared.body.unplaced).toEqual([]);
    const park = compared.body.cells.find((one: { cell: string }) => one.cell === 'park');
    expect(park).toMatchObject({ label: '依托园区', current: '现有园区', read: answers.park, same: false });
    expect(compared.body.cells.length).toBe(changesOf(answers).length);
    expect((await here.secretary.get(path)).body.sequence).toBe(before);

    const changes = compared.body.cells.map(({ cell, read }: { cell: string; read: unknown }) => ({
      cell,
      value: read,
      baseVersion: cell === 'park' ? 1 : 0,
    }));
    expect((await here.secretary.post(`${path}/answers`, { changes, how: 'import' })).status).toBe(200);
    expect((await here.secretary.get(path)).body.findings).toEqual([]);
    expect((await here.secretary.get(`${path}/history/park`)).body.items[0]).toMatchObject({
      how: 'import',
      from: '现有园区',
    });
    const again = await upload(renderDocx(currentPack.form, answers));
    expect(again.body.cells.every((one: { same: boolean }) => one.same)).toBe(true);
  });
});

describe('a file that is not to be trusted', () => {
  const external = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  test.each<[string, () => Uint8Array, string]>([
    ['nothing at all', () => new Uint8Array(), 'empty'],
    [
      'a picture with a Word name',
      () => Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
      'wrong-type',
    ],
    [
      'an HTML page with a Word name',
      () => strToU8('<html><body><table><tr><td>联合体名称</td></tr></table></body></html>'),
      'wrong-type',
    ],
    ['a damaged file', () => word(body('<w:p/>')).slice(0, -40), 'damaged'],
    ['a file with a password', encrypted, 'encrypted'],
    ['a file with macros', () => word(body('<w:p/>'), macro, { 'word/vbaProject.bin': strToU8('macro') }), 'macros'],
    [
      'XML with an external entity',
      () => word(external + body('<w:p><w:r><w:t>&x;</w:t></w:r></w:p>')),
      'document-type',
    ],
    ['a zip bomb', bomb, 'expands-too-much'],
    ['a zip that is no Word file', () => zipSync({ 'a.txt': strToU8('甲') }), 'not-word'],
  ])('%s is refused in words, nothing is stored, and the server lives on', async (_, make, reason) => {
    const before = (await here.secretary.get(path)).body.sequence;
    const answer = await upload(make());
    expect([answer.status, answer.body.reason]).toEqual([422, reason]);
    expect(answer.body.detail).toMatch(/\p{Script=Han}{4}/u);
    expect(answer.text).not.toContain('root:');
    expect((await here.secretary.get(path)).body.sequence).toBe(before);
  });

  test('200 MB are refused without being taken into memory', async () => {
    const before = process.memoryUsage().rss;
    const chunk = new Uint8Array(2 ** 20);
    let sent = 0;
    const stream = new ReadableStream({
      pull(controller) {
        if (sent === 0)
          controller.enqueue(strToU8('--b\r\ncontent-disposition: form-data; name="file"; filename="a.docx"\r\n\r\n'));
        sent += 1;
        if (sent <= 200) controller.enqueue(chunk);
        else {
          if (sent === 201) controller.enqueue(strToU8('\r\n--b--\r\n'));
          controller.close();
        }
      },
    });
    const request = here.secretary.request('POST', `${path}/imports`, {
      body: stream,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      ...{ duplex: 'half' },
    });
    // The server may answer and hang up before the sender has finished: either way nothing was taken.
    const status = await request.then(
      (answer) => answer.status,
      () => 413,
    );
    expect(status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
    expect((await server.stranger.get('/health/ready')).body).toEqual({ status: 'ready' });
  });

  test('a file announced as too large is refused before a byte of it is read', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: `${path}/imports`,
      headers: {
        ...here.secretary.headers,
        'content-type': 'multipart/form-data; boundary=b',
        'content-length': String(200 * 2 ** 20),
      },
      payload: '--b--',
    });
    expect(answer.statusCode).toBe(413);
  });

  test('the server keeps answering while it reads', async () => {
    const answers = await exampleForm('perfect');
    const bytes = renderDocx(currentPack.form, answers);
    const reading = Array.from({ length: 6 }, () => upload(bytes));
    const alive = server.stranger.get('/health/live').then(() => 'alive');
    expect(await Promise.race([...reading, alive])).toBe('alive');
    for (const { status } of await Promise.all(reading)) expect(status).toBe(200);
  });
});
