import type { PageSetup } from '#core/form/layout.ts';
import { xmlText } from './xml.ts';

/** How a run differs from the document's own face: in size (points) or weight. */
export type RunLook = { size?: number | undefined; bold?: boolean | undefined };

/** One run of text. Line breaks become `w:br`, tabs `w:tab`; spaces at either end are kept. */
export function runXml(text: string, look: RunLook, page: PageSetup): string {
  const pieces = text.split(/([\n\t])/).map((piece) => {
    if (piece === '\n') return '<w:br/>';
    return piece === '\t' ? '<w:tab/>' : piece === '' ? '' : `<w:t xml:space="preserve">${xmlText(piece)}</w:t>`;
  });
  return `<w:r>${lookXml(look, page)}${pieces.join('')}</w:r>`;
}

/** A footnote's mark, printed raised. The number is written out: programs differ in how they restart numbering with each part. */
export function markXml(id: number, mark: number): string {
  return `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="${id}"/><w:t>${mark}</w:t></w:r>`;
}

function lookXml({ size, bold }: RunLook, page: PageSetup): string {
  const halves = (size ?? page.size) * 2;
  const parts = [
    bold ? '<w:b/><w:bCs/>' : '',
    size === undefined || size === page.size ? '' : `<w:sz w:val="${halves}"/><w:szCs w:val="${halves}"/>`,
  ].join('');
  return parts === '' ? '' : `<w:rPr>${parts}</w:rPr>`;
}
