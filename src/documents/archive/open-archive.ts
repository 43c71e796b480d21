import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { UnreadableFile } from './unreadable-file.ts';

/** The largest file that is taken, in bytes. */
export const largestFile = 50 * 2 ** 20;

const limits = { entries: 2000, entryBytes: 40 * 2 ** 20, totalBytes: 80 * 2 ** 20, ratio: 400, ratioFrom: 2 ** 20 };

const signatures = { entry: 0x04034b50, directory: 0x02014b50, end: 0x06054b50, compound: 0xe011cfd0 };

type Entry = { method: number; checksum: number; offset: number; packed: number; encrypted: boolean };

/** An entry read piece by piece is never held whole, so it may be larger: a sheet of a million empty rows has some hundred million bytes. */
const streamedBytes = 1.5 * 2 ** 30;

/** A zip archive of an untrusted file: its names, and the text or the bytes of an entry when asked for, expanded within bounds. */
export type Archive = {
  names: readonly string[];
  text: (name: string) => string | undefined;
  /** The bytes of an entry, piece by piece; a reader that stops early costs nothing more. Throws `UnreadableFile` on the way. */
  stream: (name: string) => AsyncGenerator<Uint8Array, void> | undefined;
};

/**
 * Opens a zip archive by content, never by name. Declared sizes are not trusted: expansion stops at the bound itself. Throws `UnreadableFile`.
 */
export function openArchive(bytes: Uint8Array): Archive {
  if (bytes.length === 0) throw new UnreadableFile('empty');
  if (bytes.length > largestFile) throw new UnreadableFile('too-large');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 22) throw new UnreadableFile('wrong-type');
  const magic = view.getUint32(0, true);
  if (magic === signatures.compound) throw new UnreadableFile(holdsEncryptedPackage(bytes) ? 'encrypted' : 'old-word');
  if (magic !== signatures.entry && magic !== signatures.end) throw new UnreadableFile('wrong-type');
  const entries = readDirectory(bytes, view);
  let expanded = 0;
  return {
    names: [...entries.keys()],
    text: (name) => {
      const entry = entries.get(name);
      if (!entry) return undefined;
      const content = expand(bytes, view, entry);
      if (crc32(content) !== entry.checksum) throw new UnreadableFile('damaged');
      expanded += content.length;
      if (expanded > limits.totalBytes) throw new UnreadableFile('expands-too-much');
      return decode(content);
    },
    stream: (name) => {
      const entry = entries.get(name);
      return entry && expandSlowly(packedBytes(bytes, view, entry), entry);
    },
  };
}

function readDirectory(bytes: Uint8Array, view: DataView): ReadonlyMap<string, Entry> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) throw new UnreadableFile('expands-too-much');
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== signatures.directory)
      throw new UnreadableFile('damaged');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/');
    if (name.startsWith('/') || name.split('/').includes('..') || /^[a-z]:/i.test(name))
      throw new UnreadableFile('unsafe-name');
    entries.set(name, {
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if ([...entries.values()].some((entry) => entry.encrypted)) throw new UnreadableFile('encrypted');
  return entries;
}

/** The end record stands in the last 64 KiB, behind it only the archive's comment. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === signatures.end) return at;
  }
  throw new UnreadableFile('damaged');
}

function packedBytes(bytes: Uint8Array, view: DataView, { method, offset, packed }: Entry): Uint8Array {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== signatures.entry)
    throw new UnreadableFile('damaged');
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const content = bytes.subarray(start, start + packed);
  if (content.length < packed || (method !== 0 && method !== 8)) throw new UnreadableFile('damaged');
  return content;
}

async function* expandSlowly(content: Uint8Array, { method, checksum }: Entry): AsyncGenerator<Uint8Array, void> {
  const most = Math.min(streamedBytes, Math.max(limits.ratioFrom, content.length * limits.ratio));
  let expanded = 0;
  let seen = 0;
  for await (const piece of method === 0 ? [content] : inflated(content)) {
    expanded += piece.length;
    if (expanded > most) throw new UnreadableFile('expands-too-much');
    seen = crc32(piece, seen);
    yield piece;
  }
  if (seen !== checksum) throw new UnreadableFile('damaged');
}

async function* inflated(content: Uint8Array): AsyncGenerator<Uint8Array, void> {
  const inflate = createInflateRaw({ chunkSize: 2 ** 18 });
  inflate.end(content);
  try {
    for await (const piece of inflate) yield piece;
  } catch (cause) {
    throw new UnreadableFile('damaged', { cause });
  }
}

function expand(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const content = packedBytes(bytes, view, entry);
  if (entry.method === 0) return content;
  const most = Math.min(limits.entryBytes, Math.max(limits.ratioFrom, entry.packed * limits.ratio));
  try {
    return inflateRawSync(content, { maxOutputLength: most });
  } catch (fault) {
    const isTooLarge = fault instanceof RangeError;
    throw new UnreadableFile(isTooLarge ? 'expands-too-much' : 'damaged', { cause: fault });
  }
}

/** Word writes UTF-8; some older programs UTF-16 with a byte order mark. */
function decode(content: Uint8Array): string {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(content);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(content);
  return new TextDecoder().decode(content);
}

/** An Office file with a password is a compound file that holds the stream `EncryptedPackage`, named in UTF-16. */
function holdsEncryptedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
}
