import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Zip, ZipPassThrough } from 'fflate';
import { DiscFault, faultOf } from '#documents/disc/disc-fault.ts';
import type { DiscFile } from '#documents/disc/make-disc.ts';

/** What a zip without its later extensions can hold. */
export const mostZipBytes = 4_000_000_000;

/** The same files give the same bytes, whenever they were written. */
const noTime = new Date(1980, 0, 2);

/** Writes files into a zip, uncompressed, one after the other; memory does not grow with them. Throws `DiscFault`. */
export async function writeZip(
  target: string,
  files: readonly DiscFile[],
  onDone: (file: DiscFile) => void = () => {},
): Promise<void> {
  const handle = await open(target, 'wx').catch((cause: unknown) => {
    throw faultOf(cause, target, 'unwritable');
  });
  try {
    let pieces: Uint8Array[] = [];
    const zip = new Zip((error, piece) => {
      if (error) throw error;
      pieces.push(piece);
    });
    const write = async () => {
      const ready = pieces;
      pieces = [];
      for (const piece of ready) await handle.write(piece);
    };
    for (const file of files) {
      const entry = new ZipPassThrough(file.path);
      entry.mtime = noTime;
      zip.add(entry);
      let bytes = 0;
      for await (const chunk of contentOf(file)) {
        bytes += chunk.length;
        entry.push(chunk);
        await write();
      }
      if (bytes !== file.size) throw new DiscFault('changed', file.path);
      entry.push(new Uint8Array(), true);
      await write();
      onDone(file);
    }
    zip.end();
    await write();
  } finally {
    await handle.close();
  }
}

function contentOf({ content }: DiscFile): AsyncIterable<Uint8Array> {
  return typeof content === 'string' ? createReadStream(content) : content();
}
