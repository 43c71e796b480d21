import type { CellStyle, WriteSheet } from 'hucre/xlsx';
import type { LedgerField } from '#core/ledger/kind.ts';

const line = { style: 'thin', color: { rgb: 'BFBFBF' } } as const;
const border = { top: line, right: line, bottom: line, left: line };

/** Headers of required columns are dark, of others light: the label itself stays as it is, since columns are recognised by it. */
export function headStyle(isRequired: boolean): CellStyle {
  return {
    font: { bold: true, size: 11, color: { rgb: isRequired ? 'FFFFFF' : '1F3864' } },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: isRequired ? '1F4E9E' : 'DDE6F5' } },
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
    border,
  };
}

/** Text stays text, so that 文号 and codes keep their zeros; dates are shown as they are to be typed. */
export function bodyStyle({ type }: Pick<LedgerField, 'type'>): CellStyle {
  const numFmt = { day: 'yyyy-mm-dd', count: '0', decimal: 'General', year: '0' }[String(type)] ?? '@';
  return { numFmt, alignment: { vertical: 'center' } };
}

/** Printed across A4, all columns on one page, the header on each. */
export const printed: Pick<WriteSheet, 'pageSetup' | 'headerFooter'> = {
  pageSetup: {
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: '$1:$1',
    margins: { top: 0.6, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
  },
  headerFooter: { oddFooter: '&C&A　第 &P 页 共 &N 页' },
};
