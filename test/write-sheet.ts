import { strToU8, zipSync } from 'fflate';

/** What a test's workbook may be made odd by. */
export type OddWorkbook = {
  /** Sheets by name: the XML inside `<sheetData>`, or cells as they would be typed. */
  sheets: Readonly<Record<string, string | readonly (readonly (string | number | null)[])[]>>;
  sharedStrings?: string;
  styles?: string;
  /** Entries added to the archive. */
  others?: Readonly<Record<string, Uint8Array>>;
  workbookXml?: string;
  contentTypes?: string;
};

const namespaces =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** An Excel file as no library of ours writes it: raw XML, so that anything can be wrong with it. */
export function writeSheets({
  sheets,
  sharedStrings,
  styles,
  others = {},
  workbookXml,
  contentTypes = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
}: OddWorkbook): Uint8Array {
  const names = Object.keys(sheets);
  const tabs = names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('');
  const targets = names.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const more = [
    ...(sharedStrings === undefined
      ? []
      : [`<Relationship Id="s" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/>`]),
    ...(styles === undefined ? [] : [`<Relationship Id="y" Type="${relation}/styles" Target="styles.xml"/>`]),
  ];
  const texts: Record<string, string> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': workbookXml ?? `<workbook ${namespaces}><sheets>${tabs}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${[...targets, ...more].join('')}</Relationships>`,
    ...(sharedStrings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst ${namespaces}>${sharedStrings}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet ${namespaces}>${styles}</styleSheet>` }),
  };
  Object.values(sheets).forEach((content, at) => {
    const rows = typeof content === 'string' ? content : rowsXml(content);
    texts[`xl/worksheets/sheet${at + 1}.xml`] = `<worksheet ${namespaces}><sheetData>${rows}</sheetData></worksheet>`;
  });
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]));
  return zipSync({ ...files, ...others }, { level: 6 });
}

/** Rows of typed cells: texts inline, numbers as numbers, a text that begins with `=` as a formula without a result. */
export function rowsXml(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    if (value === null) return '<c/>';
    if (typeof value === 'number') return `<c><v>${value}</v></c>`;
    if (value.startsWith('=')) return `<c><f>${value.slice(1)}</f></c>`;
    const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  };
  return rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('');
}
