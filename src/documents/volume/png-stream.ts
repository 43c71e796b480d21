import { type PDFContext, PDFHexString, PDFRawStream, type PDFRef } from 'pdf-lib';

export type PngHead = {
  width: number;
  height: number;
  bits: number;
  colour: number;
  /** Without transparency and interlacing its pixels are a PDF's as they stand: they need not be unpacked. */
  isPlain: boolean;
};

export function pngHead(bytes: Uint8Array): PngHead {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.toString('latin1', 12, 16) !== 'IHDR') throw new Error('no PNG');
  const [width, height, bits, colour] = [view.readUInt32BE(16), view.readUInt32BE(20), view[24] ?? 0, view[25] ?? 0];
  const isTransparent = colour === 4 || colour === 6 || [...chunksOf(view)].some(({ name }) => name === 'tRNS');
  return { width, height, bits, colour, isPlain: !isTransparent && view[28] === 0 };
}

/** Puts the picture's packed pixels into a document as they are. */
export function embedPlainPng(
  context: PDFContext,
  bytes: Uint8Array,
  { width, height, bits, colour }: PngHead,
): PDFRef {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const chunks = [...chunksOf(view)];
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data));
  const palette = chunks.find(({ name }) => name === 'PLTE')?.data ?? Buffer.alloc(0);
  const space =
    colour === 3
      ? ['Indexed', 'DeviceRGB', palette.length / 3 - 1, PDFHexString.of(palette.toString('hex'))]
      : colour === 2
        ? 'DeviceRGB'
        : 'DeviceGray';
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    BitsPerComponent: bits,
    ColorSpace: space,
    Filter: 'FlateDecode',
    DecodeParms: { Predictor: 15, Colors: colour === 2 ? 3 : 1, BitsPerComponent: bits, Columns: width },
  });
  return context.register(PDFRawStream.of(dict, packed));
}

function* chunksOf(view: Buffer): Generator<{ name: string; data: Buffer }> {
  for (let at = 8; at + 8 <= view.length; ) {
    const length = view.readUInt32BE(at);
    yield { name: view.toString('latin1', at + 4, at + 8), data: view.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}
