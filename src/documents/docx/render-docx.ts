import { strToU8, zipSync } from 'fflate';
import type { Answers } from '#core/form/answers.ts';
import type { Form } from '#core/form/form.ts';
import type { Block, FormPart, PageSetup } from '#core/form/layout.ts';
import { printerOf } from '#documents/print/printed-form.ts';
import { type LineContext, lineXml } from './line-xml.ts';
import {
  contentTypes,
  coreProperties,
  documentRelations,
  footer,
  footnotes,
  header,
  namespaces,
  packageRelations,
  settings,
  styles,
} from './parts.ts';
import { runXml } from './runs.ts';
import { tableXml } from './table-xml.ts';
import { twips } from './xml.ts';

/** The zip's own clock starts in 1980. It holds local time: a local day gives the same bytes in every time zone, for ever. */
const noTime = new Date(1980, 0, 2);

/**
 * The form as a Word file (OOXML): every part in a section of its own, on a new page. The same answers always give the same bytes: a
 * frozen revision can be rendered years later. Without answers it is the blank official form. A `mark` stands in the foot of each page.
 */
export function renderDocx(form: Form, answers: Answers, mark = ''): Uint8Array {
  const notes = form.parts.flatMap((part) =>
    Object.values(part.footnotes ?? {}).map((text, at) => ({ mark: at + 1, text })),
  );
  const before = new Map(form.parts.map((part, at) => [part, countNotes(form.parts.slice(0, at))] as const));
  const context: LineContext = {
    page: form.page,
    print: printerOf(form, answers),
    footnoteId: (part, mark) => (before.get(part) ?? 0) + mark,
  };
  const files = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': packageRelations,
    'docProps/core.xml': coreProperties(form.title),
    'word/document.xml': documentXml(form, context),
    'word/_rels/document.xml.rels': documentRelations,
    'word/styles.xml': styles(form.page),
    'word/settings.xml': settings,
    'word/footnotes.xml': footnotes(notes),
    'word/footer1.xml': footer(mark),
  };
  const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return zipSync(bytes, { level: 6, mtime: noTime, os: 0 });
}

function countNotes(parts: readonly FormPart[]): number {
  return parts.reduce((sum, part) => sum + Object.keys(part.footnotes ?? {}).length, 0);
}

function documentXml(form: Form, context: LineContext): string {
  const parts = form.parts.map((part, at) => {
    const body = part.blocks.map((block, place) => {
      const touches = block.kind === 'table' && part.blocks[place + 1]?.kind === 'table';
      return blockXml(block, part, context) + (touches ? tiny() : '');
    });
    const section = sectionXml(form.page, at === 0 && hasNoHeading(part));
    const isLast = at === form.parts.length - 1;
    return body.join('') + (isLast ? tiny() + section : tiny(section));
  });
  return `${header}<w:document ${namespaces}><w:body>${parts.join('')}</w:body></w:document>`;
}

/** The paragraph that ends a section, closes the body after a table, or keeps two tables from becoming one, takes no room. */
function tiny(section = ''): string {
  return `<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>${section}</w:pPr></w:p>`;
}

function hasNoHeading(part: FormPart): boolean {
  return part.blocks.every((block) => block.kind !== 'heading');
}

function blockXml(block: Block, part: FormPart, context: LineContext): string {
  switch (block.kind) {
    case 'heading':
      return `<w:p><w:pPr><w:pStyle w:val="Heading1"/>${block.align === undefined ? '' : `<w:jc w:val="${block.align}"/>`}</w:pPr>${runXml(part.title, {}, context.page)}</w:p>`;
    case 'line':
      return lineXml(block.line, part, context);
    case 'space':
      return '<w:p/>'.repeat(block.lines);
    case 'table':
      return tableXml(block, part, context);
  }
}

/**
 * A4, mirrored margins with the binding edge inside. A cover carries no page number but counts as page 1: Word tells right-hand pages by
 * their odd numbers, so a count that began after the cover would bind every sheet on the wrong edge.
 */
function sectionXml({ paper, margins }: PageSetup, isCover: boolean): string {
  const page = `<w:pgSz w:w="${twips(paper.width)}" w:h="${twips(paper.height)}"/><w:pgMar w:top="${twips(margins.top)}" w:right="${twips(margins.outer)}" w:bottom="${twips(margins.bottom)}" w:left="${twips(margins.inner)}" w:header="851" w:footer="851" w:gutter="${twips(margins.gutter)}"/>`;
  const number = isCover ? '<w:titlePg/>' : '';
  return `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:type w:val="nextPage"/>${page}${number}</w:sectPr>`;
}
