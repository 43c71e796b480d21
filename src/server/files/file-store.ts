import type { Readable } from 'node:stream';

/** What was stored: the SHA-256 of its bytes in lower-case hexadecimal, and how many there are. */
export type StoredFile = { digest: string; bytes: number };

/** Bytes `from` to `to`, both counted from 0 and both included. */
export type ByteRange = { from: number; to: number };

/**
 * Files by the SHA-256 of their content, each stored once. Whoever has a digest has the file: who may ask for one is decided by the rows
 * of the database, never here.
 */
export type FileStore = {
  /** Keeps all bytes of the stream, or nothing where it breaks off. Bytes that are there already are not written again. */
  put: (content: Readable) => Promise<StoredFile>;
  /** The bytes, whole or a range. Throws an `Error` where the file is not there. */
  get: (digest: string, range?: ByteRange) => Promise<Readable>;
  has: (digest: string) => Promise<boolean>;
};

/** Where a file stands below its root: a folder never holds more than some hundred others. Throws an `Error` for what is no digest. */
export function pathOfDigest(digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('not a SHA-256 digest');
  return `${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`;
}
