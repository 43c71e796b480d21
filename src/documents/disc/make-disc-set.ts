import { createHash } from 'node:crypto';
import path from 'node:path';
import type { DigestOptions } from './digest-files.ts';
import { DiscFault } from './disc-fault.ts';
import type { DiscKeys } from './disc-keys.ts';
import { type DiscAbout, type DiscFile, makeDisc } from './make-disc.ts';
import type { Manifest } from './manifest.ts';
import { splitFiles } from './split-files.ts';

export type MadeDisc = { file: string; bytes: number; manifest: Manifest };

/**
 * Makes one image or, where a medium (in bytes) is chosen that is too small for it, a set of them: `推荐.iso`, or `推荐-1.iso`, `推荐-2.iso` …, each with
 * its own manifest that says which of how many it is. Throws `DiscFault`.
 */
export async function makeDiscSet(
  target: string,
  files: readonly DiscFile[],
  about: Omit<DiscAbout, 'set'>,
  keys: DiscKeys,
  { medium, onDisc, ...options }: DigestOptions & { medium?: number; onDisc?: (disc: MadeDisc) => void } = {},
): Promise<readonly MadeDisc[]> {
  if (files.length === 0) throw new DiscFault('empty');
  const parts = medium === undefined ? [files] : splitFiles(files, medium);
  const id = setId(files, about);
  const made: MadeDisc[] = [];
  for (const [index, part] of parts.entries()) {
    const file = parts.length === 1 ? target : numbered(target, index + 1);
    const set = { id, part: index + 1, of: parts.length };
    const disc = { file, ...(await makeDisc(file, part, { ...about, set }, keys, options)) };
    if (medium !== undefined && disc.bytes > medium)
      throw new Error(`a disc of ${disc.bytes} bytes for a medium of ${medium}`);
    onDisc?.(disc);
    made.push(disc);
  }
  return made;
}

/** The same files and words make the same set: discs of two sets are told apart, and a set made again is known. */
function setId(files: readonly DiscFile[], { title, province, batch, madeAt }: Omit<DiscAbout, 'set'>): string {
  const hash = createHash('sha256').update(JSON.stringify([title, province, batch, madeAt.toISOString()]));
  for (const line of files.map(({ path: name, size }) => `${name}\0${size}\n`).sort()) hash.update(line);
  return hash.digest('hex').slice(0, 32);
}

function numbered(target: string, part: number): string {
  const { dir, name, ext } = path.parse(target);
  return path.join(dir, `${name}-${part}${ext}`);
}
