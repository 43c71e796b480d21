import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Pixels of a module. */
const scale = 8;

/** A text as a QR code for a Word file, which takes no SVG: a PNG of one bit a pixel. The same text gives the same picture. */
export function qrPng(text: string): { bytes: Uint8Array; size: number } {
  const { data, size: modules } = encode(text, { ecc: 'M', border: 2 });
  const size = modules * scale;
  const width = Math.ceil(size / 8);
  const lines = data.flatMap((row) => {
    const line = Buffer.alloc(width + 1, 0xff);
    line[0] = 0;
    for (let x = 0; x < size; x++)
      if (row[Math.floor(x / scale)]) line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) & ~(0x80 >> (x & 7));
    return Array.from({ length: scale }, () => line);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // One bit of grey.
  head[8] = 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = deflateSync(Buffer.concat(lines));
  return {
    bytes: Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]),
    size,
  };
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
