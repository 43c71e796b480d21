/** Texts that a spreadsheet would take for a formula when it opens a csv. */
const formulaLike = /^[=+\-@\t\r]/;

/** A text for a csv that no program will compute: an apostrophe in front, which our reader takes away again. */
export function safeCsvText(text: string): string {
  return formulaLike.test(text) ? `'${text}` : text;
}

/** A record of a csv with its line break; cells as they are. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/** A text as an Excel cell takes it: without characters that XML cannot hold, no longer than Excel allows, and `_x0041_` as it stands. */
export function excelText(text: string): string {
  return text
    .replace(/(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '')
    .slice(0, 32_767)
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
}

/** The same within XML. */
export function cellXml(text: string): string {
  return excelText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
