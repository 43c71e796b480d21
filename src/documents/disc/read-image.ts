import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { DiscFault, faultOf } from './disc-fault.ts';
import type { ImageFault } from './image-fault.ts';
import { sectorBytes } from './lay-out.ts';
import { overlaps, type Span } from './overlaps.ts';
import { isSafeName, type ReadRecord, readRecords } from './read-records.ts';

/** A file within an image: its path (joined by `/`) and where its bytes are. */
export type ImageFile = { path: string; size: number; pieces: readonly { at: number; bytes: number }[] };

/** What an image holds. Of `files` each is safe to read and to name; what was refused stands in `faults`. */
export type DiscImage = {
  bytes: number;
  /** The image says that it is longer than it is: a copy that was broken off. */
  isCutShort: boolean;
  tree: 'joliet' | 'iso';
  files: readonly ImageFile[];
  faults: readonly ImageFault[];
};

/** Bounds for images of strangers. */
const limits = {
  descriptors: 64,
  depth: 100,
  entries: 600_000,
  directoryBytes: 64 * 2 ** 20,
  pathLength: 4000,
  copies: 16,
};

type Root = { tree: 'joliet' | 'iso'; at: number; bytes: number; descriptorsEnd: number; volumeBytes: number };

/**
 * Reads the directory of an ISO 9660 image, by its Joliet names where it has them. Nothing in it is trusted: names that lead elsewhere, places outside the
 * image, shared places, folders that contain themselves and absurd numbers are refused one by one. Throws `DiscFault` where it is no image at all.
 */
export async function readImage(file: string): Promise<DiscImage> {
  const handle = await open(file).catch((cause: unknown) => {
    throw faultOf(cause, file, 'unreadable');
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new DiscFault('not-an-image', file);
    const root = await findRoot(handle, found.size, file);
    const isCutShort = found.size < root.volumeBytes;
    return { bytes: found.size, isCutShort, tree: root.tree, ...(await walk(handle, found.size, root)) };
  } catch (cause) {
    throw faultOf(cause, file, 'unreadable');
  } finally {
    await handle.close();
  }
}

/** The bytes of one file of an image, piece by piece. */
export async function* readImageFile(image: string, { pieces }: ImageFile): AsyncGenerator<Uint8Array, void> {
  for (const { at, bytes } of pieces)
    if (bytes > 0) yield* createReadStream(image, { start: at, end: at + bytes - 1, highWaterMark: 2 ** 18 });
}

async function findRoot(handle: FileHandle, imageBytes: number, file: string): Promise<Root> {
  let iso: Root | undefined;
  let joliet: Root | undefined;
  const sector = Buffer.alloc(sectorBytes);
  for (let number = 16; number < 16 + limits.descriptors; number++) {
    const { bytesRead } = await handle.read(sector, 0, sectorBytes, number * sectorBytes);
    if (bytesRead < sectorBytes || sector.toString('latin1', 1, 6) !== 'CD001') break;
    const type = sector[0];
    if (type === 255) break;
    if (type !== 1 && type !== 2) continue;
    if (sector.readUInt16LE(128) !== sectorBytes) throw new DiscFault('damaged', file);
    const root = {
      at: sector.readUInt32LE(158) * sectorBytes,
      bytes: sector.readUInt32LE(166),
      volumeBytes: sector.readUInt32LE(80) * sectorBytes,
      descriptorsEnd: (number + 1) * sectorBytes,
    };
    if (type === 1) iso ??= { tree: 'iso', ...root };
    else if (/^%\/[@CE]/.test(sector.toString('latin1', 88, 91))) joliet ??= { tree: 'joliet', ...root };
  }
  if (!iso) throw new DiscFault('not-an-image', file);
  const root = joliet ?? iso;
  if (root.at + root.bytes > imageBytes) throw new DiscFault('truncated', file);
  if (root.bytes === 0) throw new DiscFault('damaged', file);
  return root;
}

type Folder = { path: string; depth: number; at: number; bytes: number };

async function walk(
  handle: FileHandle,
  imageBytes: number,
  root: Root,
): Promise<{ files: readonly ImageFile[]; faults: readonly ImageFault[] }> {
  const faults: ImageFault[] = [];
  const files: ImageFile[] = [];
  const spans: Span[] = [{ path: '', at: 0, bytes: root.descriptorsEnd, isFolder: true }];
  const visited = new Set<number>();
  const waiting: Folder[] = [{ path: '', depth: 0, at: root.at, bytes: root.bytes }];
  let directoryBytes = 0;
  let entries = 0;
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    const refuse = (code: ImageFault['code'], path: string) => faults.push({ code, path });
    const { path, at, bytes, depth } = folder;
    directoryBytes += bytes;
    if (visited.has(at)) refuse('loop', path);
    else if (at + bytes > imageBytes) refuse('outside-image', path);
    else if (depth > limits.depth) refuse('too-deep', path);
    else if (directoryBytes > limits.directoryBytes || entries > limits.entries) refuse('too-many', path);
    else {
      visited.add(at);
      spans.push({ path, at, bytes, isFolder: true });
      const { records, isDamaged } = await recordsAt(handle, folder, root.tree);
      entries += records.length;
      if (isDamaged) refuse('damaged-record', path);
      for (const record of records) take(record, folder, refuse);
    }
  }
  const shared = overlaps(spans);
  for (const path of shared) faults.push({ code: 'overlap', path });
  const kept = files.filter((file) => !shared.has(file.path));
  if (kept.reduce((sum, { size }) => sum + size, 0) > limits.copies * imageBytes)
    return { files: [], faults: [...faults, { code: 'too-many', path: '' }] };
  return { files: kept, faults };

  function take(record: ReadRecord, folder: Folder, refuse: (code: ImageFault['code'], path: string) => void): void {
    const path = folder.path === '' ? record.name : `${folder.path}/${record.name}`;
    if (!isSafeName(record.name) || path.length > limits.pathLength) refuse('unsafe-name', path);
    else if (record.isRepeated) refuse('same-name', path);
    else if (record.isFolder) {
      const [piece = { at: 0, bytes: 0 }] = record.pieces;
      waiting.push({ path, depth: folder.depth + 1, ...piece });
    } else if (record.pieces.some(({ at, bytes }) => bytes > 0 && at + bytes > imageBytes))
      refuse('outside-image', path);
    else {
      const size = record.pieces.reduce((sum, { bytes }) => sum + bytes, 0);
      files.push({ path, size, pieces: record.pieces });
      for (const piece of record.pieces) spans.push({ path, ...piece, isFolder: false });
    }
  }
}

async function recordsAt(handle: FileHandle, { at, bytes }: Folder, tree: 'joliet' | 'iso') {
  const directory = Buffer.alloc(bytes);
  const { bytesRead } = await handle.read(directory, 0, bytes, at);
  return readRecords(directory.subarray(0, bytesRead), tree);
}
