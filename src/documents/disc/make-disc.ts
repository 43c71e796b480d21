import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type DigestOptions, digestFiles } from './digest-files.ts';
import type { DigestAnswer, Digests, DigestTask } from './digest-task.ts';
import { DiscFault, faultOf } from './disc-fault.ts';
import { type DiscKeys, publicKeysOf, signBytes } from './disc-keys.ts';
import { layOut, type PlacedFile } from './lay-out.ts';
import { type Manifest, manifestName, signatureName, writeManifest } from './manifest.ts';
import { writeHead } from './write-head.ts';

/** A file for a disc: its path on it (joined by `/`), its size in bytes, and where its bytes come from: a file of this machine, or whatever can be read once. */
export type DiscFile = { path: string; size: number; content: string | (() => AsyncIterable<Uint8Array>) };

/** What the disc is, and of a set of how many it is which. */
export type DiscAbout = { title: string; province?: string; batch?: string; madeAt: Date; set: Manifest['set'] };

/**
 * Writes one image (ISO 9660 and Joliet) with a signed manifest at its root: whole, or not at all. The same files, time and keys give the same bytes,
 * but for the SM2 signature, which the standard makes anew each time. Memory does not grow with the files' contents. Throws `DiscFault`.
 */
export async function makeDisc(
  target: string,
  files: readonly DiscFile[],
  about: DiscAbout,
  keys: DiscKeys,
  options: DigestOptions = {},
): Promise<{ bytes: number; manifest: Manifest }> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  requireUnreserved(sorted);
  const beside = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}`);
  try {
    const handle = await open(beside, 'wx+').catch((cause: unknown) => {
      throw faultOf(cause, target, 'unwritable');
    });
    try {
      const made = await fill(handle, beside, sorted, about, keys, options);
      await handle.sync();
      await handle.close();
      await rename(beside, target);
      return made;
    } finally {
      await handle.close().catch(() => undefined);
    }
  } catch (cause) {
    await rm(beside, { force: true });
    throw cause;
  }
}

async function fill(
  handle: FileHandle,
  image: string,
  files: readonly DiscFile[],
  about: DiscAbout,
  keys: DiscKeys,
  options: DigestOptions,
): Promise<{ bytes: number; manifest: Manifest }> {
  const places = new Map(layOut(withManifest(files, 0, 0)).files.map((file) => [file.path, file]));
  const digests = await whilePersisting(handle, copy(handle, image, files, places, options));
  const manifest = manifestOf(about, publicKeysOf(keys), files, ({ path: name }) => digests.get(name));
  const text = Buffer.from(writeManifest(manifest));
  const signatures = Buffer.from(`${JSON.stringify(signBytes(text, keys), null, 2)}\n`);
  const layout = layOut(withManifest(files, text.length, signatures.length));
  for (const [name, bytes] of [
    [manifestName, text],
    [signatureName, signatures],
  ] as const)
    await handle.write(bytes, 0, bytes.length, layout.files.find((file) => file.path === name)?.at ?? 0);
  let at = 0;
  for (const piece of writeHead(layout, { title: labelOf(about), madeAt: about.madeAt })) {
    await handle.write(piece, 0, piece.length, at);
    at += piece.length;
  }
  await handle.truncate(layout.totalBytes);
  return { bytes: layout.totalBytes, manifest };
}

/** Asked to again and again, the system writes to the disk while there is still something to digest, and little is left to wait for. */
async function whilePersisting<Result>(handle: FileHandle, work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  const persisting = (async () => {
    while (!isOver) {
      await Promise.race([over, setTimeout(200, undefined, { ref: false })]);
      if (!isOver) await handle.datasync();
    }
  })();
  const [result] = await Promise.all([over, persisting]);
  return result;
}

async function copy(
  handle: FileHandle,
  image: string,
  files: readonly DiscFile[],
  places: ReadonlyMap<string, PlacedFile>,
  options: DigestOptions,
): Promise<ReadonlyMap<string, Digests>> {
  const digests = new Map<string, Digests>();
  const local = files.flatMap(({ path: name, size, content }) =>
    typeof content === 'string' ? [{ name, task: taskOf(content, size, image, places.get(name)?.at ?? 0) }] : [],
  );
  const answers = await digestFiles(
    local.map(({ task }) => task),
    options,
  );
  local.forEach(({ name }, index) => {
    digests.set(name, digestsOf(answers[index], name));
  });
  for (const { path: name, size, content } of files)
    if (typeof content !== 'string')
      digests.set(name, await copyStream(handle, places.get(name)?.at ?? 0, name, size, content()));
  return digests;
}

function taskOf(from: string, size: number, image: string, at: number): DigestTask {
  return { from, pieces: [{ at: 0, bytes: size }], isWholeFile: true, to: { file: image, at } };
}

function digestsOf(answer: DigestAnswer | undefined, name: string): Digests {
  if (answer === undefined || 'fault' in answer) throw new DiscFault(answer?.fault ?? 'unreadable', name);
  return answer;
}

async function copyStream(
  handle: FileHandle,
  at: number,
  name: string,
  size: number,
  content: AsyncIterable<Uint8Array>,
): Promise<Digests> {
  const sha256 = createHash('sha256');
  const sm3 = createHash('sm3');
  let done = 0;
  for await (const chunk of content) {
    if (done + chunk.length > size) throw new DiscFault('changed', name);
    sha256.update(chunk);
    sm3.update(chunk);
    await handle.write(chunk, 0, chunk.length, at + done);
    done += chunk.length;
  }
  if (done !== size) throw new DiscFault('changed', name);
  return { sha256: sha256.digest('hex'), sm3: sm3.digest('hex') };
}

function manifestOf(
  { madeAt, ...about }: DiscAbout,
  keys: Manifest['keys'],
  files: readonly { path: string; size: number }[],
  digestsFor: (file: { path: string; size: number }) => Digests | undefined,
): Manifest {
  return {
    format: 'lianheti-disc',
    version: 1,
    title: about.title,
    ...(about.province === undefined ? {} : { province: about.province }),
    ...(about.batch === undefined ? {} : { batch: about.batch }),
    madeAt: madeAt.toISOString(),
    set: about.set,
    keys,
    files: files.map((file) => ({
      path: file.path,
      size: file.size,
      sha256: digestsFor(file)?.sha256 ?? '',
      sm3: digestsFor(file)?.sm3 ?? '',
    })),
  };
}

/** Manifest and signatures are the last files: their sizes are known only when all others are copied. */
export function withManifest(
  files: readonly { path: string; size: number }[],
  manifestBytes: number,
  signatureBytes: number,
): readonly { path: string; size: number }[] {
  return [...files, { path: manifestName, size: manifestBytes }, { path: signatureName, size: signatureBytes }];
}

/** A volume's name has sixteen letters. */
export function labelOf({ title, set }: Pick<DiscAbout, 'title' | 'set'>): string {
  const part = set.of > 1 ? `${set.part}-${set.of}` : '';
  return `${title.slice(0, 16 - part.length)}${part}`;
}

function requireUnreserved(files: readonly DiscFile[]): void {
  if (files.length === 0) throw new DiscFault('empty');
  const reserved = new Set([manifestName, signatureName]);
  for (const { path: name } of files)
    if (reserved.has(name.split('/')[0]?.toLowerCase() ?? '')) throw new DiscFault('reserved-name', name);
}
