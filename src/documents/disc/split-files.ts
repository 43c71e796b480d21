import { DiscFault } from './disc-fault.ts';
import { sectorBytes } from './lay-out.ts';

/** Descriptors, path tables, the room behind the last file, the head of the manifest and its signatures, amply. */
const fixedBytes = 512 * 1024;

/**
 * Shares files out over as many discs as are needed, in the order of their paths, so that what belongs together stays together. Sizes of directories and
 * manifest are estimated from above. Throws `DiscFault` for a file that fits on no disc.
 */
export function splitFiles<File extends { path: string; size: number }>(
  files: readonly File[],
  mediumBytes: number,
): readonly (readonly File[])[] {
  const parts: File[][] = [];
  let part: File[] = [];
  let folders = new Set<string>();
  let used = fixedBytes;
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (fixedBytes + costOf(file, new Set()) > mediumBytes) throw new DiscFault('over-medium', file.path);
    if (used + costOf(file, folders) > mediumBytes) {
      parts.push(part);
      part = [];
      folders = new Set();
      used = fixedBytes;
    }
    used += costOf(file, folders);
    for (const folder of foldersOf(file.path)) folders.add(folder);
    part.push(file);
  }
  return [...parts, part];
}

/** A file takes whole sectors, a record of at most 255 bytes a piece in both trees, and a line of the manifest; a folder new to the disc its sectors and records. */
function costOf({ path, size }: { path: string; size: number }, folders: ReadonlySet<string>): number {
  const records = 2 * 300 * (1 + Math.ceil(size / 2 ** 32));
  const line = 2 * Buffer.byteLength(path) + 260;
  const newFolders = foldersOf(path).filter((folder) => !folders.has(folder)).length;
  return Math.ceil(size / sectorBytes) * sectorBytes + records + line + newFolders * (2 * sectorBytes + 1200);
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
