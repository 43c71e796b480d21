import type { Config } from '#server/config.ts';
import { openFiles } from '#server/files/open-files.ts';
import { inThread } from '#server/job/job-thread.ts';
import { bindInto, type ChosenVolume } from './bind-into.ts';

/** What is bound, from where, and into which file. */
export type VolumeStart = ChosenVolume & Pick<Config, 'dataDir' | 's3'> & { path: string };

// A thread that holds one piece at a time, whatever the volume's size.
inThread(async ({ dataDir, s3, path, ...volume }: VolumeStart, report) => {
  const { pieces } = volume;
  const bound = await bindInto(path, await openFiles({ dataDir, s3 }), volume, (done) =>
    report(done, pieces.length, `已装订${done}件，共${pieces.length}件`),
  );
  return { bound: bound.map((piece, index) => ({ title: pieces[index]?.title, ...piece })) };
});
