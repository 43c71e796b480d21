import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObjectCopier,
  type PDFPage,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from 'pdf-lib';
import type { Turn } from '#documents/evidence/turn-of-jpeg.ts';

export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Things put into a document that together are one page, each with its place on it; in points, before the page is turned. */
export type PlacedPage = {
  parts: readonly { ref: PDFRef; matrix: Matrix }[];
  width: number;
  height: number;
  turn: Turn;
};

/** Copies a page of another document (`copier` is the whole piece's: what its pages share is copied once), with what stands on it as an annotation: seals and signatures often do. */
export function placePage(document: PDFDocument, copier: PDFObjectCopier, page: PDFPage): PlacedPage {
  const box = page.getCropBox();
  const turn = turnOf(page.getRotation().angle);
  const size = { width: box.width, height: box.height, turn };
  const { context } = document;
  const [resources, group] = [page.node.Resources(), page.node.lookup(PDFName.of('Group'))];
  const form = context.flateStream(contentsOf(page), {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [box.x, box.y, box.x + box.width, box.y + box.height],
    Matrix: [1, 0, 0, 1, -box.x, -box.y],
    Resources: resources ? copier.copy(resources) : {},
    ...(group instanceof PDFDict ? { Group: copier.copy(group) } : {}),
  });
  const body = { ref: context.register(form), matrix: [1, 0, 0, 1, 0, 0] as const };
  return { ...size, parts: [body, ...appearancesOf(document, copier, page, box)] };
}

/** What draws a page, unpacked. Throws where it is packed in a way that is not known. */
export function contentsOf(page: PDFPage): Uint8Array {
  const contents = page.node.Contents();
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((each) => page.node.context.lookup(each)) : [contents];
  return Buffer.concat(
    streams.flatMap((stream) =>
      stream instanceof PDFRawStream ? [decodePDFRawStream(stream).decode(), Buffer.from('\n')] : [],
    ),
  );
}

function turnOf(angle: number): Turn {
  const turn = ((angle % 360) + 360) % 360;
  return turn === 90 || turn === 180 || turn === 270 ? turn : 0;
}

const hidden = 2;
const noView = 32;

function appearancesOf(
  document: PDFDocument,
  copier: PDFObjectCopier,
  page: PDFPage,
  origin: { x: number; y: number },
): PlacedPage['parts'] {
  const annotations = page.node.Annots()?.asArray() ?? [];
  return annotations.flatMap((each) => {
    const annotation = page.node.context.lookup(each);
    if (!(annotation instanceof PDFDict)) return [];
    const flags = annotation.lookup(PDFName.of('F'));
    if (flags instanceof PDFNumber && (flags.asNumber() & (hidden | noView)) !== 0) return [];
    const found = appearanceOf(annotation);
    const rect = numbersOf(annotation.lookup(PDFName.of('Rect')), 4);
    const box = numbersOf(found?.stream.dict.lookup(PDFName.of('BBox')), 4);
    if (!found || !rect || !box) return [];
    const own = matrixOf(numbersOf(found.stream.dict.lookup(PDFName.of('Matrix')), 6));
    const matrix = mapInto(bounds(box, own), bounds(rect, [1, 0, 0, 1, -origin.x, -origin.y]));
    if (!matrix) return [];
    const copied = copier.copy(found.object);
    const ref = copied instanceof PDFRef ? copied : document.context.register(copied);
    const form = document.context.lookup(ref);
    if (form instanceof PDFRawStream) form.dict.set(PDFName.of('Subtype'), PDFName.of('Form'));
    return [{ ref, matrix }];
  });
}

/** The normal appearance; of a box that can be ticked, that of its state. */
function appearanceOf(annotation: PDFDict): { stream: PDFStream; object: PDFRef | PDFStream } | undefined {
  const appearances = annotation.lookup(PDFName.of('AP'));
  if (!(appearances instanceof PDFDict)) return undefined;
  const state = annotation.lookup(PDFName.of('AS'));
  const normal = appearances.lookup(PDFName.of('N'));
  const holder = normal instanceof PDFDict ? normal : appearances;
  const key = normal instanceof PDFDict ? (state instanceof PDFName ? state : PDFName.of('Off')) : PDFName.of('N');
  const stream = holder.lookup(key);
  if (!(stream instanceof PDFStream)) return undefined;
  const object = holder.get(key);
  return { stream, object: object instanceof PDFRef ? object : stream };
}

type Bounds = { left: number; bottom: number; right: number; top: number };

function bounds([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[], [a, b, c, d, e, f]: Matrix): Bounds {
  const corners = [
    [x1, y1],
    [x1, y2],
    [x2, y1],
    [x2, y2],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f]);
  const [xs, ys] = [corners.map(([x = 0]) => x), corners.map(([, y = 0]) => y)];
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) };
}

function mapInto(from: Bounds, to: Bounds): Matrix | undefined {
  const [width, height] = [from.right - from.left, from.top - from.bottom];
  if (width <= 0 || height <= 0) return undefined;
  const [x, y] = [(to.right - to.left) / width, (to.top - to.bottom) / height];
  return [x, 0, 0, y, to.left - from.left * x, to.bottom - from.bottom * y];
}

function matrixOf(numbers: readonly number[] | undefined): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers ?? [];
  return [a, b, c, d, e, f];
}

function numbersOf(object: unknown, count: number): readonly number[] | undefined {
  if (!(object instanceof PDFArray) || object.size() !== count) return undefined;
  const numbers = object.asArray().map((each) => (each instanceof PDFNumber ? each.asNumber() : Number.NaN));
  return numbers.some(Number.isNaN) ? undefined : numbers;
}
