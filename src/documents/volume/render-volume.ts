import { readFileSync } from 'node:fs';
import { PDFArray, PDFDocument, PDFName, type PDFPage, type PDFRef } from 'pdf-lib';
import { facesFor, setTemplate } from '#documents/pdf/typst.ts';
import { openPiece, unreadableNote } from './open-piece.ts';
import type { Matrix, PlacedPage } from './place-page.ts';
import { streamPdf } from './stream-pdf.ts';
import type { BoundPiece, Sink, Volume, VolumePiece } from './volume.ts';

let template: string | undefined;

/** Where a piece's page stands on the volume's page, in points from the lower left corner: as `volume.typ` leaves it free. */
const body = { left: 42.5, bottom: 51, width: 510.2, height: 646 };

/**
 * Binds a volume: a cover, an index with page numbers, and each piece under a strip that says which observation point and entry it proves, with
 * bookmarks and page numbers. Typst sets everything but the pieces; their pages are then put in one by one and written out at once.
 * `onPiece` is told after each; whatever it throws ends the work.
 */
export async function renderVolume(
  volume: Volume,
  sink: Sink,
  onPiece: (done: number) => Promise<void> | void = () => {},
): Promise<readonly BoundPiece[]> {
  const counts: { pages: number; note: string | undefined }[] = [];
  for (const piece of volume.pieces) {
    const { pages, note } = await openPiece(piece);
    counts.push({ pages, note });
  }
  const frame = await PDFDocument.load(setFrame(volume, counts), { updateMetadata: false });
  // The pieces carry no tags, so the volume as a whole is not a tagged document.
  for (const key of ['MarkInfo', 'StructTreeRoot']) frame.catalog.delete(PDFName.of(key));
  const pages = frame.getPages();
  const before = pages.length - counts.reduce((sum, each) => sum + each.pages, 0);
  const framed = frame.context.largestObjectNumber;
  const stream = await streamPdf(frame.context, sink);
  let at = before;
  const bound: BoundPiece[] = [];
  for (const [index, piece] of volume.pieces.entries()) {
    const { pages: count = 1, note } = counts[index] ?? {};
    const pagesOfPiece = pages.slice(at, at + count);
    const isPlaced = note === undefined && (await place(frame, piece, pagesOfPiece, `V${index}`));
    bound.push({ firstPage: at + 1, pages: count, note: isPlaced ? undefined : (note ?? unreadableNote) });
    await stream.flush(framed);
    at += count;
    await onPiece(index + 1);
  }
  await stream.end();
  return bound;
}

/** False where the piece proves broken only now: its pages stay empty under their strips. */
async function place(
  frame: PDFDocument,
  piece: VolumePiece,
  pages: readonly PDFPage[],
  name: string,
): Promise<boolean> {
  const opened = await openPiece(piece);
  try {
    for (const [number, page] of pages.entries()) {
      const placed = await opened.place(frame, number);
      if (placed) draw(frame, page, placed, `${name}N${number}`);
    }
    return opened.note === undefined;
  } catch {
    return false;
  }
}

function setFrame(
  { title, consortium, day, pieces }: Volume,
  counts: readonly { pages: number; note: string | undefined }[],
): Uint8Array {
  template ??= readFileSync(new URL('volume.typ', import.meta.url), 'utf8');
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return setTemplate(template, {
    ...facesFor('仿宋_GB2312'),
    title,
    consortium,
    day: `${year}年${month}月${date}日`,
    date: { year, month, day: date },
    pieces: pieces.map(({ title, point, entryText, period }, index) => ({
      title: shortened(title, 60),
      point: point.id,
      pointLabel: shortened(point.label, 60),
      entry: shortened(entryText, 110),
      period,
      pages: counts[index]?.pages ?? 1,
      note: counts[index]?.note ?? '',
    })),
  });
}

const shortened = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** The page under what Typst set: its own drawing may have left other coordinates behind. */
function draw(document: PDFDocument, page: PDFPage, { parts, width, height, turn }: PlacedPage, name: string): void {
  const { context } = document;
  const place = placeIn(width, height, turn);
  page.node.normalize();
  const lines = parts.map(({ ref, matrix }, index) => {
    const key = `${name}P${index}`;
    nameObject(page, key, ref);
    return `q ${[...multiply(matrix, place)].map((number) => number.toFixed(5)).join(' ')} cm /${key} Do Q`;
  });
  const contents = page.node.lookup(PDFName.of('Contents'), PDFArray);
  contents.insert(0, context.register(context.flateStream(lines.join('\n'))));
}

function nameObject(page: PDFPage, key: string, ref: PDFRef): void {
  page.node.setXObject(PDFName.of(key), ref);
}

/** As large as the free place allows, never larger than it is, in the middle of its upper part. */
function placeIn(width: number, height: number, turn: PlacedPage['turn']): Matrix {
  const isTurned = turn === 90 || turn === 270;
  const [shownWidth, shownHeight] = isTurned ? [height, width] : [width, height];
  const scale = Math.min(body.width / shownWidth, body.height / shownHeight, 1);
  const left = body.left + (body.width - shownWidth * scale) / 2;
  const bottom = body.bottom + (body.height - shownHeight * scale);
  switch (turn) {
    case 90:
      return [0, -scale, scale, 0, left, bottom + width * scale];
    case 180:
      return [-scale, 0, 0, -scale, left + width * scale, bottom + height * scale];
    case 270:
      return [0, scale, -scale, 0, left + height * scale, bottom];
    default:
      return [scale, 0, 0, scale, left, bottom];
  }
}

/** First `first`, then `then`. */
function multiply([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}
