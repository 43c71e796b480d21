import { sectorBytes } from './lay-out.ts';

/** A child of a directory as its records tell: a file of 4 GiB and more has several pieces. `isRepeated`: an earlier child has its name. */
export type ReadRecord = {
  name: string;
  isFolder: boolean;
  isRepeated: boolean;
  pieces: readonly { at: number; bytes: number }[];
};

const flag = { folder: 2, moreFollows: 0x80 };

/** Reads the records of one directory; at a damaged one it goes on with the next sector. */
export function readRecords(
  directory: Buffer,
  tree: 'joliet' | 'iso',
): { records: readonly ReadRecord[]; isDamaged: boolean } {
  const records: ReadRecord[] = [];
  const names = new Set<string>();
  let isDamaged = false;
  let pieces: { at: number; bytes: number }[] = [];
  for (let at = 0; at < directory.length; ) {
    const sectorEnd = Math.min(directory.length, at - (at % sectorBytes) + sectorBytes);
    const length = directory[at] ?? 0;
    const nameLength = directory[at + 32] ?? 0;
    if (length === 0 || at + length > sectorEnd || nameLength === 0 || 33 + nameLength > length) {
      isDamaged ||= length !== 0;
      at = sectorEnd;
      continue;
    }
    const written = directory.subarray(at + 33, at + 33 + nameLength);
    const flags = directory[at + 25] ?? 0;
    const isItself = nameLength === 1 && (written[0] ?? 2) < 2;
    if (!isItself) {
      pieces.push({ at: directory.readUInt32LE(at + 2) * sectorBytes, bytes: directory.readUInt32LE(at + 10) });
      if ((flags & flag.moreFollows) === 0) {
        const isFolder = (flags & flag.folder) !== 0;
        const name = readName(written, tree, isFolder);
        records.push({ name, isFolder, isRepeated: names.has(name), pieces });
        names.add(name);
        pieces = [];
      }
    }
    at += length;
  }
  return { records, isDamaged: isDamaged || pieces.length > 0 };
}

/** A name that stays within its folder, on whichever system it is written to. */
export function isSafeName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    name.isWellFormed() &&
    !/[/\\:]/.test(name) &&
    ![...name].some((letter) => letter < ' ' || letter === '\u007f')
  );
}

/** Without the version (`;1`) that the standard puts behind a file's name, and in the plain tree without the dot of an empty suffix. */
function readName(written: Buffer, tree: 'joliet' | 'iso', isFolder: boolean): string {
  if (tree === 'joliet') {
    const whole = Buffer.from(written.subarray(0, written.length - (written.length % 2))).swap16();
    return isFolder ? whole.toString('utf16le') : whole.toString('utf16le').replace(/;\d{1,5}$/, '');
  }
  const name = written.toString('latin1');
  return isFolder ? name : name.replace(/;\d{1,5}$/, '').replace(/(?<=[^.])\.$/, '');
}
