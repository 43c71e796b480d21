import { DiscFault } from './disc-fault.ts';
import { isoNames, requireDiscPath } from './disc-names.ts';

export const sectorBytes = 2048;

/** One directory record tells of at most this many bytes: the last multiple of a sector below 4 GiB. A longer file has several. */
export const longestExtent = 2 ** 32 - sectorBytes;

/** Where the volume descriptors end and the path tables begin. */
const firstFreeSector = 19;

/** Drives read ahead of what they need: without room behind the last file some report its end as damaged. */
const sectorsBehind = 150;

const mostFolders = 65_535;
const mostFiles = 500_000;

/** A file and where its bytes begin in the image. */
export type PlacedFile = { path: string; name: string; size: number; at: number };

/** A folder of the disc. Its sectors: one place in the plain ISO tree, one in the Joliet tree. */
export type DiscFolder = {
  name: string;
  parent: DiscFolder | undefined;
  folders: DiscFolder[];
  files: PlacedFile[];
};

/** One of the two trees over the same files: how names are written, and where its tables stand (in sectors). */
export type Tree = {
  nameOf: (child: DiscFolder | PlacedFile) => Uint8Array;
  /** Breadth first, as path tables want it; the root is the first. */
  folders: readonly DiscFolder[];
  /** Subfolders and files in the order of their written names. */
  childrenOf: ReadonlyMap<DiscFolder, readonly (DiscFolder | PlacedFile)[]>;
  placeOf: ReadonlyMap<DiscFolder, { sector: number; sectors: number }>;
  pathTable: { bytes: number; littleEndian: number; bigEndian: number };
};

export type Layout = {
  files: readonly PlacedFile[];
  iso: Tree;
  joliet: Tree;
  /** Where the first file begins, in bytes: before it stand descriptors, path tables and directories. */
  dataAt: number;
  totalBytes: number;
};

/**
 * Places files (paths joined by `/`, sizes in bytes) on one image, in the order given; the same files give the same places, and the sizes of later files
 * do not move earlier ones. Throws `DiscFault` for a path that a disc cannot hold.
 */
export function layOut(files: readonly { path: string; size: number }[]): Layout {
  if (files.length === 0) throw new DiscFault('empty');
  if (files.length > mostFiles) throw new DiscFault('too-many');
  const placed = files.map(({ path, size }) => ({ path, name: path.slice(path.lastIndexOf('/') + 1), size, at: 0 }));
  const root = treeOf(placed);
  const isoWritten = isoNamesOf(root);
  const iso = plan(root, (child) => isoWritten.get(child) ?? new Uint8Array(), firstFreeSector);
  const joliet = plan(root, (child) => Buffer.from(child.name, 'utf16le').swap16(), iso.end);
  let sector = joliet.end;
  const dataAt = sector * sectorBytes;
  for (const file of placed) {
    file.at = sector * sectorBytes;
    sector += Math.ceil(file.size / sectorBytes);
  }
  return {
    files: placed,
    iso: iso.tree,
    joliet: joliet.tree,
    dataAt,
    totalBytes: (sector + sectorsBehind) * sectorBytes,
  };
}

export function isFolder(child: DiscFolder | PlacedFile): child is DiscFolder {
  return 'folders' in child;
}

/** The pieces of a file as directory records tell of them. */
export function extentsOf({ at, size }: { at: number; size: number }): readonly { at: number; bytes: number }[] {
  const pieces = Math.max(1, Math.ceil(size / longestExtent));
  return Array.from({ length: pieces }, (_, piece) => ({
    at: at + piece * longestExtent,
    bytes: Math.min(longestExtent, size - piece * longestExtent),
  }));
}

function treeOf(files: readonly PlacedFile[]): DiscFolder {
  const root: DiscFolder = { name: '', parent: undefined, folders: [], files: [] };
  const known = new Map<string, DiscFolder>([['', root]]);
  const paths = new Set<string>();
  const folderAt = (path: string): DiscFolder => {
    const found = known.get(path);
    if (found) return found;
    const slash = path.lastIndexOf('/');
    const parent = folderAt(path.slice(0, Math.max(0, slash)));
    const folder: DiscFolder = { name: path.slice(slash + 1), parent, folders: [], files: [] };
    parent.folders.push(folder);
    known.set(path, folder);
    return folder;
  };
  for (const file of files) {
    requireDiscPath(file.path);
    if (paths.has(file.path)) throw new DiscFault('same-name', file.path);
    paths.add(file.path);
    folderAt(file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))).files.push(file);
  }
  for (const { path } of files) if (known.has(path)) throw new DiscFault('same-name', path);
  if (known.size > mostFolders) throw new DiscFault('too-many');
  return root;
}

/** ASCII names, numbered in the order of the real names, so that they do not depend on the order of the input. */
function isoNamesOf(root: DiscFolder): ReadonlyMap<DiscFolder | PlacedFile, Uint8Array> {
  const written = new Map<DiscFolder | PlacedFile, Uint8Array>();
  const waiting = [root];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    const children = [...folder.folders, ...folder.files].sort((a, b) => (a.name < b.name ? -1 : 1));
    const folders = new Set(folder.folders.map(({ name }) => name));
    const names = isoNames(
      children.map(({ name }) => name),
      (name) => folders.has(name),
    );
    for (const child of children) written.set(child, Buffer.from(names.get(child.name) ?? '', 'latin1'));
    waiting.push(...folder.folders);
  }
  return written;
}

function plan(root: DiscFolder, nameOf: Tree['nameOf'], from: number): { tree: Tree; end: number } {
  const childrenOf = new Map<DiscFolder, readonly (DiscFolder | PlacedFile)[]>();
  const folders = [root];
  for (const folder of folders) {
    const named = [...folder.folders, ...folder.files].map((child) => ({ child, written: nameOf(child) }));
    named.sort((a, b) => Buffer.compare(a.written, b.written));
    const children = named.map(({ child }) => child);
    childrenOf.set(folder, children);
    folders.push(...children.filter(isFolder));
  }
  const bytes = folders.reduce((sum, folder) => sum + pathRecordBytes(folder.parent ? nameOf(folder).length : 1), 0);
  const tableSectors = Math.ceil(bytes / sectorBytes);
  const pathTable = { bytes, littleEndian: from, bigEndian: from + tableSectors };
  let sector = from + 2 * tableSectors;
  const placeOf = new Map<DiscFolder, { sector: number; sectors: number }>();
  for (const folder of folders) {
    const sectors = sectorsOf(childrenOf.get(folder) ?? [], nameOf);
    placeOf.set(folder, { sector, sectors });
    sector += sectors;
  }
  return { tree: { nameOf, folders, childrenOf, placeOf, pathTable }, end: sector };
}

/** No record crosses the end of a sector. */
function sectorsOf(children: readonly (DiscFolder | PlacedFile)[], nameOf: Tree['nameOf']): number {
  let at = 2 * recordBytes(1);
  for (const child of children) {
    const bytes = recordBytes(nameOf(child).length);
    for (let left = isFolder(child) ? 1 : extentsOf(child).length; left > 0; left--) at = afterRecord(at, bytes);
  }
  return Math.ceil(at / sectorBytes);
}

/** Where a record of so many bytes ends that is written at `at` or, where the sector has no room for it, at the next one's beginning. */
export function afterRecord(at: number, bytes: number): number {
  const left = sectorBytes - (at % sectorBytes);
  return at + (bytes > left ? left : 0) + bytes;
}

export function recordBytes(nameBytes: number): number {
  return 33 + nameBytes + ((nameBytes + 1) % 2);
}

export function pathRecordBytes(nameBytes: number): number {
  return 8 + nameBytes + (nameBytes % 2);
}
