export type Turn = 0 | 90 | 180 | 270;

const turns: Readonly<Record<number, Turn>> = { 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270 };

/** By how much a photo is to be turned clockwise to stand upright, as its camera noted (EXIF orientation); 0 where it noted nothing. */
export function turnOfJpeg(bytes: Uint8Array): Turn {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 2; at + 10 < view.length && view[at] === 0xff; ) {
    const marker = view[at + 1] ?? 0;
    if (marker === 0xda || marker === 0xd9) break;
    const length = view.readUInt16BE(at + 2);
    if (marker === 0xe1 && view.toString('latin1', at + 4, at + 8) === 'Exif')
      return turns[orientationOf(view.subarray(at + 10, at + 2 + length)) ?? 1] ?? 0;
    at += 2 + length;
  }
  return 0;
}

function orientationOf(tiff: Buffer): number | undefined {
  if (tiff.length < 8) return undefined;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  for (let index = 0; index < Math.min(short(directory), 200); index++) {
    const entry = directory + 2 + index * 12;
    if (short(entry) === 0x0112) return short(entry + 8);
  }
  return undefined;
}
