import { readFileSync } from 'node:fs';
import { facesFor, setTemplate } from '#documents/pdf/typst.ts';
import type { OfficialDocument } from './official-document.ts';

let template: string | undefined;

/** An office's document as a PDF. The same document gives the same bytes on a machine. */
export function renderOfficialPdf(document: OfficialDocument): Uint8Array {
  template ??= readFileSync(new URL('official.typ', import.meta.url), 'utf8');
  const { title, number, to, body, from, day, annex, isLandscape = false } = document;
  const said = { title, number, to, body, from, day, annex };
  const orNone = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, value ?? null]));
  return setTemplate(template, { ...facesFor('仿宋_GB2312'), ...orNone, isLandscape });
}
