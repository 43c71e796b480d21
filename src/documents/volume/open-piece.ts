import { EncryptedPDFError, JpegEmbedder, PDFDocument, PDFObjectCopier, PngEmbedder } from 'pdf-lib';
import { turnOfJpeg } from '#documents/evidence/turn-of-jpeg.ts';
import { contentsOf, type PlacedPage, placePage } from './place-page.ts';
import { embedPlainPng, pngHead } from './png-stream.ts';
import type { VolumePiece } from './volume.ts';

/** A piece that can be bound: so many pages, each put into a document when asked for. `note` says why there is nothing to bind. */
export type OpenPiece = {
  pages: number;
  note?: string;
  place: (document: PDFDocument, page: number) => Promise<PlacedPage | undefined>;
};

export const unreadableNote = '本材料无法读取，未装订入册，请查看所附电子文件。';

const mostPagesOfPiece = 2000;
/** A picture with transparency has to be unpacked: so many pixels take 120 MB. */
const mostUnpackedPixels = 30_000_000;

const otherFiles: Readonly<Record<string, string>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word 文件',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel 文件',
  'image/webp': 'WebP 图片',
  'text/csv': 'csv 文件',
  'text/plain': '文本文件',
};

/** Opens a piece. What cannot be bound is a page that says why: one bad file never keeps a volume from being made. */
export async function openPiece({ mediaType, read }: Pick<VolumePiece, 'mediaType' | 'read'>): Promise<OpenPiece> {
  const other = otherFiles[mediaType];
  if (other !== undefined) return noted(`本材料为${other}，未装订入册，请查看所附电子文件。`);
  try {
    const bytes = await read();
    switch (mediaType) {
      case 'application/pdf':
        return await openPdf(bytes);
      case 'image/jpeg':
        return await openJpeg(bytes);
      case 'image/png':
        return await openPng(bytes);
      default:
        return noted('本材料的类型不能装订入册，请查看所附电子文件。');
    }
  } catch (error) {
    return noted(
      error instanceof EncryptedPDFError ? '本材料已加密，不能装订入册，请查看所附电子文件。' : unreadableNote,
    );
  }
}

function noted(note: string): OpenPiece {
  return { pages: 1, note, place: async () => undefined };
}

async function openPdf(bytes: Uint8Array): Promise<OpenPiece> {
  const source = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
  const pages = source.getPages();
  if (pages.length === 0) return noted('本材料没有页面，未装订入册。');
  if (pages.length > mostPagesOfPiece)
    return noted(`本材料超过${mostPagesOfPiece}页，未装订入册，请查看所附电子文件。`);
  for (const page of pages) contentsOf(page);
  let copier: PDFObjectCopier | undefined;
  return {
    pages: pages.length,
    place: async (document, number) => {
      const page = pages[number];
      copier ??= PDFObjectCopier.for(source.context, document.context);
      return page && placePage(document, copier, page);
    },
  };
}

async function openJpeg(bytes: Uint8Array): Promise<OpenPiece> {
  const embedder = await JpegEmbedder.for(bytes);
  const turn = turnOfJpeg(bytes);
  return {
    pages: 1,
    place: async ({ context }) => ({
      parts: [{ ref: await embedder.embedIntoContext(context), matrix: [embedder.width, 0, 0, embedder.height, 0, 0] }],
      width: embedder.width,
      height: embedder.height,
      turn,
    }),
  };
}

async function openPng(bytes: Uint8Array): Promise<OpenPiece> {
  const head = pngHead(bytes);
  if (!head.isPlain && head.width * head.height > mostUnpackedPixels)
    return noted('本图片像素过多，未装订入册，请查看所附电子文件。');
  return {
    pages: 1,
    place: async ({ context }) => ({
      parts: [
        {
          ref: head.isPlain
            ? embedPlainPng(context, bytes, head)
            : await (await PngEmbedder.for(bytes)).embedIntoContext(context),
          matrix: [head.width, 0, 0, head.height, 0, 0],
        },
      ],
      width: head.width,
      height: head.height,
      turn: 0,
    }),
  };
}
