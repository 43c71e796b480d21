import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { type FigureSheet, sheetTitle } from '#documents/figure-sheet/figure-sheet.ts';

/** Not the moment of writing: the same sheet gives the same bytes. */
const noTime = new Date(Date.UTC(2000, 0, 1));
const columns = [
  '分组',
  '数据',
  '单位',
  '年份',
  '填报值',
  '台账值',
  '是否一致',
  '已确认',
  '单方',
  '有争议',
  '数据码',
  '网址',
];
const widths = [18, 40, 8, 8, 14, 24, 10, 9, 9, 9, 15, 60];

/** The sheet of a form's figures as an Excel file: a row a figure and year, figures as numbers where they are plain ones. */
export function writeFigureSheet(sheet: FigureSheet): Promise<Uint8Array> {
  const body = sheet.sections.flatMap(({ title, figures }) =>
    figures.flatMap(({ label, unit, rows }) =>
      rows.map((row): CellValue[] => [
        title,
        label,
        unit,
        row.year,
        numberOf(row.typed.replaceAll(',', '')),
        numberOf(row.ledger.replaceAll(',', '')),
        row.differs ? '不一致' : '',
        row.confirmed,
        row.oneSided,
        row.disputed,
        row.code,
        `${sheet.address}/${row.code}`,
      ]),
    ),
  );
  const head = `${sheet.consortium}　${sheet.batch}　推荐书状态：${sheet.state}　印制时间：${sheet.printedAt}（北京时间）`;
  const rows: CellValue[][] = [[sheetTitle], [head], columns, ...body];
  const written: WriteSheet = {
    name: sheetTitle,
    columns: widths.map((width) => ({ width })),
    rows,
    cells: new Map(rows.flatMap((row, at) => row.map((_, column) => [`${at},${column}`, { style: styleOf(at) }]))),
    merges: [0, 1].map((row) => ({ startRow: row, startCol: 0, endRow: row, endCol: columns.length - 1 })),
    freezePane: { rows: 3 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$3:$3',
    },
    headerFooter: { oddFooter: '&C第 &P 页 共 &N 页' },
  };
  return writeXlsx({ sheets: [written], properties: { title: sheetTitle, created: noTime, modified: noTime } });
}

/** A rate with its parts and an empty cell stay text. */
function numberOf(text: string): CellValue {
  if (text === '') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

const line = { style: 'thin', color: { rgb: 'B0B8C4' } } as const;
const border = { top: line, right: line, bottom: line, left: line };

function styleOf(row: number): CellStyle {
  if (row === 0) return { font: { bold: true, size: 16 }, alignment: { horizontal: 'center' } };
  if (row === 1) return { alignment: { horizontal: 'center' } };
  if (row === 2)
    return {
      font: { bold: true },
      fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E9EEF4' } },
      alignment: { horizontal: 'center' },
      border,
    };
  return { border };
}
