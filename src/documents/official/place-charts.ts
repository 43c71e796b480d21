import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Chart } from '#core/monitoring-report/chart.ts';
import { chartDrawing, chartRelation, chartXml } from './chart-xml.ts';

const charts = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart';
const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const noTime = new Date(1980, 0, 2);
const emuPerCentimetre = 360_000;
const width = 15 * emuPerCentimetre;
/** A bar takes half a centimetre; a page is never filled by one chart. */
const heightOf = ({ form, labels }: Chart) =>
  Math.round((form === 'columns' ? 6.5 : Math.min(18, 2 + 0.55 * labels.length)) * emuPerCentimetre);

/** What stands in a Word file's text where a chart goes, counted from 1. */
export function chartMark(number: number): string {
  return `\u2063chart ${number}\u2063`;
}

/**
 * Puts charts in the place of their marks, as Word's own: whoever has the file can restyle them and read their values. When the file was made is left out, so that
 * the same values give the same bytes.
 */
export function placeCharts(docx: Uint8Array, all: readonly Chart[]): Uint8Array {
  const files = unzipSync(docx);
  const edit = (path: string, change: (text: string) => string) => {
    const file = files[path];
    if (!file) throw new Error(`no ${path} in a Word file`);
    files[path] = strToU8(change(strFromU8(file)));
  };
  edit('word/document.xml', (text) =>
    all.reduce(
      (before, chart, at) =>
        before.replace(
          new RegExp(`<w:t(?: [^>]*)?>${chartMark(at + 1)}</w:t>`),
          chartDrawing(at + 1, chart.title, width, heightOf(chart)),
        ),
      text,
    ),
  );
  const added = (text: string, end: string, line: (number: number) => string) =>
    text.replace(end, `${all.map((_, at) => line(at + 1)).join('')}${end}`);
  edit('word/_rels/document.xml.rels', (text) =>
    added(
      text,
      '</Relationships>',
      (number) => `<Relationship Id="${chartRelation(number)}" Type="${charts}" Target="charts/chart${number}.xml"/>`,
    ),
  );
  edit('[Content_Types].xml', (text) =>
    added(
      text,
      '</Types>',
      (number) => `<Override PartName="/word/charts/chart${number}.xml" ContentType="${chartType}"/>`,
    ),
  );
  edit('docProps/core.xml', (text) => text.replace(/<dcterms:(created|modified)[^>]*>[^<]*<\/dcterms:\1>/g, ''));
  all.forEach((chart, at) => {
    files[`word/charts/chart${at + 1}.xml`] = strToU8(chartXml(chart));
  });
  return zipSync(files, { mtime: noTime });
}
