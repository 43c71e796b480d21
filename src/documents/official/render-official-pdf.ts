import { readFileSync } from 'node:fs';
import { facesFor, setTemplate } from '#documents/pdf/typst.ts';
import { isLongTable, type OfficialBlock, type OfficialDocument } from './official-document.ts';

let template: string | undefined;

/** An office's document as a PDF. The same document gives the same bytes on a machine. */
export function renderOfficialPdf(document: OfficialDocument): Uint8Array {
  template ??= readFileSync(new URL('official.typ', import.meta.url), 'utf8');
  const { title, number, to, body, from, day, annex, isLandscape = false } = document;
  const said = {
    ...{ title, number, to, from, day },
    body: body.map(withLength),
    annex: annex && { ...annex, body: annex.body.map(withLength) },
  };
  const orNone = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, value ?? null]));
  return setTemplate(template, { ...facesFor('仿宋_GB2312'), ...orNone, isLandscape });
}

const withLength = (block: OfficialBlock) =>
  block.kind === 'table' ? { ...block, isLong: isLongTable(block) } : block;
