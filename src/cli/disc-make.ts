import { existsSync } from 'node:fs';
import { open, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DiscFault } from '#documents/disc/disc-fault.ts';
import { type DiscKeys, fingerprintOf, newDiscKeys, readDiscKeys } from '#documents/disc/disc-keys.ts';
import { doubtfulPaths } from '#documents/disc/disc-names.ts';
import { listFolder } from '#documents/disc/list-folder.ts';
import { makeDiscSet } from '#documents/disc/make-disc-set.ts';
import { mediumBytes, mediumNames } from '#documents/disc/medium.ts';
import { type Command, exit, jsonOption, parse } from './command.ts';
import { Fault, UsageFault } from './fault.ts';
import { readBytes } from './files.ts';
import { momentOf } from './moment.ts';

const keyName = 'lianheti-disc.key';

export const discMake: Command = {
  usage: 'lianheti disc make 文件夹 --out 文件.iso [选项]',
  summary: '把文件夹制成可刻录的光盘映像并签名',
  options: [jsonOption],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, {
      out: { type: 'string' },
      title: { type: 'string' },
      province: { type: 'string' },
      batch: { type: 'string' },
      at: { type: 'string' },
      key: { type: 'string' },
      medium: { type: 'string' },
      json: { type: 'boolean' },
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) throw new UsageFault('请指明一个文件夹。');
    if (values.out === undefined) throw new UsageFault('请用 --out 指明映像文件。');
    const medium = values.medium === undefined ? undefined : chosenMedium(values.medium);
    const madeAt = values.at === undefined ? new Date() : momentOf(values.at);
    try {
      await requireFolder(folder, values.out);
      const keyFile = values.key ?? path.join(path.dirname(values.out), keyName);
      await requireOutside(folder, keyFile, '密钥文件不能放在要刻录的文件夹里，否则私钥会随光盘泄露。');
      const files = await filesOf(folder);
      const { keys, isNew } = await keysOf(keyFile, values.key === undefined);
      const made = await makeDiscSet(
        values.out,
        files,
        {
          title: values.title ?? path.basename(path.resolve(folder)),
          ...(values.province === undefined ? {} : { province: values.province }),
          ...(values.batch === undefined ? {} : { batch: values.batch }),
          madeAt,
        },
        keys,
        medium === undefined ? {} : { medium },
      );
      const [first] = made;
      const fingerprint = first ? fingerprintOf(first.manifest.keys) : '';
      const warnings = doubtfulPaths(files.map((file) => file.path));
      if (values.json) {
        const discs = made.map(({ file, bytes, manifest: { set, files: listed } }) => ({
          file,
          bytes,
          part: set.part,
          of: set.of,
          files: listed.length,
        }));
        speech.say(JSON.stringify({ discs, fingerprint, keyFile, isNewKey: isNew, warnings }, null, 2));
        return exit.done;
      }
      for (const { path: doubtful, why } of warnings) speech.warn(`提醒：${doubtful}：${why}。`);
      for (const { file, bytes, manifest } of made)
        speech.say(`${file}：${manifest.files.length}个文件，${megabytes(bytes)} MB${partOf(manifest.set)}`);
      if (isNew) speech.say(`已新建签名密钥 ${keyFile}，请妥善保管，不要刻入光盘或交给他人。`);
      speech.say(`签名密钥指纹：${fingerprint}`);
      return exit.done;
    } catch (cause) {
      if (cause instanceof DiscFault) throw new Fault(cause.code, cause.message, { cause });
      throw cause;
    }
  },
};

function chosenMedium(text: string): number {
  const bytes = mediumBytes(text);
  if (bytes === undefined)
    throw new UsageFault(`--medium 的容量“${text}”无法理解，应如 ${mediumNames.join('、')}，或 2GB 等。`);
  return bytes;
}

async function requireFolder(folder: string, out: string): Promise<void> {
  const found = await stat(folder).catch((cause: unknown) => {
    throw new Fault('missing', `找不到文件夹 ${folder}。`, { cause });
  });
  if (!found.isDirectory()) throw new Fault('unreadable', `${folder} 不是文件夹。`);
  if (!existsSync(path.dirname(path.resolve(out))))
    throw new Fault('unwritable', `文件夹 ${path.dirname(out)} 不存在。`);
  if (existsSync(out) && (await stat(out)).isDirectory())
    throw new Fault('unwritable', `${out} 是文件夹，请指明文件名。`);
  await requireOutside(folder, out, '映像不能写在要刻录的文件夹里，请用 --out 指明别处。');
}

async function requireOutside(folder: string, file: string, message: string): Promise<void> {
  const parent = path.dirname(path.resolve(file));
  const within = path.relative(await realpath(folder), existsSync(parent) ? await realpath(parent) : parent);
  if (within === '' || !(within === '..' || within.startsWith(`..${path.sep}`) || path.isAbsolute(within)))
    throw new Fault('same-file', message);
}

async function filesOf(folder: string) {
  const { files, others } = await listFolder(folder);
  const [other] = others;
  if (other !== undefined) throw new DiscFault(other.includes('\ufffd') ? 'not-utf8' : 'not-a-file', other);
  return files.map(({ path: name, size, file }) => ({ path: name, size, content: file }));
}

async function keysOf(file: string, mayBeNew: boolean): Promise<{ keys: DiscKeys; isNew: boolean }> {
  if (mayBeNew && !existsSync(file)) {
    const keys = newDiscKeys();
    await writePrivately(file, `${JSON.stringify(keys, null, 2)}\n`);
    return { keys, isNew: true };
  }
  const text = Buffer.from(await readBytes(file, 64 * 1024)).toString('utf8');
  try {
    return { keys: readDiscKeys(text), isNew: false };
  } catch (cause) {
    throw new Fault('wrong-key', `${file} 不是光盘签名密钥文件。`, { cause });
  }
}

/** Readable to nobody else, and never in the place of a key that is there. */
async function writePrivately(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch((cause: unknown) => {
    throw new Fault('unwritable', `无法写入密钥文件 ${file}。`, { cause });
  });
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (cause) {
    await rm(file, { force: true });
    throw new Fault('unwritable', `无法写入密钥文件 ${file}。`, { cause });
  } finally {
    await handle.close();
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function partOf({ part, of }: { part: number; of: number }): string {
  return of > 1 ? `（第${part}张，共${of}张）` : '';
}
