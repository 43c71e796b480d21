import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ByteRange, type FileStore, pathOfDigest } from './file-store.ts';
import { flushFolder, spool } from './spool.ts';

/** Files in a folder of this machine. A file gets its name only once it is whole on the disk. */
export function localFiles(folder: string): FileStore {
  const placeOf = (digest: string) => join(folder, pathOfDigest(digest));
  const has = (digest: string) =>
    stat(placeOf(digest)).then(
      (found) => found.isFile(),
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
  return {
    has,
    put: async (content) => {
      const { path, digest, bytes } = await spool(join(folder, 'incoming'), content);
      const place = placeOf(digest);
      if (await has(digest)) await rm(path);
      else {
        await mkdir(dirname(place), { recursive: true });
        await rename(path, place);
        for (const at of [dirname(place), dirname(dirname(place)), folder]) await flushFolder(at);
      }
      return { digest, bytes };
    },
    get: async (digest, range?: ByteRange) => {
      const handle = await open(placeOf(digest), 'r');
      return createReadStream('', { fd: handle, ...(range ? { start: range.from, end: range.to } : {}) });
    },
  };
}
