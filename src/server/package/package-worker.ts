import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mostZipBytes, writeZip } from '#documents/archive/write-zip.ts';
import { DiscFault } from '#documents/disc/disc-fault.ts';
import { type DiscKeys, fingerprintOf, publicKeysOf } from '#documents/disc/disc-keys.ts';
import type { DiscAbout, DiscFile } from '#documents/disc/make-disc.ts';
import { makeDiscSet } from '#documents/disc/make-disc-set.ts';
import { officialDay } from '#documents/official/official-document.ts';
import { renderDiscLabels } from '#documents/print-set/render-disc-labels.ts';
import { renderVolumeCover } from '#documents/print-set/render-volume-cover.ts';
import { type Spine, spineOf } from '#documents/print-set/spine.ts';
import type { Config } from '#server/config.ts';
import { type FileStore, pathOfDigest } from '#server/files/file-store.ts';
import { openFiles } from '#server/files/open-files.ts';
import { Refusal } from '#server/http/refusal.ts';
import { resultPart } from '#server/job/job-folder.ts';
import type { JobResult, ResultFile } from '#server/job/job-kind.ts';
import { inThread, type Report } from '#server/job/job-thread.ts';
import { bindInto } from '#server/volume/bind-into.ts';
import type { GatheredFile, GatheredPackage } from './gather-package.ts';

/** What a package is made of, from where, and into which folder. `folder` is for what stands there only while it is made. */
export type PackageStart = GatheredPackage &
  Pick<Config, 'dataDir' | 's3'> & { folder: string; target: string; about: Omit<DiscAbout, 'set'> } & (
    | { as: 'disc'; medium: number; keys: DiscKeys }
    | { as: 'zip' }
  );

type BoundVolume = { consortium: string; spine: Spine };

// A thread of its own: digests and copies of gigabytes never hold up a request.
inThread(async (start: PackageStart, report: Report) => {
  const store = await openFiles(start);
  try {
    const { files: bound, volumes } = await bindVolumes(start, store, report);
    const files = [...start.files.map((file) => discFileOf(file, start, store)), ...bound];
    return start.as === 'disc'
      ? await makeDiscs(start, files, volumes, report)
      : await makeZip(start, files, volumes, report);
  } catch (cause) {
    if (cause instanceof DiscFault) throw new Refusal('action-not-possible', { detail: cause.message });
    throw cause;
  }
});

async function bindVolumes(start: PackageStart, store: FileStore, report: Report) {
  const day = start.about.madeAt.toISOString().slice(0, 10);
  const all = start.volumes.reduce((sum, { pieces }) => sum + pieces.length, 0);
  const files: DiscFile[] = [];
  const volumes: BoundVolume[] = [];
  let before = 0;
  for (const [index, { folder, consortium, pieces }] of start.volumes.entries()) {
    const path = join(start.folder, `volume-${index}.pdf`);
    const volume = { title: '支撑材料', consortium, day, pieces };
    const bound = await bindInto(path, store, volume, (done) =>
      report(before + done, all, `正在装订支撑材料：${before + done}件，共${all}件`),
    );
    before += pieces.length;
    const last = bound.at(-1);
    volumes.push({ consortium, spine: spineOf(last ? last.firstPage + last.pages - 1 : 0) });
    files.push({ path: `${folder}/支撑材料.pdf`, size: (await stat(path)).size, content: path });
  }
  return { files, volumes };
}

async function makeDiscs(
  start: PackageStart & { as: 'disc' },
  files: readonly DiscFile[],
  volumes: readonly BoundVolume[],
  report: Report,
): Promise<JobResult> {
  const told = tellBytes(files, report);
  const discs = await makeDiscSet(join(start.folder, 'disc.iso'), files, start.about, start.keys, {
    medium: start.medium,
    onDone: ({ pieces }) => told(pieces.reduce((sum, { bytes }) => sum + bytes, 0)),
  });
  const made: ResultFile[] = [];
  for (const [index, { file, bytes, manifest }] of discs.entries()) {
    await rename(file, join(start.target, resultPart(index + 1)));
    const part = manifest.set.of > 1 ? `-${manifest.set.part}` : '';
    made.push({ name: `${start.about.title}${part}.iso`, mediaType: 'application/x-iso9660-image', bytes });
  }
  made.push(
    await keep(start, made.length + 1, '光盘标签.pdf', renderDiscLabels(discs.map(({ manifest }) => manifest))),
  );
  return {
    files: made,
    set: discs[0]?.manifest.set.id,
    fingerprint: fingerprintOf(publicKeysOf(start.keys)),
    discs: discs.map(({ bytes, manifest }) => ({ bytes, files: manifest.files.length, part: manifest.set.part })),
    volumes,
  };
}

async function makeZip(
  start: PackageStart,
  files: readonly DiscFile[],
  volumes: readonly BoundVolume[],
  report: Report,
): Promise<JobResult> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > mostZipBytes)
    throw new Refusal('too-large', { detail: '材料超过4 GB，压缩包放不下，请改为制作光盘映像。' });
  const told = tellBytes(files, report);
  const covers = volumes.map(({ consortium, spine }, index) => coverFile(start, consortium, spine, index));
  const path = join(start.folder, 'package.zip');
  await writeZip(path, [...files, ...covers], ({ size }) => told(size));
  await rename(path, join(start.target, resultPart(1)));
  const name = `${start.about.title}.zip`;
  return {
    files: [{ name, mediaType: 'application/zip', bytes: (await stat(join(start.target, resultPart(1)))).size }],
    volumes,
  };
}

/** The cover of a volume and the strip for its back, to be printed. */
function coverFile({ about, volumes }: PackageStart, consortium: string, spine: Spine, index: number): DiscFile {
  const { province = '', batch = '', madeAt } = about;
  const bytes = renderVolumeCover({ title: '支撑材料', consortium, province, batch, day: officialDay(madeAt), spine });
  return {
    path: `${volumes[index]?.folder}/封面和书脊.pdf`,
    size: bytes.length,
    content: async function* () {
      yield bytes;
    },
  };
}

async function keep({ target }: PackageStart, number: number, name: string, bytes: Uint8Array): Promise<ResultFile> {
  await writeFile(join(target, resultPart(number)), bytes);
  return { name, mediaType: 'application/pdf', bytes: bytes.length };
}

/** A file of the store is read where it stands; from a bucket it comes as a stream. */
function discFileOf(gathered: GatheredFile, { dataDir, s3 }: PackageStart, store: FileStore): DiscFile {
  const { path, size } = gathered;
  if ('file' in gathered) return { path, size, content: gathered.file };
  const { digest } = gathered;
  if (!s3) return { path, size, content: join(dataDir, 'files', pathOfDigest(digest)) };
  return {
    path,
    size,
    content: async function* () {
      yield* await store.get(digest);
    },
  };
}

function tellBytes(files: readonly DiscFile[], report: Report): (bytes: number) => void {
  const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
  const all = megabytes(files.reduce((sum, { size }) => sum + size, 0));
  let done = 0;
  return (bytes) => {
    done += bytes;
    report(Math.min(all, megabytes(done)), all, `正在写入：${megabytes(done)} MB，共${all} MB`);
  };
}
