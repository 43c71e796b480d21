import type { PageSetup } from '#core/form/layout.ts';
import { xmlText } from './xml.ts';

export const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const wordTypes = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

export const contentTypes = `${header}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${wordTypes}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${wordTypes}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${wordTypes}.settings+xml"/><Override PartName="/word/footnotes.xml" ContentType="${wordTypes}.footnotes+xml"/><Override PartName="/word/footer1.xml" ContentType="${wordTypes}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

export const packageRelations = `${header}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

export const documentRelations = `${header}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${officeRelations}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${officeRelations}/settings" Target="settings.xml"/><Relationship Id="rId3" Type="${officeRelations}/footnotes" Target="footnotes.xml"/><Relationship Id="rId4" Type="${officeRelations}/footer" Target="footer1.xml"/></Relationships>`;

/** Title and language only: no author, machine or time, so that the same answers give the same bytes. */
export function coreProperties(title: string): string {
  return `${header}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title)}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>`;
}

/** Bound on the left and printed on both sides: margins mirrored. */
export const settings = `${header}<w:settings ${namespaces}><w:zoom w:percent="100"/><w:mirrorMargins/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`;

export function styles(page: PageSetup): string {
  const face = `<w:rFonts w:ascii="${xmlText(page.latinFace)}" w:hAnsi="${xmlText(page.latinFace)}" w:eastAsia="${xmlText(page.face)}" w:cs="${xmlText(page.latinFace)}"/>`;
  const rule = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
    .join('');
  return `${header}<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr>${face}<w:sz w:val="${page.size * 2}"/><w:szCs w:val="${page.size * 2}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="${page.linePitch * 20}" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="160" w:line="${(page.size + 4) * 30}" w:lineRule="exact"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="${(page.size + 4) * 2}"/><w:szCs w:val="${(page.size + 4) * 2}"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:line="240" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style><w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="75" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="75" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="FormTable"><w:name w:val="Form Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${rule}</w:tblBorders></w:tblPr></w:style></w:styles>`;
}

/** The page's number; below it what the document is, where it is not the form as it was filled in. */
export function footer(mark: string): string {
  const marked =
    mark === '' ? '' : `<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>${xmlText(mark)}</w:t></w:r></w:p>`;
  return `${header}<w:ftr ${namespaces}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>${marked}</w:ftr>`;
}

/** Footnotes of the whole document, their ids from 1; each part numbers its own marks. */
export function footnotes(notes: readonly { mark: number; text: string }[]): string {
  const written = notes.map(
    ({ mark, text }, at) =>
      `<w:footnote w:id="${at + 1}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>${mark}</w:t></w:r><w:r><w:t xml:space="preserve"> ${xmlText(text)}</w:t></w:r></w:p></w:footnote>`,
  );
  return `${header}<w:footnotes ${namespaces}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>${written.join('')}</w:footnotes>`;
}
