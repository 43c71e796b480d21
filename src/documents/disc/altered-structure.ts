import { type FileHandle, open } from 'node:fs/promises';
import { DiscFault } from './disc-fault.ts';
import { type Layout, layOut, sectorBytes } from './lay-out.ts';
import { labelOf, withManifest } from './make-disc.ts';
import type { Manifest } from './manifest.ts';
import { writeHead } from './write-head.ts';

/** An image made by another program from the same files shares few sectors with ours: descriptors and directories differ nearly all. */
const shareOfOurs = 0.5;

/**
 * Since the same manifest always makes the same descriptors and directories, an image of ours can be compared with what it must be, to the byte: also
 * where no file has its bytes. Of an image that another program made nothing is said.
 */
export async function alteredStructure(
  image: string,
  manifest: Manifest,
  manifestBytes: Uint8Array,
  signatureBytes: Uint8Array,
): Promise<readonly string[]> {
  let layout: Layout;
  try {
    layout = layOut(withManifest(manifest.files, manifestBytes.length, signatureBytes.length));
  } catch (cause) {
    // A manifest of paths that no disc can hold was never the manifest of an image of ours.
    if (cause instanceof DiscFault) return [];
    throw cause;
  }
  const handle = await open(image);
  try {
    const { told, same } = await compareHead(handle, layout, {
      title: labelOf(manifest),
      madeAt: new Date(manifest.madeAt),
    });
    if (same < told * shareOfOurs) return [];
    return [
      ...(same < told ? ['光盘目录区被改动（各文件内容之外）'] : []),
      ...((await isFilled(handle, layout)) ? ['光盘空白区被写入内容'] : []),
      ...((await handle.stat()).size < layout.totalBytes ? ['光盘映像末尾缺失'] : []),
    ];
  } finally {
    await handle.close();
  }
}

/** Sectors that say something, and how many of them stand in the image as they must; a wrong sector that must be empty counts as a wrong one that says something. */
async function compareHead(
  handle: FileHandle,
  layout: Layout,
  label: { title: string; madeAt: Date },
): Promise<{ told: number; same: number }> {
  let told = 0;
  let same = 0;
  let at = 0;
  for (const piece of writeHead(layout, label)) {
    const there = Buffer.alloc(piece.length);
    await handle.read(there, 0, piece.length, at);
    for (let from = 0; from < piece.length; from += sectorBytes) {
      const expected = piece.subarray(from, from + sectorBytes);
      const isSame = there.subarray(from, from + sectorBytes).equals(expected);
      const isEmpty = expected.every((byte) => byte === 0);
      if (isEmpty && isSame) continue;
      told++;
      if (isSame) same++;
    }
    at += piece.length;
  }
  return { told, same };
}

/** Whether there is anything in the rest of a file's last sector, or behind the last file. */
async function isFilled(handle: FileHandle, layout: Layout): Promise<boolean> {
  const rest = Buffer.alloc(sectorBytes);
  for (const { at, size } of layout.files) {
    const used = size % sectorBytes;
    if (used === 0) continue;
    const { bytesRead } = await handle.read(rest, 0, sectorBytes - used, at + size);
    if (rest.subarray(0, bytesRead).some((byte) => byte !== 0)) return true;
  }
  const last = layout.files.at(-1);
  const from = Math.ceil(((last?.at ?? 0) + (last?.size ?? 0)) / sectorBytes) * sectorBytes;
  const behind = Buffer.alloc(layout.totalBytes - from);
  const { bytesRead } = await handle.read(behind, 0, behind.length, from);
  return behind.subarray(0, bytesRead).some((byte) => byte !== 0);
}
