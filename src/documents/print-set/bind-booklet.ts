import { PDFDocument } from 'pdf-lib';
import { padToRight } from './pad-to-right.ts';
import { partStarts } from './part-starts.ts';

const pointsOfMillimetre = 72 / 25.4;

/**
 * Documents as one booklet for printing on both sides, bound on the left: each document and each of its parts begins on a right-hand page. The pages
 * are those of the documents, with the numbers that they carry there. `bindingMm`: how much wider the inner margin is than the outer; a page that comes
 * on the other side of its sheet is moved over by so much.
 */
export async function bindBooklet(
  documents: readonly Uint8Array[],
  { title, bindingMm }: { title: string; bindingMm: number },
): Promise<Uint8Array> {
  const booklet = await PDFDocument.create({ updateMetadata: false });
  booklet.setTitle(title);
  for (const bytes of documents) {
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    if (booklet.getPageCount() % 2 === 1) booklet.addPage(sizeOf(booklet, -1));
    const pages = await booklet.copyPages(document, document.getPageIndices());
    for (const number of padToRight(pages.length, partStarts(document))) {
      const page = number === undefined ? undefined : pages[number];
      if (number === undefined || !page) {
        booklet.addPage(sizeOf(booklet, -1));
        continue;
      }
      const isRight = booklet.getPageCount() % 2 === 0;
      const wasRight = number % 2 === 0;
      if (isRight !== wasRight) page.translateContent((isRight ? 1 : -1) * bindingMm * pointsOfMillimetre, 0);
      booklet.addPage(page);
    }
  }
  return booklet.save();
}

function sizeOf(document: PDFDocument, at: number): [number, number] {
  const { width, height } = document.getPages().at(at)?.getSize() ?? { width: 595.28, height: 841.89 };
  return [width, height];
}
