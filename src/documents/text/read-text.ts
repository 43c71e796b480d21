import { readFile } from 'node:fs/promises';
import { openWord } from '#documents/docx/read/open-word.ts';
import { blocksOf, linesOf } from '#documents/docx/read/word-body.ts';
import { below, parseXml } from '#documents/docx/read/xml-tree.ts';
import { UnsuitableFile } from '#documents/evidence/unsuitable-file.ts';
import { readPdfText } from './read-pdf-text.ts';

/** A file's text, paragraph by paragraph; `pageStarts`: where each page of a PDF begins in it. */
export type DocumentText = { text: string; pageStarts: readonly number[] };

/** The longest text that is taken, in characters: a thousand pages and more of rules. */
export const longestText = 500_000;

const readers: Readonly<Record<string, (bytes: Uint8Array) => DocumentText | Promise<DocumentText>>> = {
  'application/pdf': readPdfText,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': readWordText,
};

/**
 * The text of a Word file or PDF on the disk that was examined before and found to be of that media type. Throws `UnsuitableFile` for any other type and
 * for a text that is too long, `UnreadableFile` for what cannot be read.
 */
export async function readText(path: string, mediaType: string): Promise<DocumentText> {
  const read = readers[mediaType];
  if (!read) throw new UnsuitableFile('no-document');
  const found = await read(await readFile(path));
  if (found.text.length > longestText) throw new UnsuitableFile('too-much-text');
  return found;
}

/** The body as it stands after all tracked changes are accepted, tables row by row; what stands in margins and comments is none of it. */
function readWordText(bytes: Uint8Array): DocumentText {
  const nodes = parseXml(openWord(bytes).document);
  const body = nodes.map((node) => below(node, 'w:body')).find((found) => found !== undefined);
  const lines = blocksOf(body?.children ?? []).flatMap(linesOf);
  return { text: tidied(lines), pageStarts: [] };
}

/** No spaces at the ends of lines, at most one empty line after another. */
function tidied(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/(?!\t)\p{Cc}|[\ufffe\uffff]/gu, '').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
