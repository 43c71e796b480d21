import { type Archive, openArchive } from '#documents/archive/open-archive.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { readXml, readXmlPieces } from './xml-events.ts';

/** An Excel file, opened and not yet read. */
export type Workbook = {
  archive: Archive;
  /** In the order of the tabs. `part` is the entry of the archive. */
  sheets: readonly { name: string; isHidden: boolean; part: string }[];
  /** Texts that cells refer to by number. */
  sharedTexts: readonly string[];
  /** Whether numbers of a cell style are shown as dates. */
  isDateStyle: (style: number) => boolean;
  since1904: boolean;
};

/** Shared texts beyond this many UTF-16 units are no ledger any more; 100,000 rows have a few million. */
const longestSharedTexts = 200_000_000;

/** Opens an Excel file of unknown origin. Refuses macros, document types, passwords and what is no .xlsx with `UnreadableFile`. */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  return asExcel(async () => {
    const archive = openArchive(bytes);
    const types = archive.text('[Content_Types].xml');
    if (types === undefined) throw new UnreadableFile('not-excel');
    if (/macroEnabled/i.test(types) || archive.names.some((name) => /vbaProject\.bin$/i.test(name)))
      throw new UnreadableFile('macros');
    const main = mainPart(archive);
    const folder = main.slice(0, main.lastIndexOf('/') + 1);
    const targets = relations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
    const { sheets, since1904 } = readMain(archive, main, targets);
    if (sheets.length === 0) throw new UnreadableFile('not-excel');
    const target = (kind: string) => [...targets.values()].find(({ type }) => type.endsWith(`/${kind}`))?.part ?? '';
    return {
      archive,
      sheets,
      since1904,
      sharedTexts: await readSharedTexts(archive, target('sharedStrings')),
      isDateStyle: readDateStyles(archive.text(target('styles'))),
    };
  });
}

/** What is thrown of a file speaks of Excel. */
export async function asExcel<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw ofExcel(cause);
  }
}

export function ofExcel(fault: unknown): unknown {
  if (!(fault instanceof UnreadableFile)) return fault;
  const code = fault.code === 'old-word' ? 'old-excel' : fault.code;
  return new UnreadableFile(code, { program: 'Excel', cause: fault });
}

function mainPart(archive: Archive): string {
  const targets = relations(archive, '_rels/.rels', '');
  const main = [...targets.values()].find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  if (!archive.names.includes(main)) throw new UnreadableFile('not-excel');
  return main;
}

type Target = { type: string; part: string };

function relations(archive: Archive, name: string, folder: string): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>();
  readXml(archive.text(name) ?? '', {
    open: (element, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (element !== 'Relationship' || TargetMode === 'External') return;
      targets.set(Id, { type: Type, part: Target.startsWith('/') ? Target.slice(1) : `${folder}${Target}` });
    },
  });
  return targets;
}

function readMain(archive: Archive, main: string, targets: ReadonlyMap<string, Target>) {
  const sheets: Workbook['sheets'][number][] = [];
  let since1904 = false;
  readXml(archive.text(main) ?? '', {
    open: (element, attributes) => {
      if (element === 'workbookPr') since1904 = isTrue(attributes.date1904);
      if (element !== 'sheet') return;
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
      const target = targets.get(id);
      if (!target?.type.endsWith('/worksheet') || !archive.names.includes(target.part)) return;
      const isHidden = attributes.state !== undefined && attributes.state !== 'visible';
      sheets.push({ name: attributes.name ?? '', isHidden, part: target.part });
    },
  });
  return { sheets, since1904 };
}

export const isTrue = (value: string | undefined) => value === '1' || value === 'true';

async function readSharedTexts(archive: Archive, part: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = '';
  let length = 0;
  let isText = false;
  let isReading = false;
  const pieces = readXmlPieces(archive.stream(part) ?? nothing(), {
    open: (name) => {
      if (name === 'si') text = '';
      // Readings of characters (`rPh`) are no part of what the cell says.
      if (name === 'rPh') isReading = true;
      isText = name === 't' && !isReading;
    },
    text: (more) => {
      if (!isText) return;
      length += more.length;
      if (length > longestSharedTexts) throw new UnreadableFile('expands-too-much');
      text += more;
    },
    close: (name) => {
      isText = false;
      if (name === 'rPh') isReading = false;
      if (name === 'si') texts.push(text);
    },
  });
  for await (const _ of pieces);
  return texts;
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {}

/** Built-in number formats that show dates, among them those of Chinese and Japanese editions. */
const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

function readDateStyles(xml: string | undefined): (style: number) => boolean {
  const custom = new Map<number, string>();
  const styles: number[] = [];
  let isWithinCells = false;
  readXml(xml ?? '', {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') custom.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') isWithinCells = true;
      if (name === 'xf' && isWithinCells) styles.push(Number(numFmtId));
    },
    close: (name) => {
      if (name === 'cellXfs') isWithinCells = false;
    },
  });
  const areDates = styles.map((format) => dateFormats.has(format) || showsDates(custom.get(format) ?? ''));
  return (style) => areDates[style] ?? false;
}

/** A format with years or days in it, texts and colours put aside. */
function showsDates(format: string): boolean {
  return /[yYdD年]/.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, (part) => (part === '"年"' ? '年' : '')));
}
