import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from './fault.ts';

/** Reads a whole file of at most so many bytes: its size is looked at first. Throws `Fault` in Chinese where that cannot be. */
export async function readBytes(file: string, atMost: number): Promise<Uint8Array> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new Fault(codeOf(cause) === 'ENOENT' ? 'missing' : 'unreadable', whyUnreadable(file, cause), { cause });
  });
  if (!found.isFile()) throw new Fault('unreadable', `${file} 不是文件。`);
  if (found.size > atMost) throw new Fault('too-large', `${file} 超过${Math.floor(atMost / 2 ** 20)} MB，未读取。`);
  const handle = await open(file).catch((cause: unknown) => {
    throw new Fault('unreadable', whyUnreadable(file, cause), { cause });
  });
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Writes a file whole or not at all: beside it first, then in its place. Throws `Fault` in Chinese where that cannot be. */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new Fault('unwritable', whyUnwritable(file, cause), { cause });
  }
}

/** Throws `Fault` where the result would take the place of what it is made from. */
export function refuseOverwriting(out: string, inputs: readonly string[]): void {
  const place = (file: string) => (existsSync(file) ? realpathSync(file) : path.resolve(file));
  if (inputs.some((input) => place(input) === place(out)))
    throw new Fault('same-file', `${out} 是要读取的文件，结果请写到另一个文件。`);
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function whyUnreadable(file: string, cause: unknown): string {
  const why: Readonly<Record<string, string>> = { ENOENT: `找不到文件 ${file}。`, EACCES: `没有读取 ${file} 的权限。` };
  return why[codeOf(cause)] ?? `无法读取 ${file}（${codeOf(cause)}）。`;
}

function whyUnwritable(file: string, cause: unknown): string {
  const why: Readonly<Record<string, string>> = {
    ENOENT: `文件夹 ${path.dirname(file)} 不存在。`,
    ENOTDIR: `${path.dirname(file)} 不是文件夹。`,
    EACCES: `没有写入 ${file} 的权限。`,
    EROFS: `没有写入 ${file} 的权限。`,
    EISDIR: `${file} 是文件夹，请指明文件名。`,
    ENOSPC: '磁盘空间不足。',
  };
  return why[codeOf(cause)] ?? `无法写入 ${file}（${codeOf(cause)}）。`;
}
