import { fileURLToPath } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { UnsuitableFile } from '#documents/evidence/unsuitable-file.ts';
import { joinLines } from './join-lines.ts';
import type { DocumentText } from './read-text.ts';

const mostPages = 600;

/** The tables by which PDFs of older programs name Chinese characters. */
const characterMaps = fileURLToPath(new URL('../../cmaps/', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')));

/**
 * The text of a PDF, its lines joined to paragraphs where they belong together. A PDF of pictures alone has none. Throws `UnsuitableFile`: damaged, or of more than
 * 600 pages.
 */
export async function readPdfText(bytes: Uint8Array): Promise<DocumentText> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: characterMaps,
    cMapPacked: true,
    isEvalSupported: false,
    disableFontFace: true,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > mostPages) throw new UnsuitableFile('too-many-document-pages');
    const pageStarts: number[] = [];
    let text = '';
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const lines = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      pageStarts.push(text.length);
      const read = joinLines(lines.split('\n'));
      if (read !== '') text += `${read}\n`;
      page.cleanup();
    }
    return { text: text.trimEnd(), pageStarts };
  } catch (cause) {
    if (cause instanceof UnsuitableFile) throw cause;
    throw new UnsuitableFile('damaged-pdf', { cause });
  } finally {
    await task.destroy();
  }
}
