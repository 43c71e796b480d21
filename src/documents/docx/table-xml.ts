import type { Block, FormPart, TableCell, TableRow } from '#core/form/layout.ts';
import { type LineContext, lineXml } from './line-xml.ts';
import { twips } from './xml.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** A cell that reaches down from a row above, as Word wants it repeated in every row it covers. */
type Reach = { columns: number; left: number };

/** A table of the form: fixed grid, merged cells by `gridSpan` and `vMerge`, rows that may grow but not lose text. */
export function tableXml(table: Table, part: FormPart, context: LineContext): string {
  const ruled = table.ruled !== false;
  const grid = table.widths.map((width) => `<w:gridCol w:w="${twips(width)}"/>`).join('');
  const reaching = new Map<number, Reach>();
  const rows = table.rows.map((row) => {
    const cells: string[] = [];
    let column = 0;
    const fillReaching = () => {
      for (let reach = reaching.get(column); reach && reach.left > 0; reach = reaching.get(column)) {
        cells.push(cellXml(widthOf(table, column, reach.columns), reach.columns, '<w:vMerge/>', '<w:p/>'));
        reach.left -= 1;
        column += reach.columns;
      }
    };
    for (const cell of row.cells) {
      fillReaching();
      const columns = cell.columns ?? 1;
      const merge = cell.rows === undefined || cell.rows === 1 ? '' : '<w:vMerge w:val="restart"/>';
      if (merge !== '') reaching.set(column, { columns, left: (cell.rows ?? 1) - 1 });
      const look = merge + (ruled ? '' : writingLine(cell)) + verticalPlace(cell, row);
      cells.push(cellXml(widthOf(table, column, columns), columns, look, contentXml(cell, part, context)));
      column += columns;
    }
    fillReaching();
    const height = row.height === undefined ? '' : `<w:trHeight w:val="${twips(row.height)}" w:hRule="atLeast"/>`;
    return `<w:tr>${height === '' ? '' : `<w:trPr>${height}</w:trPr>`}${cells.join('')}</w:tr>`;
  });
  const borders = ruled ? '<w:tblStyle w:val="FormTable"/>' : '';
  const width = table.widths.reduce((sum, each) => sum + twips(each), 0);
  return `<w:tbl><w:tblPr>${borders}<w:tblW w:w="${width}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

function contentXml(cell: TableCell, part: FormPart, context: LineContext): string {
  return cell.lines.length === 0 ? '<w:p/>' : cell.lines.map((line) => lineXml(line, part, context)).join('');
}

/** The writing line of a cover stands under the answer's cell. */
function writingLine(cell: TableCell): string {
  const isRuled = cell.lines.some((line) => line.inlines.some((inline) => 'cell' in inline && inline.rule));
  return isRuled ? '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>' : '';
}

/** Running text begins at the top of a tall cell; everything else stands in the middle. */
function verticalPlace(cell: TableCell, row: TableRow): string {
  const isText =
    row.height !== undefined &&
    cell.role === 'answer' &&
    cell.lines.every((line) => line.align === 'left') &&
    !writingLine(cell);
  return isText ? '' : '<w:vAlign w:val="center"/>';
}

function cellXml(width: number, columns: number, look: string, content: string): string {
  const span = columns === 1 ? '' : `<w:gridSpan w:val="${columns}"/>`;
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${look}</w:tcPr>${content}</w:tc>`;
}

function widthOf(table: Table, from: number, columns: number): number {
  return table.widths.slice(from, from + columns).reduce((sum, width) => sum + twips(width), 0);
}
