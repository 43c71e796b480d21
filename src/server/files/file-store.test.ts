import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testS3 } from '#test/test-s3.ts';
import type { FileStore } from './file-store.ts';
import { localFiles } from './local-files.ts';
import { s3Files } from './s3-files.ts';

let folder: string;
let s3: Awaited<ReturnType<typeof testS3>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianheti-files-'));
  s3 = await testS3(folder);
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function filesBelow(at: string): Promise<string[]> {
  const entries = await readdir(at, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe.each<{ name: string; open: () => FileStore; place: () => string }>([
  { name: 'a folder', open: () => localFiles(join(folder, 'local')), place: () => join(folder, 'local') },
  { name: 'a bucket', open: () => s3Files(s3.config, join(folder, 'spool')), place: () => join(folder, 's3') },
])('files in $name', ({ open, place }) => {
  test('come back byte for byte, whole and in part, by their SHA-256', async () => {
    const bytes = randomBytes(3_000_000);
    const store = open();
    const kept = await store.put(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]));
    expect(kept).toEqual({ digest: digestOf(bytes), bytes: bytes.length });
    expect(await store.has(kept.digest)).toBe(true);
    expect((await buffer(await store.get(kept.digest))).equals(bytes)).toBe(true);
    const part = await buffer(await store.get(kept.digest, { from: 1_000_000, to: 1_000_099 }));
    expect(part.equals(bytes.subarray(1_000_000, 1_000_100))).toBe(true);
  });

  test('are stored once however often they come, even at the same moment', async () => {
    const store = open();
    const bytes = randomBytes(100_000);
    const before = (await filesBelow(place())).length;
    await store.put(Readable.from([bytes]));
    const once = (await filesBelow(place())).length;
    await Promise.all([1, 2, 3].map(() => store.put(Readable.from([bytes]))));
    expect(once).toBeGreaterThan(before);
    expect((await filesBelow(place())).length).toBe(once);
    expect(await filesBelow(join(folder, 'spool'))).toEqual([]);
  });

  test('leave nothing where the stream breaks off', async () => {
    const before = await filesBelow(folder);
    async function* broken() {
      yield randomBytes(70_000);
      throw new Error('cut');
    }
    await expect(open().put(Readable.from(broken()))).rejects.toThrow('cut');
    expect(await filesBelow(folder)).toEqual(before);
  });

  test('that are not there are told so, and no other name is looked for', async () => {
    expect(await open().has('0'.repeat(64))).toBe(false);
    await expect(open().get('0'.repeat(64))).rejects.toThrow();
    await expect(open().get('../../etc/passwd')).rejects.toThrow(/digest/);
  });
});

test('a process killed while it stores a file leaves no half file under a digest', async () => {
  const at = join(folder, 'killed');
  const script = `
    import { Readable } from 'node:stream';
    import { localFiles } from ${JSON.stringify(new URL('./local-files.ts', import.meta.url).href)};
    async function* endless() { for (;;) { yield Buffer.alloc(65536, 7); await new Promise((go) => setTimeout(go, 1)); } }
    await localFiles(${JSON.stringify(at)}).put(Readable.from(endless()));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  for (let tries = 0; tries < 400 && (await bytesBelow(at)) < 200_000; tries++)
    await new Promise((go) => setTimeout(go, 25));
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await bytesBelow(at)).toBeGreaterThan(0);
  expect((await readdir(at)).filter((name) => name !== 'incoming')).toEqual([]);
});

async function bytesBelow(at: string): Promise<number> {
  const names = await readdir(join(at, 'incoming')).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(at, 'incoming', name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
