import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFRef } from 'pdf-lib';

const mostBookmarks = 1000;

/** The pages (from 0) on which a document's parts begin: its first, and those that its outermost bookmarks lead to. */
export function partStarts(document: PDFDocument): ReadonlySet<number> {
  const starts = new Set([0]);
  const pages = new Map(document.getPages().map(({ ref }, at) => [ref, at]));
  const outlines = document.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict);
  let bookmark = outlines?.lookupMaybe(PDFName.of('First'), PDFDict);
  for (let count = 0; bookmark && count < mostBookmarks; count++) {
    const target = bookmark.lookup(PDFName.of('Dest'));
    const page = target instanceof PDFArray ? target.get(0) : undefined;
    const at = page instanceof PDFRef ? pages.get(page) : undefined;
    if (at !== undefined) starts.add(at);
    bookmark = bookmark.lookupMaybe(PDFName.of('Next'), PDFDict);
  }
  return starts;
}
