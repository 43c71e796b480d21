import { readFileSync } from 'node:fs';
import { facesFor, setTemplate } from '#documents/pdf/typst.ts';
import { qrSvg } from '#documents/print/qr.ts';
import { type FigureSheet, type SheetFigure, type SheetRow, sharesText, sheetTitle } from './figure-sheet.ts';

let template: string | undefined;

/** The sheet as a PDF (A4), a code and its QR code beside each figure. The same input gives the same bytes on a machine. */
export function renderFigureSheet(sheet: FigureSheet): Uint8Array {
  template ??= readFileSync(new URL('figure-sheet.typ', import.meta.url), 'utf8');
  const { sections, ...head } = sheet;
  return setTemplate(template, {
    ...facesFor('仿宋_GB2312'),
    ...head,
    title: sheetTitle,
    sections: sections.map(({ title, figures }) => [
      title,
      figures.flatMap((figure) => figure.rows.map((row, at) => printedRow(figure, row, at, sheet.address))),
    ]),
  });
}

/** The first year of a figure carries its label over all of its years. */
function printedRow({ label, unit, rows }: SheetFigure, row: SheetRow, at: number, address: string) {
  const { year, typed, ledger, differs, code } = row;
  return {
    span: at === 0 ? rows.length : 0,
    label,
    unit,
    year: String(year),
    typed: typed === '' ? '—' : typed,
    ledger,
    differs,
    shares: sharesText(row),
    code,
    qr: qrSvg(`${address}/${code}`),
  };
}
