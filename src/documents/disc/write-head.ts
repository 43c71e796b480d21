import {
  afterRecord,
  type DiscFolder,
  extentsOf,
  isFolder,
  type Layout,
  pathRecordBytes,
  recordBytes,
  sectorBytes,
  type Tree,
} from './lay-out.ts';

/** What the volume descriptors say: `title` for people, `madeAt` for every date. */
export type Label = { title: string; madeAt: Date };

/**
 * All that stands before the first file, piece by piece in the order of the image: sixteen empty sectors, descriptors, path tables and directories (ECMA-119
 * for the plain tree, the Joliet specification for the other). The same layout and label give the same bytes.
 */
export function* writeHead(layout: Layout, label: Label): Generator<Uint8Array, void> {
  yield new Uint8Array(16 * sectorBytes);
  yield descriptor(layout, layout.iso, label, 1);
  yield descriptor(layout, layout.joliet, label, 2);
  yield terminator();
  for (const tree of [layout.iso, layout.joliet]) {
    yield pathTable(tree, true);
    yield pathTable(tree, false);
    for (const folder of tree.folders) yield directory(tree, folder, label.madeAt);
  }
}

function descriptor(layout: Layout, tree: Tree, { title, madeAt }: Label, type: 1 | 2): Uint8Array {
  const bytes = Buffer.alloc(sectorBytes);
  const isJoliet = type === 2;
  const text = (at: number, length: number, content: string) =>
    (isJoliet ? unicode(content, length) : ascii(content, length)).copy(bytes, at);
  bytes[0] = type;
  bytes.write('CD001', 1, 'latin1');
  bytes[6] = 1;
  text(8, 32, isJoliet ? 'Lianheti' : 'LIANHETI');
  text(40, 32, isJoliet ? title : isoLabel(title));
  both32(bytes, 80, layout.totalBytes / sectorBytes);
  if (isJoliet) bytes.write('%/E', 88, 'latin1');
  both16(bytes, 120, 1);
  both16(bytes, 124, 1);
  both16(bytes, 128, sectorBytes);
  both32(bytes, 132, tree.pathTable.bytes);
  bytes.writeUInt32LE(tree.pathTable.littleEndian, 140);
  bytes.writeUInt32BE(tree.pathTable.bigEndian, 148);
  const [root] = tree.folders;
  if (root) writeRecord(bytes, 156, folderRecord(tree, root, Buffer.of(0)), madeAt);
  for (const at of [190, 318, 446]) text(at, 128, '');
  text(574, 128, isJoliet ? 'Lianheti' : 'LIANHETI');
  for (const at of [702, 739, 776]) text(at, 37, '');
  longDate(madeAt).copy(bytes, 813);
  longDate(madeAt).copy(bytes, 830);
  longDate(undefined).copy(bytes, 847);
  longDate(undefined).copy(bytes, 864);
  bytes[881] = 1;
  return bytes;
}

function terminator(): Uint8Array {
  const bytes = Buffer.alloc(sectorBytes);
  bytes[0] = 255;
  bytes.write('CD001', 1, 'latin1');
  bytes[6] = 1;
  return bytes;
}

function pathTable(tree: Tree, isLittleEndian: boolean): Uint8Array {
  const bytes = Buffer.alloc(Math.ceil(tree.pathTable.bytes / sectorBytes) * sectorBytes);
  const numberOf = new Map(tree.folders.map((folder, index) => [folder, index + 1]));
  let at = 0;
  for (const folder of tree.folders) {
    const name = folder.parent ? tree.nameOf(folder) : Buffer.of(0);
    const sector = tree.placeOf.get(folder)?.sector ?? 0;
    const parent = numberOf.get(folder.parent ?? folder) ?? 1;
    bytes[at] = name.length;
    if (isLittleEndian) {
      bytes.writeUInt32LE(sector, at + 2);
      bytes.writeUInt16LE(parent, at + 6);
    } else {
      bytes.writeUInt32BE(sector, at + 2);
      bytes.writeUInt16BE(parent, at + 6);
    }
    bytes.set(name, at + 8);
    at += pathRecordBytes(name.length);
  }
  return bytes;
}

type DirectoryRecord = { name: Uint8Array; at: number; bytes: number; flags: number };

const flag = { folder: 2, moreFollows: 0x80 };

function directory(tree: Tree, folder: DiscFolder, madeAt: Date): Uint8Array {
  const bytes = Buffer.alloc((tree.placeOf.get(folder)?.sectors ?? 0) * sectorBytes);
  let at = 0;
  const records = [
    folderRecord(tree, folder, Buffer.of(0)),
    folderRecord(tree, folder.parent ?? folder, Buffer.of(1)),
    ...(tree.childrenOf.get(folder) ?? []).flatMap((child) => {
      const name = tree.nameOf(child);
      if (isFolder(child)) return [folderRecord(tree, child, name)];
      const extents = extentsOf(child);
      return extents.map((extent, index) => ({
        ...extent,
        name,
        flags: index < extents.length - 1 ? flag.moreFollows : 0,
      }));
    }),
  ];
  for (const record of records) {
    const length = recordBytes(record.name.length);
    const end = afterRecord(at, length);
    writeRecord(bytes, end - length, record, madeAt);
    at = end;
  }
  return bytes;
}

function folderRecord(tree: Tree, folder: DiscFolder, name: Uint8Array): DirectoryRecord {
  const { sector, sectors } = tree.placeOf.get(folder) ?? { sector: 0, sectors: 0 };
  return { name, at: sector * sectorBytes, bytes: sectors * sectorBytes, flags: flag.folder };
}

function writeRecord(bytes: Buffer, at: number, record: DirectoryRecord, madeAt: Date): void {
  bytes[at] = recordBytes(record.name.length);
  both32(bytes, at + 2, record.at / sectorBytes);
  both32(bytes, at + 10, record.bytes);
  const { year, rest, offset } = clock(madeAt);
  bytes.set([Math.min(255, Math.max(0, year - 1900)), ...rest, offset], at + 18);
  bytes[at + 25] = record.flags;
  both16(bytes, at + 28, 1);
  bytes[at + 32] = record.name.length;
  bytes.set(record.name, at + 33);
}

/** Asia/Shanghai, which has kept one offset since 1991: 32 quarters of an hour. */
function clock(moment: Date): { year: number; rest: readonly number[]; offset: number } {
  const there = new Date(moment.getTime() + 8 * 3_600_000);
  return {
    year: there.getUTCFullYear(),
    rest: [
      there.getUTCMonth() + 1,
      there.getUTCDate(),
      there.getUTCHours(),
      there.getUTCMinutes(),
      there.getUTCSeconds(),
    ],
    offset: 32,
  };
}

function longDate(moment: Date | undefined): Buffer {
  const bytes = Buffer.alloc(17, '0', 'latin1');
  bytes[16] = 0;
  if (!moment) return bytes;
  const { year, rest, offset } = clock(moment);
  const digits = `${String(year).padStart(4, '0')}${rest.map((part) => String(part).padStart(2, '0')).join('')}00`;
  bytes.write(digits, 'latin1');
  bytes[16] = offset;
  return bytes;
}

function ascii(content: string, length: number): Buffer {
  return Buffer.from(content.slice(0, length).padEnd(length, ' '), 'latin1');
}

/** Big-endian UTF-16; a field of odd length ends in a zero byte. */
function unicode(content: string, length: number): Buffer {
  const letters = Math.floor(length / 2);
  const whole = content.slice(0, letters).toWellFormed().padEnd(letters, ' ');
  return Buffer.concat([Buffer.from(whole, 'utf16le').swap16(), Buffer.alloc(length % 2)]);
}

function isoLabel(title: string): string {
  const plain = title.toUpperCase().replace(/[^A-Z0-9_]+/g, '_');
  return plain.replaceAll('_', '') === '' ? 'LIANHETI' : plain;
}

function both16(bytes: Buffer, at: number, value: number): void {
  bytes.writeUInt16LE(value, at);
  bytes.writeUInt16BE(value, at + 2);
}

function both32(bytes: Buffer, at: number, value: number): void {
  bytes.writeUInt32LE(value, at);
  bytes.writeUInt32BE(value, at + 4);
}
