import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { renderVolume } from '#documents/volume/render-volume.ts';
import type { Volume } from '#documents/volume/volume.ts';
import type { Config } from '#server/config.ts';
import { openFiles } from '#server/files/open-files.ts';
import { inThread } from '#server/job/job-thread.ts';
import type { ChosenPiece } from './gather-pieces.ts';

/** What is bound, from where, and into which file. */
export type VolumeStart = Omit<Volume, 'pieces'> &
  Pick<Config, 'dataDir' | 's3'> & { pieces: readonly ChosenPiece[]; path: string };

// A thread that holds one piece at a time, whatever the volume's size.
await inThread(async ({ dataDir, s3, path, pieces, ...head }: VolumeStart, report) => {
  const files = openFiles({ dataDir, s3 });
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
    (done) => report(done, pieces.length, `已装订${done}件，共${pieces.length}件`),
  );
  file.end();
  await finished(file);
  return { bound: bound.map((piece, index) => ({ title: pieces[index]?.title, ...piece })) };
});
