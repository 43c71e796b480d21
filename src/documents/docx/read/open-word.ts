import { type Archive, openArchive } from '#documents/archive/open-archive.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';

/** The texts of a Word file that the reader and the format check look at. */
export type WordFile = {
  document: string;
  styles: string;
  settings: string;
  /** Text that stands outside the body: where, in Chinese, and its XML. */
  margins: readonly { place: string; xml: string }[];
};

const outside: readonly [RegExp, string][] = [
  [/^word\/footnotes\.xml$/, '脚注'],
  [/^word\/endnotes\.xml$/, '尾注'],
  [/^word\/comments\.xml$/, '批注'],
  [/^word\/header\d*\.xml$/, '页眉'],
  [/^word\/footer\d*\.xml$/, '页脚'],
];

/** Opens a Word file of unknown origin. Refuses macros, document types and what is no Word file with `UnreadableFile`. */
export function openWord(bytes: Uint8Array): WordFile {
  const archive = openArchive(bytes);
  const types = safeXml(archive, '[Content_Types].xml');
  if (types === undefined) throw new UnreadableFile('not-word');
  if (/macroEnabled/i.test(types) || archive.names.some((name) => /vbaProject\.bin$/i.test(name)))
    throw new UnreadableFile('macros');
  const document = safeXml(archive, mainPart(archive));
  if (document === undefined || !document.includes('<w:body')) throw new UnreadableFile('not-word');
  return {
    document,
    styles: safeXml(archive, 'word/styles.xml') ?? '',
    settings: safeXml(archive, 'word/settings.xml') ?? '',
    margins: archive.names.flatMap((name) =>
      outside.flatMap(([pattern, place]) => (pattern.test(name) ? [{ place, xml: safeXml(archive, name) ?? '' }] : [])),
    ),
  };
}

/** `word/document.xml` by custom; some programs name the main part otherwise, and the package's relations say how. */
function mainPart(archive: Archive): string {
  const target = /Type="[^"]*\/officeDocument"[^>]*Target="\/?([^"]+)"/.exec(archive.text('_rels/.rels') ?? '')?.[1];
  return target !== undefined && archive.names.includes(target) ? target : 'word/document.xml';
}

/** Entities are never expanded: a part that declares any is refused. */
function safeXml(archive: Archive, name: string): string | undefined {
  const xml = archive.text(name);
  if (xml !== undefined && /<!(DOCTYPE|ENTITY)/i.test(xml)) throw new UnreadableFile('document-type');
  return xml;
}
