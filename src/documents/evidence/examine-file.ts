import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { largestFile, openArchive } from '#documents/archive/open-archive.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { countPages } from './count-pages.ts';
import { jpegSize, pngSize, webpSize } from './image-size.ts';
import { UnsuitableFile } from './unsuitable-file.ts';

/** What a file is by its content. `name` ends as the content asks; `notice` tells where it did not. */
export type ExaminedFile = {
  name: string;
  mediaType: string;
  pages: number | null;
  width: number | null;
  height: number | null;
  notice: string | null;
};

type Kind = { mediaType: string; label: string; extensions: readonly [string, ...string[]] };

const kinds = {
  png: { mediaType: 'image/png', label: 'PNG图片', extensions: ['png'] },
  jpeg: { mediaType: 'image/jpeg', label: 'JPEG图片', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  webp: { mediaType: 'image/webp', label: 'WebP图片', extensions: ['webp'] },
  pdf: { mediaType: 'application/pdf', label: 'PDF文件', extensions: ['pdf'] },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    label: 'Word文件',
    extensions: ['docx'],
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    label: 'Excel文件',
    extensions: ['xlsx'],
  },
} as const satisfies Readonly<Record<string, Kind>>;

const texts: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain' };

const mostExpanded = 300 * 2 ** 20;

/**
 * Examines a file of unknown origin on the disk: its type by content, its size in pixels or pages, and that nothing in it is refused
 * (macros, encryption, archives that expand beyond bounds). Throws `UnsuitableFile` or `UnreadableFile`.
 */
export async function examineFile(path: string, name: string): Promise<ExaminedFile> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) throw new UnreadableFile('empty');
    const head = Buffer.alloc(Math.min(size, 1024));
    await file.read(head, 0, head.length, 0);
    return await examine({ file, path, size, head, name: fileName(name) });
  } finally {
    await file.close();
  }
}

type Opened = { file: FileHandle; path: string; size: number; head: Buffer; name: string };

async function examine({ file, path, size, head, name }: Opened): Promise<ExaminedFile> {
  const starts = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text;
  if (starts('\x89PNG\r\n\x1a\n')) return found(kinds.png, name, pngSize(head));
  if (starts('\xff\xd8\xff')) return found(kinds.jpeg, name, await jpegSize(file));
  if (starts('RIFF') && starts('WEBP', 8)) return found(kinds.webp, name, webpSize(head));
  if (head.includes('%PDF-')) return found(kinds.pdf, name, { pages: await countPages(file, size) });
  if (starts('PK\x03\x04') || starts('PK\x05\x06')) return found(await officeKind(path, size), name, {});
  if (starts('\xd0\xcf\x11\xe0')) throw new UnsuitableFile('old-office');
  if (starts('ftyphei', 4) || starts('ftyphevc', 4) || starts('ftypmif1', 4)) throw new UnsuitableFile('heic');
  if (starts('Rar!') || starts('7z\xbc\xaf') || starts('\x1f\x8b')) throw new UnsuitableFile('archive');
  const mediaType = texts[extension(name)];
  if (mediaType === undefined) throw new UnsuitableFile('not-evidence');
  await mustBeText(path);
  return { name, mediaType, pages: null, width: null, height: null, notice: null };
}

function found(
  { mediaType, label, extensions }: Kind,
  name: string,
  {
    pages = null,
    width = null,
    height = null,
  }: { pages?: number | null; width?: number | null; height?: number | null },
): ExaminedFile {
  const rest = { mediaType, pages, width, height };
  if (extensions.includes(extension(name))) return { name, ...rest, notice: null };
  const notice = `文件名为“${name}”，内容却是${label}，已按${label}保存为 .${extensions[0]}。`;
  return { name: `${name.slice(0, name.length - extname(name).length)}.${extensions[0]}`, ...rest, notice };
}

async function officeKind(path: string, size: number): Promise<Kind> {
  if (size > largestFile) throw new UnreadableFile('too-large');
  const archive = openArchive(await readFile(path));
  const has = (name: string) => archive.names.includes(name);
  const kind = has('word/document.xml') ? kinds.docx : has('xl/workbook.xml') ? kinds.xlsx : undefined;
  if (!kind || !has('[Content_Types].xml')) throw new UnsuitableFile('archive');
  const program = kind === kinds.docx ? 'Word' : 'Excel';
  const types = archive.text('[Content_Types].xml') ?? '';
  if (/macroEnabled/i.test(types) || archive.names.some((name) => /vba(Project|Data)[^/]*$/i.test(name)))
    throw new UnreadableFile('macros', { program });
  let expanded = 0;
  for (const name of archive.names.filter((each) => !each.endsWith('/'))) {
    for await (const piece of archive.stream(name) ?? []) {
      expanded += piece.length;
      if (expanded > mostExpanded) throw new UnreadableFile('expands-too-much', { program });
    }
  }
  return kind;
}

/** UTF-8 or GB18030 without control characters. A file is read piece by piece: it may be large. */
async function mustBeText(path: string): Promise<void> {
  let decoders = ['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding, { fatal: true }));
  const survive = (piece: Buffer | undefined) => {
    decoders = decoders.filter((decoder) => {
      try {
        return !hasControls(piece ? decoder.decode(piece, { stream: true }) : decoder.decode());
      } catch {
        return false;
      }
    });
    if (decoders.length === 0) throw new UnsuitableFile('not-text');
  };
  for await (const piece of createReadStream(path)) survive(piece);
  survive(undefined);
}

const hasControls = (text: string) => /(?![\t\n\v\f\r])\p{Cc}/u.test(text);

const extension = (name: string) => extname(name).slice(1).toLowerCase();

/** A name as people see it: without folders, control characters and marks that turn the direction of writing, at most 200 characters. */
function fileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  const end = extname(clean).slice(0, 20);
  const start = clean.slice(0, clean.length - extname(clean).length).slice(0, 180);
  return `${start || '未命名'}${end}`;
}
