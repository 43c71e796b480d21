import { crc32, deflateSync } from 'node:zlib';
import { type Random, seededRandom } from '#server/example/ledgers/random.ts';

/** Red, green and blue of each pixel, row by row. */
export type Picture = { width: number; height: number; pixels: Uint8Array };

/** 16 × 16 dots each, a row in four hexadecimal digits, a bit that is not set is a dot: 示例虚构. */
const glyphs = [
  'ffffffffffffc003ffffffffffff8001fe7ffe7fe667ee77ce739e7b9e79fe7f',
  'fffff7fde01decedcdedcded8c2d89ad0badc12dc46dce6dce6dcefdccfdc9f9',
  'fffffefffe7ffe03fe7fc001def9d00bde7dde01dedfd693d2979a879e9fa001',
  'ffffef7fe77fe77fe60180fde4fdc53dc73dc37d8149a6692401e7f1e7f9e7fb',
];

/** A made-up scene — sky, floor, machines as blocks — with 示例虚构 written across it. The same number draws the same picture. */
export function drawPicture(number: number, { width = 480, height = 320 } = {}): Picture {
  const random = seededRandom(number);
  const pixels = new Uint8Array(width * height * 3);
  const paint = paintOn({ width, height, pixels });
  const floor = Math.round(height * 0.62);
  const shade = random.whole(170, 225);
  for (let y = 0; y < height; y++)
    paint(
      0,
      y,
      width,
      1,
      y < floor ? [shade, shade + 10, 255 - Math.floor(y / 8)] : [120, 110 + Math.floor(y / 6), 105],
    );
  for (let block = 0; block < 7; block++) {
    const [wide, high] = [random.whole(30, 90), random.whole(40, 120)];
    paint(random.whole(0, width - wide), floor - high + random.whole(0, 40), wide, high, colour(random));
  }
  const dot = Math.floor(width / (glyphs.length * 18));
  const left = Math.floor((width - glyphs.length * 17 * dot) / 2);
  paint(0, height - 19 * dot, width, 19 * dot, [250, 250, 250]);
  for (const [at, glyph] of glyphs.entries())
    for (let y = 0; y < 16; y++)
      for (let x = 0; x < 16; x++)
        if (((Number.parseInt(glyph.slice(y * 4, y * 4 + 4), 16) >> (15 - x)) & 1) === 0)
          paint(left + (at * 17 + x) * dot, height - (17 - y) * dot, dot, dot, [170, 30, 30]);
  return { width, height, pixels };
}

/** A picture as a PNG file. */
export function pngOf({ width, height, pixels }: Picture): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++)
    rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

type Colour = readonly [red: number, green: number, blue: number];

const colour = (random: Random): Colour => [random.whole(60, 220), random.whole(60, 200), random.whole(60, 220)];

/** Fills rectangles, as far as they lie inside the picture. */
function paintOn({ width, height, pixels }: Picture) {
  return (left: number, top: number, wide: number, high: number, [red, green, blue]: Colour) => {
    for (let y = Math.max(0, top); y < Math.min(height, top + high); y++)
      for (let x = Math.max(0, left); x < Math.min(width, left + wide); x++) {
        const at = (y * width + x) * 3;
        pixels[at] = red;
        pixels[at + 1] = green;
        pixels[at + 2] = blue;
      }
  };
}
