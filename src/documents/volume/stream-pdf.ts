import { type PDFContext, PDFHeader, type PDFObject, type PDFRef } from 'pdf-lib';
import type { Sink } from './volume.ts';

export type PdfStream = {
  /** Writes every object numbered above `above`, which will not change any more, and lets go of it. */
  flush: (above: number) => Promise<void>;
  /** Writes what is left, and the table of where everything stands. */
  end: () => Promise<void>;
};

/**
 * Writes a document's objects as they become final: a volume of hundreds of photos is never in memory as a whole. Numbers stay, so whatever
 * names an object that was written finds it in the file.
 */
export async function streamPdf(context: PDFContext, sink: Sink): Promise<PdfStream> {
  const places = new Map<number, number>();
  let offset = 0;
  const write = async (bytes: Uint8Array) => {
    offset += bytes.length;
    await sink(bytes);
  };
  const header = PDFHeader.forVersion(1, 7);
  await write(bytesOf(header.sizeInBytes(), (buffer) => header.copyBytesInto(buffer, 0)));

  async function writeObject(ref: PDFRef, object: PDFObject): Promise<void> {
    places.set(ref.objectNumber, offset);
    await write(Buffer.from(`${ref.objectNumber} ${ref.generationNumber} obj\n`, 'latin1'));
    await write(bytesOf(object.sizeInBytes(), (buffer) => object.copyBytesInto(buffer, 0)));
    await write(Buffer.from('\nendobj\n', 'latin1'));
  }

  return {
    flush: async (above) => {
      for (const [ref, object] of context.enumerateIndirectObjects()) {
        if (ref.objectNumber <= above) continue;
        await writeObject(ref, object);
        context.delete(ref);
      }
    },
    end: async () => {
      for (const [ref, object] of context.enumerateIndirectObjects()) await writeObject(ref, object);
      const start = offset;
      const { Root, Info } = context.trailerInfo;
      const size = context.largestObjectNumber + 1;
      const trailer = context.obj({ Size: size, ...(Root ? { Root } : {}), ...(Info ? { Info } : {}) });
      await write(
        Buffer.from(`xref\n0 ${size}\n${lines(places, size)}trailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`),
      );
    },
  };
}

/** One line of 20 bytes for each number; those that no object has are free. */
function lines(places: ReadonlyMap<number, number>, size: number): string {
  return Array.from({ length: size }, (_, number) => {
    const at = places.get(number);
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`;
  }).join('');
}

function bytesOf(size: number, fill: (buffer: Uint8Array) => number): Uint8Array {
  const buffer = new Uint8Array(size);
  fill(buffer);
  return buffer;
}
