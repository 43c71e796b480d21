import type { FileHandle } from 'node:fs/promises';
import { UnsuitableFile } from './unsuitable-file.ts';

export type ImageSize = { width: number; height: number };

const mostOfASide = 20_000;
const mostPixels = 120_000_000;

/** The size of a PNG, in pixels, from its first bytes. Throws `UnsuitableFile`. */
export function pngSize(head: Buffer): ImageSize {
  if (head.length < 24 || head.toString('latin1', 12, 16) !== 'IHDR') throw new UnsuitableFile('damaged-image');
  return bounded(head.readUInt32BE(16), head.readUInt32BE(20));
}

/** The size of a WebP, lossy, lossless or extended, from its first bytes. Throws `UnsuitableFile`. */
export function webpSize(head: Buffer): ImageSize {
  if (head.length < 30) throw new UnsuitableFile('damaged-image');
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8X':
      return bounded(head.readUIntLE(24, 3) + 1, head.readUIntLE(27, 3) + 1);
    case 'VP8L':
      return bounded((head.readUInt16LE(21) & 0x3fff) + 1, ((head.readUInt32LE(21) >>> 14) & 0x3fff) + 1);
    case 'VP8 ':
      return bounded(head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff);
    default:
      throw new UnsuitableFile('damaged-image');
  }
}

/** The size of a JPEG: its segments are stepped over until the one that tells it. Throws `UnsuitableFile`. */
export async function jpegSize(file: FileHandle): Promise<ImageSize> {
  const segment = Buffer.alloc(9);
  let at = 2;
  for (let steps = 0; steps < 2000; steps++) {
    const { bytesRead } = await file.read(segment, 0, 9, at);
    if (bytesRead < 9 || segment[0] !== 0xff) break;
    const marker = segment[1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return bounded(segment.readUInt16BE(7), segment.readUInt16BE(5));
    else if (marker === 0xd9 || marker === 0xda) break;
    else at += 2 + segment.readUInt16BE(2);
  }
  throw new UnsuitableFile('damaged-image');
}

function bounded(width: number, height: number): ImageSize {
  if (width < 1 || height < 1) throw new UnsuitableFile('damaged-image');
  if (width > mostOfASide || height > mostOfASide || width * height > mostPixels)
    throw new UnsuitableFile('image-too-large');
  return { width, height };
}
