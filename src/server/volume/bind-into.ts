import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { renderVolume } from '#documents/volume/render-volume.ts';
import type { BoundPiece, Volume } from '#documents/volume/volume.ts';
import type { FileStore } from '#server/files/file-store.ts';
import type { ChosenPiece } from './gather-pieces.ts';

/** A volume whose pieces stand in the file store. */
export type ChosenVolume = Omit<Volume, 'pieces'> & { pieces: readonly ChosenPiece[] };

/** Binds a volume into a file, one piece in memory at a time. `onPiece` hears how many are bound. */
export async function bindInto(
  path: string,
  files: FileStore,
  { pieces, ...head }: ChosenVolume,
  onPiece: (done: number) => void,
): Promise<readonly BoundPiece[]> {
  const file = createWriteStream(path);
  const volume: Volume = {
    ...head,
    pieces: pieces.map(({ digest, ...piece }) => ({ ...piece, read: async () => buffer(await files.get(digest)) })),
  };
  const bound = await renderVolume(
    volume,
    async (bytes) => {
      if (!file.write(bytes)) await once(file, 'drain');
    },
    onPiece,
  );
  file.end();
  await finished(file);
  return bound;
}
