import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Chart } from '#core/monitoring-report/chart.ts';
import { turnOfJpeg } from '#documents/evidence/turn-of-jpeg.ts';
import { isLongTable, type OfficialBlock, type OfficialDocument } from './official-document.ts';
import { chartMark, placeCharts } from './place-charts.ts';

/** GB/T 9704—2012 5.2.1: A4, top 37 mm, binding edge 28 mm, type area 156 × 225 mm. In twentieths of a point. */
const mm = (millimetres: number) => Math.round((millimetres * 1440) / 25.4);
const margin = { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35), footer: mm(28) };
const a4 = { width: mm(210), height: mm(297) };

/** 5.2.3: 22 lines of 28 characters in 3号 (16 pt). Sizes in half points. */
const size3 = 32;
const size2 = 44;
const sizeTable = 21;
const lineTwips = 580;

const song = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312', cs: 'Times New Roman' };
const titleFace = { ...song, eastAsia: '方正小标宋简体' };
const headingFace = { ...song, eastAsia: '黑体' };
const line = { line: lineTwips, lineRule: LineRuleType.EXACT };

/** An office's document as a Word file. */
export async function renderOfficialDocx(document: OfficialDocument): Promise<Uint8Array> {
  const { title, number, to, from, day, annex, isLandscape = false } = document;
  const charts: Chart[] = [];
  const width = isLandscape ? a4.height - margin.top - margin.bottom : a4.width - margin.left - margin.right;
  const made = new Document({
    title,
    creator: from ?? '',
    styles: { default: { document: { run: { font: song, size: size3 } } } },
    sections: [
      {
        properties: {
          page: {
            size: { ...a4, ...(isLandscape ? { orientation: PageOrientation.LANDSCAPE } : {}) },
            // Turned, so that the binding edge stays on the left of the sheet.
            margin: isLandscape
              ? { ...margin, top: margin.left, left: margin.bottom, right: margin.top, bottom: margin.right }
              : margin,
          },
        },
        footers: { default: pageNumbers() },
        children: [
          ...(number === undefined ? [] : [paragraph(number, { centred: true })]),
          heading(title),
          ...(to === undefined ? [] : [paragraph(`${to}：`, {})]),
          ...document.body.flatMap((block) => blockOf(block, width, charts)),
          ...(annex === undefined
            ? []
            : [paragraph('', {}), ...blockOf({ kind: 'paragraph', text: `附件：${annex.title}` }, width, charts)]),
          ...(from === undefined ? [] : [paragraph('', {}), signature(from)]),
          ...(day === undefined ? [] : [signature(day)]),
          ...(annex === undefined
            ? []
            : [
                // 7.3.7: the word 附件 stands in the upper left corner of its own page.
                new Paragraph({
                  pageBreakBefore: true,
                  spacing: line,
                  children: [new TextRun({ text: '附件', font: headingFace, size: size3 })],
                }),
                heading(annex.title),
                ...annex.body.flatMap((block) => blockOf(block, width, charts)),
              ]),
        ],
      },
    ],
  });
  const bytes = new Uint8Array(await Packer.toBuffer(made));
  return charts.length === 0 ? bytes : placeCharts(bytes, charts);
}

function heading(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: lineTwips / 2, after: lineTwips, line: 700, lineRule: LineRuleType.AT_LEAST },
    children: [new TextRun({ text, font: titleFace, size: size2 })],
  });
}

/** A chart is noted in `charts`, and a mark left in its place. */
function blockOf(block: OfficialBlock, width: number, charts: Chart[]): (Paragraph | Table)[] {
  if (block.kind === 'chart') {
    const mark = chartMark(charts.push(block));
    return [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { before: 120, after: 120 },
        children: [new TextRun(mark)],
      }),
    ];
  }
  if (block.kind === 'table') return [tableOf(block, width)];
  if (block.kind === 'picture') return pictureOf(block, width);
  const indent = { firstLine: 2 * 16 * 20 };
  const font = block.kind === 'heading' ? headingFace : song;
  return block.text.split('\n').map(
    (text) =>
      new Paragraph({
        spacing: line,
        indent,
        // A heading stands on the page of what it heads.
        keepNext: block.kind === 'heading',
        children: [new TextRun({ text, font, size: size3 })],
      }),
  );
}

/** The most of a page that a picture takes, in pixels of 1/96 inch. */
const mostPicture = 480;

/** A picture with its name below, neither parted. */
function pictureOf(block: Extract<OfficialBlock, { kind: 'picture' }>, width: number): Paragraph[] {
  const turn = block.type === 'jpg' ? turnOfJpeg(block.bytes) : 0;
  const isTurned = turn % 180 !== 0;
  const [across, down] = isTurned ? [block.height, block.width] : [block.width, block.height];
  const scale = Math.min(width / 15 / across, mostPicture / down, 1);
  const centred = { alignment: AlignmentType.CENTER };
  const image = new ImageRun({
    type: block.type,
    data: block.bytes,
    transformation: { width: block.width * scale, height: block.height * scale, rotation: turn },
    altText: { name: block.caption, title: block.caption, description: block.caption },
  });
  // A turned picture stands over its place: what it overlaps is kept free.
  const free = isTurned ? Math.max(0, (down - across) * scale * 7.5) : 0;
  return [
    new Paragraph({ ...centred, keepNext: true, spacing: { before: 120 + free, after: free }, children: [image] }),
    new Paragraph({
      ...centred,
      spacing: { after: 240 },
      children: [new TextRun({ text: block.caption, size: sizeTable })],
    }),
  ];
}

function paragraph(text: string, { centred = false }: { centred?: boolean }): Paragraph {
  return new Paragraph({
    spacing: line,
    ...(centred ? { alignment: AlignmentType.CENTER } : {}),
    children: [new TextRun(text)],
  });
}

/** 7.3.5.1: four characters from the right edge. */
function signature(text: string): Paragraph {
  return new Paragraph({
    spacing: line,
    alignment: AlignmentType.RIGHT,
    indent: { right: 4 * 16 * 20 },
    keepLines: true,
    children: [new TextRun(text)],
  });
}

function tableOf(block: Extract<OfficialBlock, { kind: 'table' }>, width: number): Table {
  const { head, rows, widths } = block;
  const isTogether = !isLongTable(block);
  const whole = widths.reduce((sum, each) => sum + each, 0);
  const columns = widths.map((each) => Math.floor((each / whole) * width));
  const rowOf = (cells: readonly string[], isHead: boolean, isLast: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: columns.map((columnWidth, at) => cellOf(cells[at] ?? '', columnWidth, isHead, isTogether && !isLast)),
    });
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: columns,
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: [rowOf(head, true, false), ...rows.map((row, at) => rowOf(row, false, at === rows.length - 1))],
  });
}

function cellOf(text: string, width: number, isHead: boolean, keepNext: boolean): TableCell {
  const isFigure = /^(-?[\d.,]*[％%]?|—|\d{4}-\d\d-\d\d)$/.test(text);
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 60, right: 60, top: 30, bottom: 30 },
    children: text.split('\n').map(
      (each) =>
        new Paragraph({
          alignment: isHead || isFigure ? AlignmentType.CENTER : AlignmentType.LEFT,
          keepNext,
          children: [new TextRun({ text: each, font: isHead ? headingFace : song, size: sizeTable })],
        }),
    ),
  });
}

/** 7.5: `— 1 —`, below the type area. */
function pageNumbers(): Footer {
  const run = (children: (string | (typeof PageNumber)['CURRENT'])[]) =>
    new TextRun({ children, size: 28, font: '宋体' });
  return new Footer({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run(['— ', PageNumber.CURRENT, ' —'])] })],
  });
}
