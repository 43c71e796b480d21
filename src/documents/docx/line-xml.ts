import type { FormPart, Line, PageSetup } from '#core/form/layout.ts';
import type { Printer } from '#documents/print/printed-form.ts';
import { markXml, runXml } from './runs.ts';

/** What a line is printed with: the page, the answers' printer, and the document-wide id of a part's footnote. */
export type LineContext = { page: PageSetup; print: Printer; footnoteId: (part: FormPart, mark: number) => number };

/** Every way to end a line; XML readers would turn a lone carriage return into a space. */
const lineEnd = /\r\n?|[\n\u2028\u2029]/;

const alignments = { left: 'left', center: 'center', right: 'right', justify: 'both' } as const;

/** A line as paragraphs: an answer of several lines gives one paragraph each. */
export function lineXml(line: Line, part: FormPart, context: LineContext): string {
  const paragraphs: string[][] = [[]];
  const look = { size: line.size, bold: line.bold };
  for (const inline of line.inlines) {
    const run = context.print(part, inline);
    if ('mark' in run) paragraphs.at(-1)?.push(markXml(context.footnoteId(part, run.mark), run.mark));
    else {
      run.text.split(lineEnd).forEach((text, at) => {
        if (at > 0) paragraphs.push([]);
        if (text !== '') paragraphs.at(-1)?.push(runXml(text, look, context.page));
      });
    }
  }
  const properties = paragraphXml(line, context.page);
  return paragraphs.map((runs) => `<w:p>${properties}${runs.join('')}</w:p>`).join('');
}

/** Paragraph properties where they differ from the document's own. Larger type gets a pitch in proportion, still exact. */
function paragraphXml({ align, indent, size }: Line, page: PageSetup): string {
  const pitch =
    size === undefined || size <= page.size
      ? ''
      : `<w:spacing w:line="${Math.round(size * 1.5 * 20)}" w:lineRule="exact"/>`;
  const first = indent ? `<w:ind w:firstLineChars="${indent * 100}" w:firstLine="${indent * page.size * 20}"/>` : '';
  const justified = align === undefined ? '' : `<w:jc w:val="${alignments[align]}"/>`;
  return pitch + first + justified === '' ? '' : `<w:pPr>${pitch}${first}${justified}</w:pPr>`;
}
