import type { FileHandle } from 'node:fs/promises';
import { getDocument, PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { UnsuitableFile } from './unsuitable-file.ts';

const mostPages = 2000;

/**
 * The number of pages of a PDF of unknown origin. Only what is needed for that is read, so a large file costs little memory. Throws
 * `UnsuitableFile`: encrypted (by password or by permissions), damaged, or of more than 2000 pages.
 */
export async function countPages(file: FileHandle, bytes: number): Promise<number> {
  await mustHaveEnd(file, bytes);
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const range = new FileRange(file, bytes, failed.reject);
  const task = getDocument({ range, length: bytes, disableAutoFetch: true, disableStream: true, verbosity: 0 });
  try {
    const document = await Promise.race([task.promise, failed.promise]);
    const { info } = await document.getMetadata();
    if ('EncryptFilterName' in info && info.EncryptFilterName) throw new UnsuitableFile('encrypted-pdf');
    if (document.numPages < 1) throw new UnsuitableFile('damaged-pdf');
    if (document.numPages > mostPages) throw new UnsuitableFile('too-many-pages');
    // The first page shows that the tree of pages can be read, not only that it says a number.
    await document.getPage(1);
    return document.numPages;
  } catch (cause) {
    if (cause instanceof UnsuitableFile) throw cause;
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    throw new UnsuitableFile(isLocked ? 'encrypted-pdf' : 'damaged-pdf', { cause });
  } finally {
    await task.destroy();
  }
}

/** A PDF tells at its end where everything stands. One without would be searched byte by byte, for minutes. */
async function mustHaveEnd(file: FileHandle, bytes: number): Promise<void> {
  const end = Buffer.alloc(Math.min(bytes, 65_536));
  await file.read(end, 0, end.length, bytes - end.length);
  if (!end.includes('startxref')) throw new UnsuitableFile('damaged-pdf');
}

class FileRange extends PDFDataRangeTransport {
  readonly #file: FileHandle;
  readonly #fail: (cause: unknown) => void;

  constructor(file: FileHandle, bytes: number, fail: (cause: unknown) => void) {
    super(bytes, null);
    this.#file = file;
    this.#fail = fail;
  }

  override requestDataRange(begin: number, end: number): void {
    const chunk = new Uint8Array(end - begin);
    this.#file.read(chunk, 0, chunk.length, begin).then(
      ({ bytesRead }) => this.onDataRange(begin, chunk.subarray(0, bytesRead)),
      (cause: unknown) => this.#fail(cause),
    );
  }
}
