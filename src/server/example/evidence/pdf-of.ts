import { deflateSync } from 'node:zlib';
import type { Picture } from './draw-picture.ts';

const page = { width: 595, height: 842 };

/** A PDF file with one picture on each page of A4, and a line above it that says it is made up. */
export function pdfOf(pictures: readonly Picture[]): Uint8Array {
  const first = 4;
  const kids = pictures.map((_, at) => `${first + at * 3} 0 R`).join(' ');
  const objects: readonly Uint8Array[] = [
    text('<< /Type /Catalog /Pages 2 0 R >>'),
    text(`<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`),
    text('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    ...pictures.flatMap((picture, at) => pageObjects(picture, first + at * 3, at + 1)),
  ];
  const parts: Uint8Array[] = [text('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const put = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  for (const [at, object] of objects.entries()) {
    offsets.push(length);
    put(Buffer.concat([text(`${at + 1} 0 obj\n`), object, text('\nendobj\n')]));
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const begin = length;
  put(
    text(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${begin}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** A page, what is drawn on it, and its picture. */
function pageObjects({ width, height, pixels }: Picture, number: number, count: number): readonly Uint8Array[] {
  const wide = page.width - 100;
  const high = Math.round((wide * height) / width);
  const drawn = `BT /F1 16 Tf 50 780 Td (EXAMPLE - made up, page ${count}) Tj ET\nq ${wide} 0 0 ${high} 50 ${750 - high} cm /P Do Q`;
  const packed = deflateSync(pixels);
  return [
    text(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents ${number + 1} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /P ${number + 2} 0 R >> >> >>`,
    ),
    text(`<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`),
    Buffer.concat([
      text(
        `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
      ),
      packed,
      text('\nendstream'),
    ]),
  ];
}

const text = (line: string): Buffer => Buffer.from(line, 'latin1');
